"""When an item begins and ends, how far it may slip, how old it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from pmctl.insights.computed.fact import Compute, scheduled_of, work
from pmctl.insights.free_float import free_floats_of
from pmctl.insights.outcomes.standing import standing_of
from pmctl.insights.states import is_over
from pmctl.insights.written import typed
from pmctl.model.item import Item
from pmctl.model.product import Competitor, Metric
from pmctl.model.project import Task
from pmctl.plan import Plan
from pmctl.quantity import MINUTES_A_DAY, Duration, When, day_of
from pmctl.scheduling.schedule import Scheduled


def moment(pick: Callable[[Scheduled], int], ends: bool) -> Compute:
    """A day of the schedule; the end of a day that is midnight belongs to the day before."""

    def of(plan: Plan, item: Item) -> date | None:
        scheduled = scheduled_of(plan, item)
        if scheduled is None:
            return None
        at = pick(scheduled)
        return day_of(at - 1 if ends and at % MINUTES_A_DAY == 0 and not scheduled.milestone else at)

    return of


def float_of(plan: Plan, item: Item) -> Duration | None:
    """How far a task may slip before the end does; None once it is over."""
    scheduled = scheduled_of(plan, item)
    return None if scheduled is None or scheduled.state == "finished" else work(plan, scheduled.total_float)


def free_float(plan: Plan, item: Item) -> Duration | None:
    """How far a task may slip before another one does; None once it is over."""
    scheduled = scheduled_of(plan, item)
    return None if scheduled is None or scheduled.state == "finished" else work(plan, free_floats_of(plan)[item.id])


def is_critical(plan: Plan, item: Item) -> bool:
    """Is it unfinished and without float?"""
    scheduled = scheduled_of(plan, item)
    return scheduled is not None and scheduled.critical and not is_over(plan, item)


def age(plan: Plan, item: Item) -> Duration | None:
    """Calendar days since it happened, was read, reviewed or started; a filter's `180d` is compared with days."""
    since = _since(plan, item)
    if since is None:
        return None
    days = (plan.today - since).days + (1 if isinstance(item, Task) else 0)
    return Duration(days * plan.workspace.units.day, False, f"{days}d")


def _since(plan: Plan, item: Item) -> date | None:
    """The day from which the age of an item counts."""
    if isinstance(item, Metric):
        return standing_of(plan, item.id).read
    if isinstance(item, Competitor):
        found: object = item.reviewed
    elif isinstance(item, Task):
        found = item.started if not is_over(plan, item) else None
    else:
        found = next((one for key in ("date", "at", "last") if isinstance(one := typed(item, key), When)), None)
    return found.last if isinstance(found, When) else None
