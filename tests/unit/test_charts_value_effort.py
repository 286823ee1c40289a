"""Value against effort: quadrants at the medians, names that do not collide; bars of priorities and objectives."""

from __future__ import annotations

from fractions import Fraction

import pytest
from insights_plan import item, plan_of

from pmctl.charts import objectives, priorities, value_effort
from pmctl.charts.drawing import Drawing, Request, printed
from pmctl.charts.labels import around, meet, place_beside
from pmctl.charts.scales import scale_of, tick_text
from pmctl.diagnostic import UserError
from pmctl.escape import terminal_width
from pmctl.insights.ranking.quadrants import field_of
from pmctl.model.product import Product
from pmctl.plan import Plan
from pmctl.scheduling.simulation.result import Simulation

SHOP = """
    kind: product
    name: Shop
    prioritise: {method: METHOD, capacity: 3d}
    objectives:
      fast:
        name: Fast <b>
        period: 2026-Q1
        key-results: {k: {from: 0, target: 4, check-ins: {2026-02-01: {now: 1}}}}
    features:
      a: {name: Quick, score: {value: 8, effort: 2d, wsjf: {value: 1, urgency: 1, enablement: 1, size: 3}}}
      b: {name: Bet, score: {value: 9, effort: 9d}}
      c: {name: Fill, score: {value: 1, effort: 1d}}
      d: {name: Pit, score: {value: 2, effort: 8d}}
      e: {name: Outside}
"""


def shop(method: str = "value-effort", text: str = SHOP) -> Plan:
    return plan_of(shop=text.replace("METHOD", method))


def request(plan: Plan, id: str = "shop") -> Request:
    def simulate() -> Simulation:
        raise AssertionError

    return Request(plan, item(plan, id) if id else None, simulate)


def product(plan: Plan) -> Product:
    found = item(plan, "shop")
    assert isinstance(found, Product)
    return found


def test_quadrants_are_at_the_medians() -> None:
    plan = shop()
    found = field_of(plan, product(plan))
    assert found is not None
    assert {one.feature.key: one.quadrant for one in found.bubbles} == {
        "a": "quick win",
        "b": "big bet",
        "c": "fill-in",
        "d": "money pit",
    }
    assert found.middle == (Fraction(5), Fraction(5, 20))
    assert [one.key for one in found.outside] == ["e"]


@pytest.mark.parametrize(("method", "used"), [("wsjf", "wsjf"), ("rice", "value-effort"), ("kano", "value-effort")])
def test_another_method_has_sides_of_its_own_or_borrows_them(method: str, used: str) -> None:
    plan = shop(method)
    found = field_of(plan, product(plan))
    assert found is not None and found.axes.method == used


def test_two_criteria_are_two_sides() -> None:
    text = """
        kind: product
        prioritise: {method: weighted, weights: {business: 3, customer: 2, trouble: -5}}
        features:
          a: {score: {business: 9, customer: 2}}
          b: {score: {business: 2, customer: 9}}
          c: {score: {business: 5, customer: 5}}
    """
    plan = shop(text=text)
    found = field_of(plan, product(plan))
    assert found is not None
    assert [one.quadrant for one in found.bubbles] == ["business only", "business and customer", "customer only"]


def test_no_two_names_meet_and_features_in_one_place_are_one_bubble() -> None:
    lines = [f"      f{n}: {{name: Number {n}, score: {{value: {n % 7 + 1}, effort: {n % 5 + 1}}}}}" for n in range(60)]
    plan = shop(text="\n    kind: product\n    prioritise: {method: value-effort}\n    features:\n" + "\n".join(lines))
    found = field_of(plan, product(plan))
    assert found is not None
    named, crowded = value_effort._placed(found)
    assert sum(len(spot.bubbles) for spot in (*named, *crowded)) == 60 and len([*named, *crowded]) == 35
    frames = [spot.label for spot in named if spot.label is not None]
    assert not any(meet(one, other) for one in frames for other in frames if one is not other)
    picture = value_effort.draw(request(plan))
    svg = str(printed(picture, "svg", 80))
    assert all(f"Number {n}" in svg for n in range(60))


def test_a_name_stands_off_the_lines_and_nearest_to_its_own_bubble() -> None:
    disc, size, inside = (100.0, 100.0, 6.0), (40.0, 12.0), (0.0, 0.0, 400.0, 400.0)
    assert place_beside(disc, size, inside, (), ()) == (110.0, 94.0, 150.0, 106.0)
    upright = (120.0, 0.0, 122.0, 400.0)
    assert place_beside(disc, size, inside, (), (upright,)) == (50.0, 94.0, 90.0, 106.0)
    other = around((40.0, 94.0, 52.0, 106.0))
    found = place_beside(disc, size, inside, (other,), (upright,))
    assert found is not None and not meet(found, upright) and not meet(found, other)
    assert place_beside(disc, size, inside, ((0.0, 0.0, 400.0, 400.0),), ()) is None


@pytest.mark.parametrize("width", [60, 80, 160])
@pytest.mark.parametrize("picture", [value_effort, priorities, objectives])
def test_it_fits_the_terminal_and_escapes_names(picture: object, width: int) -> None:
    plan = shop(
        text=SHOP.replace("Quick", "Quick <b> \u200b and a name that is much longer than its column has room for")
    )
    drawn: Drawing = picture.draw(request(plan))  # type: ignore[attr-defined]
    text = str(printed(drawn, "text", width))
    assert "\u200b" not in text and all(terminal_width(line) <= width for line in text.splitlines())
    assert "<b>" not in str(printed(drawn, "svg", width))


def test_the_line_of_capacity_stands_before_the_first_beyond_it() -> None:
    text = str(printed(priorities.draw(request(shop())), "text", 80))
    lines = [line.split()[:2] for line in text.splitlines()[2:8]]
    assert lines == [["1", "Quick"], ["──", "3d"], ["2", "Bet"], ["3", "Fill"], ["4", "Pit"], []]
    assert "Not scored: Outside" in text


def test_bars_of_objectives_have_their_time() -> None:
    text = str(printed(objectives.draw(request(shop())), "text", 80))
    assert "25% red" in text and "│" in text


@pytest.mark.parametrize(
    ("text", "picture", "says"),
    [
        ("{kind: product, features: {a: }}", value_effort, "has a value and an effort"),
        ("{kind: product, features: {a: }}", priorities, "has a score by rice"),
        ("{kind: product, features: {a: }}", objectives, "has no objective"),
        ("{kind: project, tasks: {a: {duration: 1d}}}", value_effort, "is a project"),
    ],
)
def test_what_is_lacking_is_said(text: str, picture: object, says: str) -> None:
    with pytest.raises(UserError, match=says):
        picture.draw(request(shop(text=text)))  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("numbers", "is_powers"), [([1, 100], True), ([1, 5], False), ([0, 100], False), ([7], False), ([-3, 2], False)]
)
def test_a_scale_has_room_for_its_numbers(numbers: list[float], is_powers: bool) -> None:
    scale = scale_of(numbers)
    assert scale.is_powers == is_powers
    assert all(0 <= scale.at(one) <= 1 for one in (*numbers, *scale.ticks)) and len(scale.ticks) >= 2


def test_ticks_are_short() -> None:
    assert [tick_text(one) for one in (0.5, 20, 5000, 2e6)] == ["0.5", "20", "5k", "2M"]
