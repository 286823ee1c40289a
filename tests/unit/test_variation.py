"""Workspaces varied in memory: what takes longer ends that much later, whatever kind of work it is."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pmctl.diagnostic import UserError
from pmctl.load import load
from pmctl.model.control import Assumption
from pmctl.model.money import Expense
from pmctl.model.people import Person
from pmctl.model.project import Task
from pmctl.model.workspace import Workspace
from pmctl.plan import Plan
from pmctl.quantity import days, print_iso, when
from pmctl.scheduling import schedule
from pmctl.variation import affected, away, occurred, replaced, slipped, slipping_leaf, untrue, with_values
from pmctl.variation.slipping import open_finishes
from tests.unit.insights_plan import plan_of

PEOPLE = """
    kind: people
    people:
      ana: {availability: 80%}
      bo: {efficiency: 50%, limit: 2d/w}
      cy: {time-off: [2026-02-16]}
    teams:
      core: {members: [ana, cy]}
    resources:
      rig: {}
"""
PLAN = """
    kind: project
    budget: {labour: 10k, reserve: 1k}
    tasks:
      solo: {effort: 4d, assign: ana}
      pair: {effort: 9d, assign: [ana 50%, cy]}
      limited: {effort: 1d, assign: bo}
      gone: {effort: 4d, assign: cy}
      fixed: {duration: 3d, assign: rig}
      night: {duration: 2ed}
      bare: {after: fixed}
      begun: {effort: 10d, assign: ana, started: 2026-02-03, progress: 40%}
      halfway: {duration: 6d, started: 2026-02-05, remaining: 3d}
      span: {start: 2026-02-10, finish: 2026-02-12}
      must-end: {duration: 2d, finish: 2026-02-20}
      later: {milestone: true, after: fixed}
      event: {milestone: 2026-02-18}
      over: {effort: 1d, status: done, finished: 2026-02-02}
      dropped: {effort: 1d, status: dropped}
      group: {tasks: {short: {duration: 1d}, long: {duration: 4d}}}
    risks:
      storm: {probability: 10%, impact: {time: 2d, cost: 3k}, affects: [fixed, group, over]}
      sun: {probability: 10%, impact: {time: -5d}, affects: [fixed, later, span]}
    assumptions:
      dry: {affects: [fixed, nothing], status: open}
"""
FINISH = {
    "solo": ("2026-02-16T18:00", 5, "2026-02-23T18:00"),
    "pair": ("2026-02-19T10:09", 2, "2026-02-23T10:09"),
    "limited": ("2026-02-16T18:00", 5, "2026-02-23T18:00"),
    "gone": ("2026-02-13T18:00", 1, "2026-02-17T18:00"),
    "fixed": ("2026-02-12T18:00", 5, "2026-02-19T18:00"),
    "night": ("2026-02-12T00:00", 1, "2026-02-13T00:00"),
    "bare": ("2026-02-13T18:00", 2, "2026-02-17T18:00"),
    "begun": ("2026-02-19T14:00", 1, "2026-02-20T14:00"),
    "halfway": ("2026-02-12T18:00", -1, "2026-02-11T18:00"),
    "span": ("2026-02-12T18:00", 1, "2026-02-13T18:00"),
    "must-end": ("2026-02-20T18:00", 1, "2026-02-23T18:00"),
    "later": ("2026-02-12T18:00", 3, "2026-02-17T18:00"),
    "event": ("2026-02-18T09:00", -2, "2026-02-16T09:00"),
    "group": ("2026-02-13T18:00", 1, "2026-02-16T18:00"),
}


@pytest.fixture(scope="module")
def plan() -> Plan:
    return plan_of(checkout=PLAN, people=PEOPLE)


def finish(workspace: Workspace, id: str) -> str:
    return print_iso(schedule(workspace, date(2026, 2, 10), level=False).tasks[id].finish)


@pytest.mark.parametrize("key", FINISH)
def test_a_task_that_slips_ends_later(plan: Plan, key: str) -> None:
    was, by, then = FINISH[key]
    id = f"checkout/{key}"
    unlevelled = schedule(plan.workspace, plan.today, level=False)
    varied = slipped(plan.workspace, unlevelled, id, by * 480)
    assert (finish(plan.workspace, id), finish(varied, id)) == (was, then)


def test_what_was_earned_stays_what_it_was(plan: Plan) -> None:
    varied = slipped(plan.workspace, plan.schedule, "checkout/begun", 5 * 480).items["checkout/begun"]
    assert isinstance(varied, Task) and varied.effort and varied.progress and varied.remaining
    assert varied.effort.text == "14d"
    assert varied.remaining.text == "10d"
    assert varied.effort.minutes * varied.progress.value == 4 * 480


@pytest.mark.parametrize(
    ("begun", "left"),
    [
        ("{effort: 10d, remaining: 2d..4d..9d, STARTED}", "3d..5d..10d"),
        ("{effort: 5d..10d..20d, progress: 40%, STARTED}", "4d..7d..13d"),
        ("{effort: 10d, progress: 40%, STARTED}", "7d"),
    ],
)
def test_what_is_uncertain_stays_so_when_begun_work_slips(begun: str, left: str) -> None:
    written = begun.replace("STARTED", "assign: ana, started: 2026-02-03")
    plan = plan_of(p=f"kind: project\ntasks:\n  a: {written}", people="kind: people\npeople: {ana: {}}")
    task = slipped(plan.workspace, plan.schedule, "p/a", 480).items["p/a"]
    assert isinstance(task, Task) and task.remaining is not None and task.remaining.text == left


def test_a_group_slips_with_what_ends_last(plan: Plan) -> None:
    assert slipping_leaf(plan.workspace, plan.schedule, "checkout/group").id == "checkout/long"


@pytest.mark.parametrize(
    ("id", "by", "said"),
    [
        ("checkout/over", 1, "done"),
        ("checkout/dropped", 1, "dropped"),
        ("ana", 1, "person"),
        ("checkout/storm", 1, "risk"),
        ("checkout/fixed", -4, "cannot take 4d less: it has 3d of duration left"),
        ("checkout/later", -1, "cannot fall earlier"),
        ("checkout/span", -3, "would end before"),
    ],
)
def test_what_cannot_slip_says_why(plan: Plan, id: str, by: int, said: str) -> None:
    with pytest.raises(UserError) as error:
        slipped(plan.workspace, plan.schedule, id, by * 480)
    assert said in error.value.message


def test_an_item_is_replaced_wherever_it_is_kept(plan: Plan) -> None:
    for id, attribute in (("ana", "name"), ("core", "name"), ("checkout", "name"), ("checkout/api", "name")):
        if id not in plan.workspace.items:
            continue
        varied = replaced(plan.workspace, id, **{attribute: "changed"})
        kept = [varied.items, varied.people, varied.teams, varied.documents]
        assert {group[id].name for group in kept if id in group} == {"changed"}
        assert list(varied.items) == list(plan.workspace.items)
        assert plan.workspace.items[id].name != "changed"
    with pytest.raises(KeyError):
        replaced(plan.workspace, "nobody", name="")
    with pytest.raises(TypeError):
        replaced(plan.workspace, "ana", effort=1)


def test_several_items_are_replaced_as_one_after_the_other(plan: Plan) -> None:
    names = {"ana": {"name": "A"}, "checkout": {"name": "C", "priority": 7}, "checkout/solo": {"name": "S"}}
    one_by_one = plan.workspace
    for id, attributes in names.items():
        one_by_one = replaced(one_by_one, id, **attributes)
    assert with_values(plan.workspace, names) == one_by_one


def test_who_is_away_does_not_work(plan: Plan) -> None:
    week = days("2026-02-10..2026-02-16")
    varied = away(plan.workspace, "ana", week)
    assert finish(varied, "checkout/solo") == "2026-02-23T18:00"
    assert isinstance(varied.items["ana"], Person) and varied.items["ana"].time_off == (week,)
    both = away(plan.workspace, "core", week).people
    assert [week in both[who].time_off for who in ("ana", "bo", "cy")] == [True, False, True]
    assert away(plan.workspace, "rig", week).resources["rig"].time_off == (week,)
    with pytest.raises(UserError, match="only people"):
        away(plan.workspace, "checkout/solo", week)


def test_a_risk_that_occurs_takes_time_and_money(plan: Plan) -> None:
    varied = occurred(plan.workspace, plan.schedule, "checkout/storm")
    assert finish(varied, "checkout/fixed") == "2026-02-16T18:00"
    assert finish(varied, "checkout/long") == "2026-02-17T18:00"
    assert finish(varied, "checkout/over") == finish(plan.workspace, "checkout/over")
    added = [item for id, item in varied.items.items() if id not in plan.workspace.items]
    assert [(one.line, one.amount.text) for one in added if isinstance(one, Expense) and one.amount] == [
        ("reserve", "3k")
    ]
    assert varied.documents["checkout"].members["expenses"] == (added[0].id,)


def test_an_opportunity_saves_no_more_than_there_is(plan: Plan) -> None:
    varied = occurred(plan.workspace, plan.schedule, "checkout/sun")
    assert finish(varied, "checkout/fixed") == "2026-02-10T09:01"
    assert finish(varied, "checkout/span") == finish(plan.workspace, "checkout/span")


def test_an_assumption_that_is_false_moves_nothing(plan: Plan) -> None:
    varied = untrue(plan.workspace, "checkout/dry")
    one = varied.items["checkout/dry"]
    assert isinstance(one, Assumption) and one.status == "false"
    assert [item.id for item in affected(plan.workspace, one)] == ["checkout/fixed"]
    assert schedule(varied, plan.today).tasks == plan.schedule.tasks


def test_a_typed_date_keeps_its_kind(plan: Plan) -> None:
    event = slipped(plan.workspace, plan.schedule, "checkout/event", 480).items["checkout/event"]
    assert isinstance(event, Task) and event.milestone_date == when("2026-02-19")


def test_nothing_comes_earlier_because_something_takes_longer() -> None:
    loaded = load(Path(__file__).parents[2] / "examples" / "acme")
    today = date(2026, 2, 10)
    before = schedule(loaded.workspace, today, level=False)
    later = 0
    for id, row in before.tasks.items():
        task = loaded.workspace.items[id]
        if not isinstance(task, Task) or task.is_group or id not in open_finishes(before):
            continue
        if task.document == "summit":
            continue  # scheduled from its finish: what is longer there begins earlier
        after = schedule(slipped(loaded.workspace, before, id, 2 * 480), today, level=False).tasks
        assert [other for other, was in before.tasks.items() if after[other].finish < was.finish] == [], id
        later += after[id].finish > row.finish  # what a link holds at its finish begins earlier instead
    assert later > 40
