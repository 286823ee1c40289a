"""The streams of a business case by period, at their low, likely or high values, the benefits as late as they are."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from pmctl.insights.business_case.measures import Flow
from pmctl.insights.task_cost import currency_of
from pmctl.model.product import BusinessCase, Product
from pmctl.plan import Plan
from pmctl.quantity import MoneyRange, When

Side = Literal["costs", "benefits"]
SIDES: tuple[Side, ...] = ("costs", "benefits")
ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Input:
    """An amount as it is typed: on which side, of which stream, for which period."""

    side: Side
    stream: str
    period: When
    amount: MoneyRange


Pick = Callable[[Input], Fraction]
"""Which of low, likely and high an input counts with."""


@dataclass(frozen=True, slots=True)
class Stream:
    """What a stream costs or brings, an amount for each period of the case."""

    side: Side
    name: str
    amounts: tuple[Fraction, ...]


def likely(one: Input) -> Fraction:
    """An input at its likely value."""
    return Fraction(one.amount.likely.amount)


def case_of(plan: Plan, product: str) -> BusinessCase | None:
    """The business case of a product, where it has one with any amount."""
    document = plan.workspace.documents.get(product)
    case = document.business_case if isinstance(document, Product) else None
    return case if case is not None and inputs_of(case) else None


def inputs_of(case: BusinessCase) -> tuple[Input, ...]:
    """Every amount of a case, costs first."""
    sides: tuple[tuple[Side, Streams], ...] = (("costs", case.costs), ("benefits", case.benefits))
    return tuple(
        Input(side, name, when, amount)
        for side, streams in sides
        for when, amounts in streams
        for name, amount in amounts.items()
    )


def currencies_of(plan: Plan, case: BusinessCase) -> tuple[str, ...]:
    """The currencies of a case, by name."""
    return tuple(sorted({currency_of(plan, one.amount.likely.currency) for one in inputs_of(case)}))


Streams = Sequence[tuple[When, Mapping[str, MoneyRange]]]


def periods_of(case: BusinessCase) -> tuple[When, ...]:
    """Every period that is named, the earliest first, each once."""
    named = {(when.first, when.last): when for streams in (case.costs, case.benefits) for when, _ in streams}
    return tuple(named[days] for days in sorted(named))


def streams_of(case: BusinessCase, late: int = 0, pick: Pick = likely) -> tuple[Stream, ...]:
    """The streams in the order in which they are named, costs first; benefits begin `late` calendar days late."""
    periods = periods_of(case)
    places = {(one.first, one.last): number for number, one in enumerate(periods)}
    found: dict[tuple[Side, str], list[Fraction]] = {}
    for one in inputs_of(case):
        amounts = found.setdefault((one.side, one.stream), [ZERO] * len(periods))
        amounts[places[one.period.first, one.period.last]] += pick(one)
    days = (periods[0].last - periods[0].first).days + 1 if periods else 1
    return tuple(
        Stream(side, name, tuple(shifted(amounts, late, days) if side == "benefits" else amounts))
        for (side, name), amounts in found.items()
    )


def flows_of(case: BusinessCase, late: int = 0, pick: Pick = likely) -> tuple[Flow, ...]:
    """What each period costs and brings, all streams together."""
    periods, streams = periods_of(case), streams_of(case, late, pick)
    sums = {
        side: [sum((one.amounts[place] for one in streams if one.side == side), ZERO) for place in range(len(periods))]
        for side in SIDES
    }
    return tuple(
        Flow(_years(periods[0], one), _length(one), sums["costs"][place], sums["benefits"][place])
        for place, one in enumerate(periods)
    )


def shifted(benefits: Sequence[Fraction], late: int, days: int) -> list[Fraction]:
    """Benefits by period when they begin so many calendar days late; `days` are those of the first period.

    The part late / days of each moves to the next period, whole periods first; what would leave the last falls away.
    """
    if late <= 0:
        return list(benefits)
    whole, part = divmod(Fraction(late, days), 1)
    moved = [ZERO] * len(benefits)
    for place, benefit in enumerate(benefits):
        for at, share in ((place + whole, 1 - part), (place + whole + 1, part)):
            if at < len(moved):
                moved[at] += benefit * share
    return moved


def _years(first: When, period: When) -> Fraction:
    """Years from the start of the first period to that of another, by months."""
    return Fraction((period.first.year - first.first.year) * 12 + period.first.month - first.first.month, 12)


def _length(period: When) -> Fraction:
    """Years that a period lasts, by months; of a day, its share of a year."""
    months = (period.last.year - period.first.year) * 12 + period.last.month - period.first.month + 1
    days = (period.last - period.first).days + 1
    return Fraction(months, 12) if days > 27 else Fraction(days, 365)
