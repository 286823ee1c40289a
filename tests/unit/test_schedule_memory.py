"""A schedule with a memory is the one without: whatever was scheduled with it before, and on whatever day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from pmctl.changes.applied import application, made
from pmctl.load import load
from pmctl.model.workspace import Workspace
from pmctl.scheduling import Memory, schedule
from pmctl.scheduling.preparation import Preparation
from pmctl.scheduling.schedule import Schedule
from tests.unit.schedule_plans import SOME, TODAY, Plan, plans

EVERYTHING = plans(hard=True, due=True, progress=True)


def remembered(memory: Memory, workspace: Workspace, today: date = TODAY, level: bool = True) -> Schedule:
    """The schedule with a memory, once it is seen to be the one without."""
    found = schedule(workspace, today, level, memory)
    assert found == schedule(workspace, today, level)
    return found


def of(tasks: str, settings: str = "", project: str = "") -> Workspace:
    files = {
        "pmctl.yaml": f"kind: workspace\n{settings}".encode(),
        "people.yaml": b"kind: people\npeople: {ana: {}, bo: {availability: 50%}}\n",
        "p.yaml": f"kind: project\nstart: 2026-01-05\n{project}tasks:\n{tasks}".encode(),
    }
    return load(Path("plans"), files).workspace


def changed(workspace: Workspace, **tasks: dict[str, Any]) -> Workspace:
    """The workspace with other values of some of its tasks, all else the same objects."""
    items = dict(workspace.items)
    for key, values in tasks.items():
        items[f"p/{key}"] = replace(items[f"p/{key}"], **values)
    return replace(workspace, items=items)


def prepared_tasks(memory: Memory, workspace: Workspace, today: date = TODAY) -> tuple[int, int]:
    """How many tasks are drafted, and how many made as of today, for the next schedule."""
    with (
        patch.object(Preparation, "draft", autospec=True, side_effect=Preparation.draft) as drafted,
        patch.object(Preparation, "dated", autospec=True, side_effect=Preparation.dated) as dated,
    ):
        schedule(workspace, today, True, memory)
    return drafted.call_count, dated.call_count


# --- what is scheduled ------------------------------------------------------------------------------------------------


@SOME
@given(EVERYTHING, EVERYTHING, st.lists(st.tuples(st.integers(0), st.integers(-9, 9), st.booleans()), max_size=6))
def test_any_choice_of_edits_on_any_day(first: Plan, second: Plan, steps: list[tuple[int, int, bool]]) -> None:
    given = application(first.load(), second.load())
    memory = Memory()
    for chosen, days, level in steps:
        edits = [edit for bit, edit in enumerate(given.edits) if chosen >> bit & 1]
        remembered(memory, made(given, edits), TODAY + timedelta(days), level)
    for bit in range(min(len(given.edits), 12)):
        remembered(memory, made(given, [edit for other, edit in enumerate(given.edits) if other != bit]))


def test_people_and_settings_that_change() -> None:
    memory = Memory()
    plan = of("  a: {effort: 4d, assign: ana | bo}\n  b: {effort: 2d, after: a, owner: bo}\n")
    ana = plan.people["ana"]
    first = remembered(memory, plan)
    assert remembered(memory, replace(plan, people={"ana": ana})).tasks["p/b"].finish < first.tasks["p/b"].finish
    assert remembered(memory, replace(plan, people={**plan.people, "ana": plan.people["bo"]})) != first
    for settings in ("units: {day: 6h}\n", "calendars: {default: {days-off: [2026-01-08]}}\n", "statuses: {a: done}\n"):
        remembered(memory, of("  a: {effort: 4d, status: a}\n  b: {effort: 2d}\n", settings))
    assert remembered(memory, plan) == first


def test_groups_and_documents_that_change() -> None:
    memory = Memory()
    tasks = "  g: {tasks: {a: {effort: 4d}, b: {after: a, effort: 1d}}}\n  c: {after: g}\n"
    plan = of(tasks)
    first = remembered(memory, plan)
    late = load(
        Path("plans"), {"p.yaml": b"kind: project\nrescheduling: false\ntasks: {a: {not-before: 2026-01-01}}\n"}
    )
    remembered(memory, late.workspace, TODAY + timedelta(9))
    later = of(tasks.replace("g: {", "g: {not-before: 2026-02-02, "))
    moved = replace(plan, items={**plan.items, "p/g": later.items["p/g"]})
    assert remembered(memory, moved).tasks["p/a"].start > first.tasks["p/a"].start
    for project in ("schedule-from: finish\ndue: 2026-03-02\n", "priority: 900\n", "levelling: false\n"):
        document = of(tasks, project=project).documents["p"]
        other = replace(plan, documents={"p": document}, items={**plan.items, "p": document})
        remembered(memory, other)
    assert remembered(memory, plan) == first


def test_who_was_chosen_before_is_chosen_anew() -> None:
    memory = Memory()
    plan = of("  a: {effort: 8d, assign: ana}\n  b: {effort: 2d, assign: ana | bo}\n")
    busy = remembered(memory, plan).tasks["p/b"].bookings[0].who
    free = remembered(memory, changed(plan, a={"assign": ()})).tasks["p/b"].bookings[0].who
    assert (busy, free) == ("bo", "ana")


# --- what is prepared -------------------------------------------------------------------------------------------------


def test_only_what_differs_is_prepared() -> None:
    plan = of(
        "  a: {effort: 4d, started: 2026-01-02, finished: 2026-01-06}\n  b: {effort: 2d, after: a}\n  c: {effort: 1d}\n"
    )
    memory = Memory()
    assert prepared_tasks(memory, plan) == (3, 2)
    assert prepared_tasks(memory, plan) == (0, 0)
    assert prepared_tasks(memory, changed(plan, b={"priority": 900})) == (1, 1)
    assert prepared_tasks(memory, plan) == (1, 1)
    assert prepared_tasks(memory, plan, TODAY + timedelta(1)) == (0, 2)
    linked = changed(plan, c={"after": of("  b: {}\n  c: {after: b}\n").items["p/c"].after})  # type: ignore[attr-defined]
    assert prepared_tasks(memory, linked, TODAY + timedelta(1)) == (1, 1)


def test_the_order_of_tasks_may_change() -> None:
    plan = of("  a: {effort: 4d}\n  b: {effort: 2d, after: a}\n  c: {effort: 1d}\n")
    memory = Memory()
    remembered(memory, plan)
    items = dict(sorted(plan.items.items(), key=lambda entry: entry[0], reverse=True))
    turned = replace(plan, items=items)
    assert [*remembered(memory, turned).tasks] == ["p/c", "p/b", "p/a"]
    without = replace(plan, items={id: item for id, item in plan.items.items() if id != "p/a"})
    assert [*remembered(memory, without).tasks] == ["p/b", "p/c"]
