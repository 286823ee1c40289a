"""What a computed fact is, and the values that many of them have."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from pmctl.model.item import Item
from pmctl.plan import Plan
from pmctl.quantity import Duration, Share, print_days, print_share
from pmctl.scheduling.schedule import Scheduled

Compute = Callable[[Plan, Item], object]

SIGNED = frozenset({"slip", "variance"})
"""Facts that are shown with their sign."""


@dataclass(frozen=True, slots=True)
class Computed:
    """A fact that is worked out: by which function, of which records (none: of all), and what it is."""

    of: Compute
    doc: str
    records: tuple[type, ...] = ()

    def has(self, record: type) -> bool:
        """Whether items of a class have it."""
        return not self.records or issubclass(record, self.records)


def work(plan: Plan, minutes: int) -> Duration:
    """Working minutes with a text for readers: days with at most one decimal; the record holds the exact number."""
    return Duration(minutes, False, print_days(minutes, plan.workspace.units).removeprefix("+"))


def signed_days(plan: Plan, days: int | None) -> Duration | None:
    """Working days as a duration with its sign; None stays None."""
    if days is None:
        return None
    minutes = days * plan.workspace.units.day
    return Duration(minutes, False, print_days(minutes, plan.workspace.units))


def share_of(value: Fraction | None) -> Share | None:
    """A share as whole percents; None stays None."""
    return None if value is None else Share(value, print_share(value, 0))


def scheduled_of(plan: Plan, item: Item) -> Scheduled | None:
    """The task in the schedule; None for what is no task."""
    return plan.schedule.tasks.get(item.id)
