"""What a business case is worth today: its net present value, with the benefits as late as what they start with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from pmctl.insights.cost import CENT
from pmctl.insights.promises import due_of, forecast_of
from pmctl.insights.relations import resolved
from pmctl.insights.task_cost import currency_of
from pmctl.model.item import Item
from pmctl.model.product import BusinessCase, Product
from pmctl.plan import Plan, remembered
from pmctl.quantity import MoneyRange, When


@dataclass(frozen=True, slots=True)
class Worth:
    """The net present value of a business case in its one currency; `late` are calendar days that it begins late."""

    currency: str
    value: Decimal
    late: int


@remembered
def worth_of(plan: Plan, id: str) -> Worth | None:
    """What the business case of a product is worth; None without one, with several currencies, or a rate of -100 %."""
    product = plan.workspace.documents.get(id)
    case = product.business_case if isinstance(product, Product) else None
    if product is None or case is None:
        return None
    amounts = [money for _, streams in (*case.costs, *case.benefits) for money in streams.values()]
    currencies = {currency_of(plan, money.likely.currency) for money in amounts}
    rate = case.rate.value if case.rate is not None else Fraction(0)
    if len(currencies) != 1 or rate <= -1:
        return None
    late = _days_late(plan, product, case)
    return Worth(currencies.pop(), _net_present_value(case, rate, late).quantize(CENT), late)


def _net_present_value(case: BusinessCase, rate: Fraction, late: int) -> Decimal:
    """Sum of (benefits - costs) / (1 + rate)^t over the periods, t in years since the first one began.

    Source: net present value, as in any textbook of corporate finance; the first period is not discounted.
    """
    periods = _periods(case)
    benefits = shifted(_sums(case.benefits, periods), late, (periods[0].last - periods[0].first).days + 1)
    costs = _sums(case.costs, periods)
    years = [_years(periods[0], one) for one in periods]
    rows = zip(benefits, costs, years, strict=True)
    return sum((_present(benefit - cost, rate, year) for benefit, cost, year in rows), Decimal(0))


def shifted(benefits: Sequence[Fraction], late: int, days: int) -> list[Fraction]:
    """Benefits by period when they begin so many calendar days late; `days` are those of the first period.

    The part late / days of each moves to the next period, whole periods first; what would leave the last falls away.
    """
    if late <= 0:
        return list(benefits)
    whole, part = divmod(Fraction(late, days), 1)
    moved = [Fraction(0)] * len(benefits)
    for place, benefit in enumerate(benefits):
        for at, share in ((place + whole, 1 - part), (place + whole + 1, part)):
            if at < len(moved):
                moved[at] += benefit * share
    return moved


Streams = Sequence[tuple[When, Mapping[str, MoneyRange]]]


def _periods(case: BusinessCase) -> list[When]:
    """Every period that is named, the earliest first, each once."""
    named = {(when.first, when.last): when for streams in (case.costs, case.benefits) for when, _ in streams}
    return [named[days] for days in sorted(named)]


def _sums(streams: Streams, periods: Sequence[When]) -> list[Fraction]:
    """What all streams together come to in each period, at their likely values."""
    found: dict[tuple[object, object], Fraction] = {}
    for when, amounts in streams:
        key = (when.first, when.last)
        found[key] = sum((Fraction(money.likely.amount) for money in amounts.values()), found.get(key, Fraction(0)))
    return [found.get((one.first, one.last), Fraction(0)) for one in periods]


def _days_late(plan: Plan, product: Item, case: BusinessCase) -> int:
    """Calendar days by which what the benefits start with is expected after its promise; early is not late."""
    for item in resolved(plan, product, (case.starts_with,)) if case.starts_with else ():
        due, forecast = due_of(plan, item), forecast_of(plan, item).date
        return max((forecast - due).days, 0) if due is not None and forecast is not None else 0
    return 0


def _years(first: When, period: When) -> Fraction:
    """Years from the start of the first period to that of another, by months."""
    months = (period.first.year - first.first.year) * 12 + period.first.month - first.first.month
    return Fraction(months, 12)


def _present(flow: Fraction, rate: Fraction, years: Fraction) -> Decimal:
    """A flow discounted over some years; exact where these are whole."""
    amount = Decimal(flow.numerator) / Decimal(flow.denominator)
    growth = 1 + Decimal(rate.numerator) / Decimal(rate.denominator)
    power = Decimal(years.numerator) / Decimal(years.denominator)
    return amount / growth**power
