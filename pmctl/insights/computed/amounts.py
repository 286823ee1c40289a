"""How much work and money an item takes."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from pmctl.insights import progress
from pmctl.insights.computed.control import brought
from pmctl.insights.computed.fact import Compute, scheduled_of, work
from pmctl.insights.cost import costs_of
from pmctl.insights.relations import leaves_of
from pmctl.insights.written import typed
from pmctl.model.control import Change
from pmctl.model.item import Item
from pmctl.model.product import Product
from pmctl.model.project import Cost, Project, Task
from pmctl.plan import Plan
from pmctl.quantity import Duration, Estimate, Money, print_money_plain


def effort(plan: Plan, item: Item) -> Estimate | Duration | None:
    """The work of a task as typed; of a group or document the sum of its parts; of a change what it brings."""
    if isinstance(item, Change):
        return brought(plan, item)
    if isinstance(item, Task) and not item.is_group:
        return item.effort
    minutes = progress.effort_minutes(plan, item) if isinstance(item, Task | Project | Product) else None
    return None if minutes is None else work(plan, minutes)


def duration(plan: Plan, item: Item) -> Estimate | Duration | None:
    """The length as typed, else that of the schedule, in working time."""
    if isinstance(item, Task) and item.duration is not None:
        return item.duration
    scheduled = scheduled_of(plan, item)
    return None if scheduled is None else work(plan, scheduled.duration)


def remaining(plan: Plan, item: Item) -> Estimate | Duration | None:
    """The work that is left: as typed, else computed; of a group or project the sum of its tasks."""
    if isinstance(item, Task) and not item.is_group:
        if item.remaining is not None or item.milestone:
            return item.remaining
        left = progress.remaining_length(plan, item)
        return left if left.elapsed else work(plan, progress.remaining_minutes(plan, item))
    if isinstance(item, Task | Project):
        leaves = leaves_of(plan, item)
        return work(plan, sum(progress.remaining_minutes(plan, leaf) for leaf in leaves))
    return None


def spread(of: Callable[[Estimate], Fraction]) -> Compute:
    """What a three-point estimate says of the work or length of a task; nothing where it is one value."""

    def compute(plan: Plan, item: Item) -> Duration | None:
        if not isinstance(item, Task) or item.is_group:
            return None
        estimate = item.effort or item.duration
        return work(plan, round(of(estimate))) if estimate is not None and not estimate.certain else None

    return compute


def spent(plan: Plan, item: Item) -> Duration | None:
    """The work that was put in; None where nobody says."""
    if not isinstance(item, Task | Project | Product):
        return None
    found = [progress.spent_minutes(plan, leaf) for leaf in leaves_of(plan, item)]
    known = [minutes for minutes in found if minutes is not None]
    return work(plan, sum(known)) if known else None


def cost(_: Plan, item: Item) -> object:
    """The typed cost of a task beside its people: an amount, a rate, or the amounts at start and finish."""
    found = typed(item, "cost")
    if not isinstance(found, Cost):
        return found
    parts = tuple(part for part in (found.start, found.finish) if part is not None)
    return found.amount or found.rate or parts or None


def sums(pick: str) -> Compute:
    """A sum of a document's money, one amount a currency."""

    def of(plan: Plan, item: Item) -> Money | tuple[Money, ...] | None:
        if not isinstance(item, Project | Product):
            return None
        found = getattr(costs_of(plan, item.id), pick)
        amounts = tuple(Money(amount, name, print_money_plain(amount, name)) for name, amount in found.items())
        return amounts[0] if len(amounts) == 1 else amounts or None

    return of
