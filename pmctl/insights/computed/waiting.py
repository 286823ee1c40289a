"""What an item waits for, what waits for it, and what holds it."""

from __future__ import annotations

from pmctl.insights import promises
from pmctl.insights.computed.fact import scheduled_of, work
from pmctl.insights.relations import home_of, waited_by
from pmctl.insights.states import category_of, is_over
from pmctl.insights.waiting import waiting_for
from pmctl.insights.working_time import calendars_of
from pmctl.insights.written import typed
from pmctl.model.item import Item
from pmctl.model.project import Task
from pmctl.plan import Plan
from pmctl.quantity import Duration, day_of, instant


def needed_by(plan: Plan, item: Item) -> tuple[str, ...] | None:
    """Full ids of those who wait for it, directly."""
    items = plan.workspace.items
    found = dict.fromkeys(wait.after for wait in waited_by(plan, item) if not is_over(plan, items[wait.after]))
    return tuple(found) or None


def is_ready(plan: Plan, item: Item) -> bool:
    """Could somebody begin a leaf task today: not begun, not blocked, nothing left to wait for, no date in the way?"""
    scheduled = scheduled_of(plan, item)
    if not isinstance(item, Task) or item.is_group or item.milestone or scheduled is None:
        return False
    if category_of(plan, item) != "todo" or item.blocked or waiting_for(plan, item, to_start=True):
        return False
    next_work = calendars_of(plan).of_document(home_of(item)).next_start(instant(plan.today))
    return day_of(scheduled.early_start) <= day_of(next_work)


def blocked(plan: Plan, item: Item) -> str | bool | None:
    """The reason, where one is typed, else whether its status says so."""
    reason = typed(item, "blocked")
    if reason and not is_over(plan, item):
        return str(reason)
    return category_of(plan, item) == "blocked"


def delivers(plan: Plan, item: Item) -> tuple[str, ...] | None:
    """The features that rest on it; None where there are none."""
    return tuple(feature.id for feature in promises.delivered_features(plan, item)) or None


def held_by(plan: Plan, item: Item) -> str | None:
    """What holds it: the predecessor, the person who is busy, or the word for it (`today`, `constraint` ...)."""
    driver = plan.schedule.drivers.get(item.id)
    if driver is None:
        return None
    return (driver.who if driver.kind == "booking" else driver.item) or driver.kind


def levelled(plan: Plan, item: Item) -> Duration | None:
    """How far levelling moved its start; None where it did not."""
    scheduled = scheduled_of(plan, item)
    return work(plan, scheduled.levelled) if scheduled and scheduled.levelled else None
