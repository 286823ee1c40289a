"""Cash by month: what goes out, what comes in, and what both make together; a currency each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from fractions import Fraction

from pmctl.insights.money.flows import Flow, flows_of, share_until
from pmctl.plan import Plan, remembered
from pmctl.record import dataclass

ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Month:
    """A month of a document in a currency: what goes out and comes in, and `running`, all of it since the beginning.

    `first` is its first day; None stands for money of which nobody says when, behind the last month.
    """

    currency: str
    first: date | None
    paid: Fraction
    received: Fraction
    running: Fraction


@remembered
def months_of(plan: Plan, document: str) -> tuple[Month, ...]:
    """The months of a document in which money flows, from the first to the last, spent and expected, by currency."""
    by_currency: dict[str, list[Flow]] = {}
    for flow in flows_of(plan, document):
        if flow.currency and flow.amount:
            by_currency.setdefault(flow.currency, []).append(flow)
    return tuple(month for currency, flows in by_currency.items() for month in _months(plan, currency, flows))


def _months(plan: Plan, currency: str, flows: Iterable[Flow]) -> Iterator[Month]:
    paid: dict[date | None, Fraction] = {}
    received: dict[date | None, Fraction] = {}
    for flow in flows:
        sums = received if flow.state == "income" else paid
        for first, amount in _parts(plan, flow):
            sums[first] = sums.get(first, ZERO) + amount
    running = ZERO
    for first in sorted({**paid, **received}, key=lambda one: one or date.max):
        out, into = paid.get(first, ZERO), received.get(first, ZERO)
        running += into - out
        if out or into:
            yield Month(currency, first, out, into, running)


def _parts(plan: Plan, flow: Flow) -> Iterator[tuple[date | None, Fraction]]:
    """A flow by the first day of each month."""
    if flow.first is None or flow.last is None:
        yield None, flow.amount
        return
    before = ZERO
    for first in _between(flow.first.replace(day=1), flow.last):
        until = share_until(plan, flow, _following(first) - timedelta(days=1))
        yield first, flow.amount * (until - before)
        before = until


def _between(first: date, last: date) -> Iterator[date]:
    """The first days of the months from one to another."""
    while first <= last:
        yield first
        first = _following(first)


def _following(first: date) -> date:
    """The first day of the month after one."""
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1)
