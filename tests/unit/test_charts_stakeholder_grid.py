"""The grid of stakeholders: who stands where, in a terminal and on paper."""

from __future__ import annotations

import pytest
from insights_plan import item, plan_of

from pmctl.charts.drawing import FORMATS, Drawing, Request, printed
from pmctl.charts.stakeholder_grid import draw, grade
from pmctl.diagnostic import UserError
from pmctl.escape import terminal_width
from pmctl.plan import Plan
from pmctl.scheduling.simulation.result import Simulation

PLAN = """
    kind: project
    name: House
    tasks: {a: {duration: 1d}}
    stakeholders:
      mia: {name: Mia <b>Holm, interest: high, influence: high, attitude: supporter}
      fin: {interest: 3, influence: 5}
      sam: {interest: Low, influence: low}
      cat: {interest: high}
"""


def drawn(plan: Plan, about: str = "checkout") -> Drawing:
    def no_simulation() -> Simulation:
        raise AssertionError("nothing is simulated for it")

    return draw(Request(plan, item(plan, about), no_simulation))


@pytest.mark.parametrize("width", [60, 80, 160])
def test_who_stands_where(width: int) -> None:
    text = drawn(plan_of(checkout=PLAN)).text(width)
    lines = text.splitlines()
    rows = {line[:8].strip(): [part.strip() for part in line[9:].split("|")] for line in lines if "|" in line}
    assert rows["high"][1:3] == ["fin", "Mia <b>Holm, supporter"[: len(rows["high"][2])]]
    assert rows["low"][0] == "sam"
    assert "no place (no influence or interest): cat" in text
    assert max(terminal_width(line) for line in lines) <= width


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_is_the_same_twice(format: str) -> None:
    plan = plan_of(checkout=PLAN)
    first = printed(drawn(plan), format, 80)
    assert first == printed(drawn(plan), format, 80)
    assert first


def test_a_name_makes_no_markup() -> None:
    svg = printed(drawn(plan_of(checkout=PLAN)), "svg", 80)
    assert isinstance(svg, str)
    assert "<b>" not in svg
    assert "manage closely" in svg


def test_the_document_of_an_item_is_meant() -> None:
    plan = plan_of(checkout=PLAN)
    assert drawn(plan, "checkout/a").text(80) == drawn(plan).text(80)


def test_nobody_with_a_place_is_a_wrong_call() -> None:
    plan = plan_of(checkout="kind: project\ntasks: {a: {}}\nstakeholders: {cat: {interest: high}}\n")
    with pytest.raises(UserError, match="has a place in the grid"):
        drawn(plan)


@pytest.mark.parametrize(
    ("text", "found"),
    [("low", "low"), ("High", "high"), ("1", "low"), ("3", "medium"), ("5", "high"), ("6", ""), ("", "")],
)
def test_grades_are_words_or_numbers(text: str, found: str) -> None:
    assert grade(text) == found
