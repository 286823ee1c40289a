"""Something is due within a few days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from pmctl.insights.promises import due_of, forecast_of
from pmctl.insights.states import is_over
from pmctl.insights.working_time import working_days
from pmctl.model.control import Action, Issue
from pmctl.model.item import Item
from pmctl.model.project import Task
from pmctl.plan import Plan
from pmctl.rules.judging.index import items
from pmctl.triggers.telling.between import Between, Key, reached
from pmctl.triggers.telling.trigger import Occasion, Severity
from pmctl.triggers.telling.words import day

ID, NAME, KIND = "N15", "due-soon", "time"
ENTITY = ("task", "milestone", "action", "issue")
RULE = "not done and 0 <= wd(today, promised or forecast finish) <= lead time (3d)"
TO = ("owner",)
SEVERITY: Severity = "info"
DEDUPE = "finish"
LIMITS = {"before": "3d"}
FOR_CLIENTS = True


def occasions(between: Between) -> Iterator[Occasion]:
    """One for each item whose finish comes within the lead time."""
    most = between.days("before")
    for item, _, finish, by_time in reached(between, lambda plan: near(plan, most)):
        word = "is due" if due_of(between.head, item) else "should be finished"
        yield Occasion(item, f"{word} on {day(between.head, finish)}", (finish.isoformat(),), by_time=by_time)


def near(plan: Plan, most: int) -> Mapping[Key, date]:
    """The items that are not over and finish within so many working days, with that day."""
    found: dict[Key, date] = {}
    for kind in (Task, Action, Issue):
        for item in items(plan, kind):
            finish = (
                None if is_over(plan, item) or is_group(item) else due_of(plan, item) or forecast_of(plan, item).date
            )
            if finish is not None and finish >= plan.today and working_days(plan, item, plan.today, finish) <= most:
                found[(item.id,)] = finish
    return found


def is_group(item: Item) -> bool:
    """A group without a promise of its own is finished when its parts are."""
    return isinstance(item, Task) and item.is_group and item.due is None
