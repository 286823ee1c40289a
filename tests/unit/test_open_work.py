"""Unfinished work, found in one walk: who is booked, what is critical, what ends last."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from insights_plan import plan_of

from pmctl.insights.open_work import open_work
from pmctl.insights.promises import last_day
from pmctl.insights.states import task_categories
from pmctl.model.project import Task
from pmctl.plan import Plan

MONDAY = date(2026, 2, 9)
PEOPLE = "{kind: people, people: {ana: {}, bo: {}}}"
WORK = ["effort: 1d", "effort: 4d, assign: [ana, bo]", "duration: 2d", "milestone: true", "milestone: 2026-02-12"]
STATES = ["", "status: done", "status: dropped", "status: blocked", "after: t0"]


def open_leaves(plan: Plan) -> list[Task]:
    """The plain definition: scheduled tasks that are no groups and neither done nor dropped, in file order."""
    states, rows = task_categories(plan), plan.schedule.tasks
    tasks = [item for item in plan.workspace.items.values() if isinstance(item, Task) and item.id in rows]
    return [task for task in tasks if not task.is_group and states[task.id] not in ("done", "dropped")]


@settings(max_examples=60, deadline=None)
@given(
    tasks=st.lists(
        st.tuples(st.sampled_from(WORK), st.sampled_from(STATES), st.sampled_from(["owner: ana", "owner: bo", ""])),
        max_size=7,
    )
)
def test_one_walk_finds_what_three_would(tasks: list[tuple[str, str, str]]) -> None:
    lines = ", ".join(f"t{at}: {{{', '.join(filter(None, parts))}}}" for at, parts in enumerate([("", "", ""), *tasks]))
    plan = plan_of(
        MONDAY,
        people=PEOPLE,
        checkout=f"{{kind: project, tasks: {{group: {{tasks: {{{lines}}}}}}}}}",
        other="{kind: project, tasks: {a: {effort: 9d, owner: ana}, b: {milestone: true, after: a}}}",
    )
    found, rows, leaves = open_work(plan), plan.schedule.tasks, open_leaves(plan)
    for who in ("ana", "bo"):
        plain = [(rows[task.id], one) for task in leaves for one in rows[task.id].bookings if one.who == who]
        assert list(found.bookings.get(who, ())) == plain
    for document in ("checkout", "other"):
        mine = [task for task in leaves if task.document == document]
        assert list(found.critical.get(document, ())) == [task for task in mine if rows[task.id].critical]
        ends = [(last_day(rows[task.id]), task.milestone) for task in mine]
        assert found.last.get(document) == (mine[ends.index(max(ends))] if mine else None)
