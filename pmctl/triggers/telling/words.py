"""Words that messages share: days, working days, lists of names."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pmctl.insights.promises import due_of, slip_of
from pmctl.model.item import Item
from pmctl.model.project import Task
from pmctl.plan import Plan
from pmctl.quantity import print_date, print_days, print_duration
from pmctl.triggers.telling.trigger import Line

LONGEST_LIST = 5


def noun(item: Item) -> str:
    """What an item is called in `triggers`: a milestone is a task with a date or `milestone: true`."""
    return "milestone" if isinstance(item, Task) and item.milestone else item.kind


def day(plan: Plan, found: date | None) -> str:
    """`Tue 31 Mar`, or `no date`."""
    return print_date(found, plan.today) if found is not None else "no date"


def signed_days(plan: Plan, days: int) -> str:
    """Working days with their sign: `+3d`."""
    return print_days(days * plan.workspace.units.day, plan.workspace.units)


def count_days(plan: Plan, days: int) -> str:
    """Working days: `3d`."""
    return print_duration(days * plan.workspace.units.day, plan.workspace.units)


def listed(names: Sequence[str]) -> str:
    """`a, b and c`; of many the first ones and how many more."""
    if len(names) > LONGEST_LIST:
        names = (*names[:LONGEST_LIST], f"{len(names) - LONGEST_LIST} more")
    return " and ".join((", ".join(names[:-1]), names[-1])) if len(names) > 1 else "".join(names)


def promise_line(plan: Plan, item: Item) -> tuple[Line, ...]:
    """What was promised of an item, where anything was."""
    due = due_of(plan, item)
    if due is None:
        return ()
    late = slip_of(plan, item) or 0
    how = f", {count_days(plan, late)} late" if late > 0 else ", in time"
    return (Line(f"Promised for {day(plan, due)}{how}.", private=False),)
