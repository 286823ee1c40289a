"""What would help holds when it is done: each change is typed into the plan, which is then read and scheduled."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from pmctl.edit import Edit, edited, place_of, request
from pmctl.insights.promises import forecast_of, slip_of, variance_of
from pmctl.insights.reasons.candidates import FactChange
from pmctl.insights.reasons.remedies import Remedy, remedies, rescheduled
from pmctl.load import load
from pmctl.model.project import Task
from pmctl.parse import parse
from pmctl.plan import Plan, plan
from pmctl.quantity import estimate
from pmctl.views.against import against
from tests.transcript import ROOT
from tests.unit.insights_plan import TODAY, item, plan_of
from tests.unit.schedule_plans import Plan as Made
from tests.unit.schedule_plans import plans

PEOPLE = """
    kind: people
    people: {ana: {role: Engineer}, bo: {role: Engineer}, cy: {time-off: 2026-02-12}, dee: {}}
"""
MONDAY = date(2026, 2, 9)


def typed(before: Plan, remedy: Remedy) -> Plan:
    """The plan after somebody typed a change into its files."""
    data = {path: text.encode() for path, text in before.loaded.texts.items()}
    for change in remedy.edits:
        source = before.workspace.items[change.item].source
        tree, _ = parse(source.path, data[source.path])
        place = place_of(tree, source.start) if tree is not None else None
        kind = before.workspace.items[change.item].kind
        wanted = Edit(source.path, () if place is None else place, kind, request(change.request))
        data[source.path] = edited(data[source.path], wanted, before.workspace.units)
    return plan(load(Path("plan"), data), before.today)


def assert_holds(before: Plan, id: str, remedy: Remedy) -> None:
    """The date that a remedy promises is the one that the changed text has."""
    then = typed(before, remedy)
    found = forecast_of(then, then.workspace.items[id])
    assert found.date == remedy.day, remedy.text
    day = forecast_of(before, before.workspace.items[id]).date
    assert day is not None and remedy.day < day and remedy.days > 0
    late = slip_of(then, then.workspace.items[id])
    assert remedy.on_time == (late <= 0 if late is not None else None)


def test_what_is_scheduled_anew_is_measured_against_the_same_baseline() -> None:
    text = "kind: baseline\nof: checkout\ndate: {}\ntasks: {{a: {{finish: 2026-02-1{}}}}}"
    before = plan_of(
        checkout="kind: project\ntasks: {a: {duration: 3d}}",
        first=text.format("2026-02-02", 1),
        second=text.format("2026-02-03", 2),
    )
    measured = replace(before, against=against(before, Path("plan"), "first", True), memory={})
    then = rescheduled(measured, [FactChange("checkout/a", "duration", "2d", estimate("2d"))])
    assert variance_of(measured, item(measured, "checkout/a")) == 1
    assert variance_of(then, item(then, "checkout/a")) == 0, "the second one says -1"


@pytest.mark.parametrize("id", ["checkout/launch", "wallet/go-live", "checkout/run-book", "legal", "shop/one-click"])
def test_every_change_that_is_printed_for_the_example_holds(id: str) -> None:
    files = {
        path.relative_to(ROOT / "examples/acme").as_posix(): path for path in (ROOT / "examples/acme").rglob("*.yaml")
    }
    before = plan(load(Path("plan"), {name: path.read_bytes() for name, path in sorted(files.items())}), TODAY)
    found = remedies(before, before.workspace.items[id])
    assert found, id
    for remedy in found:
        assert_holds(before, id, remedy)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(plans(hard=True, due=True, progress=True))
def test_every_change_holds_on_any_plan(made: Made) -> None:
    before = plan(load(Path("plans"), made.files()), date(2026, 1, 7))
    rows = before.schedule.tasks
    leaves = [one for one in before.workspace.items.values() if isinstance(one, Task) and one.id in rows]
    if not leaves:
        return
    last = max(leaves, key=lambda one: (rows[one.id].finish, one.id))
    found = remedies(before, last)
    for remedy in found:
        assert_holds(before, last.id, remedy)
    assert [one.days for one in found] == sorted((one.days for one in found), reverse=True)


def texts(tasks: str, id: str, people: str = PEOPLE) -> dict[str, int]:
    """What would help and how many days each brings."""
    made = plan_of(MONDAY, people=people, p="kind: project\ntasks:\n" + tasks)
    return {remedy.text: remedy.days for remedy in remedies(made, item(made, id))}


def test_less_to_do_no_lag_an_overlap_and_an_earlier_date() -> None:
    found = texts("""
  a: {duration: 4d, not-before: 2026-02-16}
  b: {duration: 4d, after: a + 2d, due: 2026-02-25}
""", "p/b")  # fmt: skip
    assert found == {
        "p/a without its `not-before` of Mon 16 Feb": 5,
        "p/a 2d earlier, Thu 12 Feb": 2,
        "p/a 2d instead of 4d": 2,
        "p/b 2d instead of 4d": 2,
        "p/b right after a, without the lag of 2d": 2,
        "p/b overlaps a by 2d (SS + 4d)": 2,
    }


def test_whoever_has_the_same_role_and_time_helps_and_nobody_else() -> None:
    found = texts("  a: {effort: 4d, assign: ana}\n", "p/a")
    assert found == {"bo works on p/a as well": 2, "p/a 2d instead of 4d": 2}


def test_a_part_of_the_time_becomes_all_of_it_and_leave_is_taken_later() -> None:
    found = texts("  a: {effort: 4d, assign: cy 50%}\n", "p/a")
    assert found["cy on p/a full time, not cy 50%"] == 4
    assert found["cy away 26 Feb instead of 12 Feb"] == 1


def test_priority_where_levelling_gave_somebody_to_other_work_and_what_ends_later_for_it() -> None:
    text = """
kind: project
tasks:
  a: {effort: 3d, assign: dee, priority: 600, due: 2026-02-11}
  b: {effort: 1d, assign: dee}
"""
    made = plan_of(MONDAY, people=PEOPLE, p=text)
    found = next(one for one in remedies(made, item(made, "p/b")) if "priority" in one.text)
    assert (found.text, found.days) == ("p/b before p/a: priority 601", 3)
    assert [(harm.item, harm.days) for harm in found.harms] == [("p/a", 1)]


def test_nothing_helps_what_is_done_or_decreed() -> None:
    assert texts("  a: {milestone: 2026-03-02}\n", "p/a") == {}
    assert texts("  a: {duration: 1d, status: done, finished: 2026-02-06}\n", "p/a") == {}
