"""What a business case is worth today: as late as what its benefits start with, at its low and high values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from pmctl.insights.business_case.measures import Flow, net_present_value, present
from pmctl.insights.business_case.streams import (
    Input,
    Pick,
    Stream,
    case_of,
    currencies_of,
    flows_of,
    inputs_of,
    likely,
    streams_of,
)
from pmctl.insights.money.table import CENT
from pmctl.insights.promises import due_of, forecast_of
from pmctl.insights.relations import resolved
from pmctl.insights.releases import without_plan
from pmctl.model.item import Item
from pmctl.model.product import BusinessCase
from pmctl.plan import Plan, remembered


@dataclass(frozen=True, slots=True)
class Worth:
    """The net present value of a business case in its one currency; `late` are calendar days that it begins late."""

    currency: str
    value: Decimal
    late: int


@dataclass(frozen=True, slots=True)
class Swing:
    """What the case is worth with one input at its low and at its high value, all others at their likely ones."""

    input: Input
    low: Decimal
    high: Decimal

    @property
    def span(self) -> Decimal:
        """How much hangs on it."""
        return abs(self.high - self.low)


@dataclass(frozen=True, slots=True)
class Part:
    """What a stream is worth today, costs below 0; all parts add up to the whole, to the cent."""

    stream: Stream
    value: Decimal


@remembered
def worth_of(plan: Plan, id: str) -> Worth | None:
    """What the business case of a product is worth; None without one, or with several currencies."""
    case = case_of(plan, id)
    if case is None or (currencies := currencies_of(plan, case))[1:]:
        return None
    late = days_late(plan, id)
    return Worth(currencies[0], value_of(case, flows_of(case, late)), late)


def rate_of(case: BusinessCase) -> Fraction:
    """The discount rate, 0 where none is written."""
    return case.rate.value if case.rate is not None else Fraction(0)


def value_of(case: BusinessCase, flows: Iterable[Flow]) -> Decimal:
    """The net present value of flows at the rate of their case, in cents."""
    return net_present_value(flows, rate_of(case)).quantize(CENT)


def start_of(plan: Plan, product: str) -> Item | None:
    """What the benefits of a case start with: a release, a feature, a task."""
    document, case = plan.workspace.documents[product], case_of(plan, product)
    found = resolved(plan, document, (case.starts_with,)) if case is not None and case.starts_with else ()
    return found[0] if found else None


def days_late(plan: Plan, product: str) -> int:
    """Calendar days by which what the benefits start with is expected after its promise; early is not late."""
    start = start_of(plan, product)
    due, forecast = (due_of(plan, start), forecast_of(plan, start).date) if start is not None else (None, None)
    return max((forecast - due).days, 0) if due is not None and forecast is not None else 0


def unknown_of(plan: Plan, product: str) -> int:
    """Open features of what the benefits start with of which its forecast knows nothing: they may begin later yet."""
    start = start_of(plan, product)
    return len(without_plan(plan, start)) if start is not None else 0


def worst(one: Input) -> Fraction:
    """An input where it hurts: a cost at its high, a benefit at its low value."""
    return Fraction((one.amount.high if one.side == "costs" else one.amount.low).amount)


def best(one: Input) -> Fraction:
    """An input at its best: a cost at its low, a benefit at its high value."""
    return Fraction((one.amount.low if one.side == "costs" else one.amount.high).amount)


def swings_of(case: BusinessCase, late: int) -> tuple[Swing, ...]:
    """What each input with a range moves, the widest span first."""

    def value(pick: Pick) -> Decimal:
        return value_of(case, flows_of(case, late, pick))

    found = [
        Swing(one, value(_only(one, low_of)), value(_only(one, high_of)))
        for one in inputs_of(case)
        if one.amount.low.amount != one.amount.high.amount
    ]
    return tuple(sorted(found, key=lambda swing: -swing.span))


def low_of(one: Input) -> Fraction:
    """An input at its low value."""
    return Fraction(one.amount.low.amount)


def high_of(one: Input) -> Fraction:
    """An input at its high value."""
    return Fraction(one.amount.high.amount)


def _only(chosen: Input, pick: Pick) -> Pick:
    return lambda one: pick(one) if one == chosen else likely(one)


def parts_of(case: BusinessCase, late: int) -> tuple[Part, ...]:
    """What each stream is worth; each cent that rounding would lose or add is given to the next stream."""
    years, rate = [one.at for one in flows_of(case)], rate_of(case)
    total, given = Decimal(0), Decimal(0)
    found = []
    for stream in streams_of(case, late):
        sign = -1 if stream.side == "costs" else 1
        total += sum(
            (present(sign * amount, rate, at) for amount, at in zip(stream.amounts, years, strict=True)), Decimal(0)
        )
        value = total.quantize(CENT) - given
        given += value
        found.append(Part(stream, value))
    return tuple(found)
