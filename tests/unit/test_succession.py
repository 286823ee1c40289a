"""What features come after, and which of them are to come before it."""

from __future__ import annotations

from datetime import date

import pytest
from insights_plan import item, plan_of

from pmctl.insights.succession import begin_of, too_early
from pmctl.model.product import Feature
from pmctl.plan import Plan

TODAY = date(2026, 2, 9)
"""A Monday."""

CHECKOUT = """
    kind: project
    tasks:
      long: {duration: 9d}
      short: {duration: 2d}
"""


def shop(**features: str) -> Plan:
    """A product with features, and a project of nine days (until Thu 19 Feb) and of two (until Tue 10 Feb)."""
    lines = "".join(f"      {name}: {{{said}}}\n" for name, said in features.items())
    text = f"\n    kind: product\n    releases: {{r1: {{due: 2026-05-29}}}}\n    features:\n{lines}"
    return plan_of(TODAY, shop=text, checkout=CHECKOUT)


def found(plan: Plan) -> list[tuple[str, str, str, date, int]]:
    return [(one.feature.key, one.day.known, one.before.known, one.earliest, one.days) for one in too_early(plan)]


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("first", [("second", "forecast", "forecast", date(2026, 2, 19), 7)]),
        ("first FF", [("second", "forecast", "forecast", date(2026, 2, 19), 7)]),
        ("first SS", []),
        ("first SS + 3d", [("second", "forecast", "forecast", date(2026, 2, 12), 3)]),
        ("first SF", []),
        ("first + 2d", [("second", "forecast", "forecast", date(2026, 2, 23), 9)]),
        ("first + 2ed", [("second", "forecast", "forecast", date(2026, 2, 21), 8)]),
        ("first - 6d", [("second", "forecast", "forecast", date(2026, 2, 11), 1)]),
        ("first - 7d", []),
    ],
)
def test_each_kind_of_link_binds_its_ends(link: str, expected: list[object]) -> None:
    plan = shop(first="delivered-by: checkout/long", second=f"delivered-by: checkout/short, after: {link}")
    assert found(plan) == expected


def test_a_promise_stands_for_a_missing_forecast_and_its_period_is_read_in_favour() -> None:
    plan = shop(
        first="due: 2026-Q2",
        inside="due: 2026-04-07, after: first",
        before="due: 2026-Q1, after: first",
        planned="delivered-by: checkout/short, after: first",
        released="delivered-by: checkout/short, after: r1",
    )
    assert found(plan) == [
        ("before", "promised", "promised", date(2026, 4, 1), 1),
        ("planned", "forecast", "promised", date(2026, 4, 1), 36),
        ("released", "forecast", "promised", date(2026, 5, 29), 78),
    ]


def test_promises_may_disagree_where_the_forecasts_do_not() -> None:
    plan = shop(
        first="delivered-by: checkout/short, due: 2026-Q2",
        second="delivered-by: checkout/long, due: 2026-Q1, after: first",
    )
    assert found(plan) == [("second", "promised", "promised", date(2026, 4, 1), 1)]


@pytest.mark.parametrize("over", ["shipped", "dropped"])
def test_what_is_over_binds_nothing_and_is_not_bound(over: str) -> None:
    assert found(shop(first=f"due: 2026-Q2, status: {over}", second="due: 2026-Q1, after: first")) == []
    assert found(shop(first="due: 2026-Q2", second=f"due: 2026-Q1, after: first, status: {over}")) == []


@pytest.mark.parametrize(
    ("links", "expected"),
    [
        ("first", ("shop/first", date(2026, 2, 20))),
        ("first SS + 3d", ("shop/first", date(2026, 2, 12))),
        ("[first, second + 1w]", ("shop/second", date(2026, 4, 8))),
        ("first FF", None),
        ("third", None),
    ],
)
def test_a_feature_can_begin_when_the_last_that_binds_its_start_is_there(
    links: str, expected: tuple[str, date] | None
) -> None:
    plan = shop(first="delivered-by: checkout/long", second="due: 2026-Q1", third="", fourth=f"after: {links}")
    feature = item(plan, "shop/fourth")
    assert isinstance(feature, Feature)
    begin = begin_of(plan, feature)
    assert (begin and (begin.wait.before, begin.start)) == expected
