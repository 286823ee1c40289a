"""Work should have begun, nothing stands in its way, and it has not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from pmctl.insights.promises import baseline_dates
from pmctl.insights.states import category_of
from pmctl.insights.waiting import waiting_for
from pmctl.model.project import Task
from pmctl.plan import Plan
from pmctl.rules.judging.index import items
from pmctl.triggers.telling.between import Between, Key, reached
from pmctl.triggers.telling.trigger import Occasion, Severity
from pmctl.triggers.telling.words import day

ID, NAME, KIND = "N17", "should-have-started", "time"
ENTITY = ("task",)
RULE = "not started, predecessors done, planned start is past"
TO = ("owner",)
SEVERITY: Severity = "warn"
DEDUPE = "start"
FOR_CLIENTS = True


def occasions(between: Between) -> Iterator[Occasion]:
    """One for each task whose planned start goes by."""
    for item, _, start, by_time in reached(between, idle):
        text = f"should have started on {day(between.head, start)}"
        yield Occasion(item, text, (start.isoformat(),), by_time=by_time)


def idle(plan: Plan) -> Mapping[Key, date]:
    """The tasks that could have been begun before today by their planned start, with that day."""
    found: dict[Key, date] = {}
    for task in items(plan, Task):
        if task.is_group or task.milestone or category_of(plan, task) != "todo":
            continue
        start = planned_start(plan, task)
        if start is not None and start < plan.today and not waiting_for(plan, task, to_start=True):
            found[(task.id,)] = start
    return found


def planned_start(plan: Plan, task: Task) -> date | None:
    """The day on which a task was to begin: typed, else that of the baseline."""
    return task.start.first if task.start is not None else baseline_dates(plan, task)[0]
