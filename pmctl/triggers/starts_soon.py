"""Work begins in a few days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from pmctl.insights.promises import forecast_of
from pmctl.insights.states import category_of
from pmctl.insights.working_time import working_days
from pmctl.model.project import Task
from pmctl.plan import Plan
from pmctl.rules.judging.index import items
from pmctl.triggers.telling.between import Between, Key, reached
from pmctl.triggers.telling.trigger import Occasion, Severity
from pmctl.triggers.telling.words import day

ID, NAME, KIND = "N18", "starts-soon", "time"
ENTITY = ("task",)
RULE = "not started and wd(today, forecast start) = lead time (2d)"
TO = ("owner", "assignees")
SEVERITY: Severity = "info"
DEDUPE = "start"
LIMITS = {"before": "2d"}
FOR_CLIENTS = True


def occasions(between: Between) -> Iterator[Occasion]:
    """One for each task whose start comes as near as the lead time."""
    lead = between.days("before")
    for item, _, start, by_time in reached(between, lambda plan: near(plan, lead)):
        yield Occasion(item, f"starts on {day(between.head, start)}", (start.isoformat(),), by_time=by_time)


def near(plan: Plan, lead: int) -> Mapping[Key, date]:
    """The tasks that nobody has begun and that start within so many working days, today not counted, with that day.

    Within, not exactly then: a run that missed the day says it on the next one.
    """
    found: dict[Key, date] = {}
    for task in items(plan, Task):
        if task.is_group or task.milestone or category_of(plan, task) != "todo":
            continue
        start = forecast_of(plan, task).start
        if start is not None and start > plan.today and working_days(plan, task, plan.today, start) <= lead:
            found[(task.id,)] = start
    return found
