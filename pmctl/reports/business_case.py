"""The business case of a product: costs and benefits by stream and period, what they come to, what that hangs on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from pmctl.charts.business_case import drawing_of, short
from pmctl.charts.drawing import Drawing
from pmctl.insights.business_case.measures import (
    Flow,
    benefit_cost_ratio,
    payback,
    present,
    rate_of_return,
    return_on_investment,
)
from pmctl.insights.business_case.streams import (
    Pick,
    Stream,
    case_of,
    currencies_of,
    flows_of,
    likely,
    periods_of,
    streams_of,
)
from pmctl.insights.business_case.worth import (
    best,
    parts_of,
    rate_of,
    start_of,
    swings_of,
    value_of,
    worst,
    worth_of,
)
from pmctl.insights.cost import costs_of
from pmctl.insights.promises import due_of, forecast_of
from pmctl.model.product import BusinessCase, Product
from pmctl.quantity import print_money, print_share
from pmctl.reports.paper import Column, Fact, Paper, Request, Section
from pmctl.reports.sections.reader import said
from pmctl.reports.sections.spending import cents
from pmctl.reports.status_lists import Line

MONTH = 30
"""Calendar days of `a month late`."""
MOST_PERIODS = 6
"""Periods that have a column each; more of them have a row each."""
SIDES = {"costs": "cost", "benefits": "benefit"}


@dataclass(frozen=True, slots=True)
class Case:
    """The business case that is told: of which product, in which currency, how late it begins."""

    product: Product
    case: BusinessCase
    currency: str
    late: int


def view(request: Request) -> Paper:
    """The business case of a product, for ourselves alone."""
    product = request.document
    assert isinstance(product, Product)
    title = f"{product.title}: business case"
    case, worth = case_of(request.plan, product.id), worth_of(request.plan, product.id)
    if case is None:
        return Paper(title, "There is no business case.", missing=("costs and benefits by period: `business-case`",))
    if worth is None:
        several = ", ".join(currencies_of(request.plan, case))
        return Paper(title, f"Not available: its amounts are in {several}, which are never added.")
    found = Case(product, case, worth.currency, worth.late)
    sections = (_by_stream(found), *_whole(request, found)) if request.by == "stream" else _whole(request, found)
    return Paper(title, _headline(found), tuple(_facts(request, found)), tuple(sections), tuple(_missing(found)))


def _headline(found: Case) -> str:
    """`NPV 343.7k at 8% · ROI 332% · payback 1.2 years`; what lateness takes from it."""
    flows = flows_of(found.case, found.late)
    value, roi = value_of(found.case, flows), return_on_investment(flows)
    parts = [f"NPV {short(value)} at {print_share(rate_of(found.case))}"]
    parts += [f"ROI {print_share(roi, 0)}"] if roi is not None else []
    parts.append(f"payback {_years(payback(flows))}")
    words = " · ".join(parts)
    lost = value - value_of(found.case, flows_of(found.case))
    days = f"{found.late} day{'' if found.late == 1 else 's'}"
    return f"{words}; {days} late, which moves the NPV by {short(lost)}" if found.late else words


def _years(years: Decimal | None) -> str:
    if years is None:
        return "never"
    return f"{years:.1f} years" if years else "at once"


# --- the facts --------------------------------------------------------------------------------------------------------


def _facts(request: Request, found: Case) -> Iterator[Fact]:
    flows, rate = flows_of(found.case, found.late), rate_of(found.case)
    rate_found, ratio = rate_of_return(flows), benefit_cost_ratio(flows, rate)
    yield "Net present value", print_money(value_of(found.case, flows), found.currency), "text"
    yield "Discount rate", print_share(rate), "text"
    many = "not unique, or there is none"
    yield "Rate of return", print_share(Fraction(rate_found), 1) if rate_found is not None else many, "text"
    yield "Payback", f"{_years(payback(flows))}, discounted {_years(payback(flows, rate))}", "text"
    if ratio is not None:
        even = print_share(Fraction(1 / ratio), 1)
        yield "Break-even", f"{even} of the benefits must come (they are {ratio:.1f} times the costs)", "text"
    yield from _start(request, found)
    yield from _plans(request, found)


def _start(request: Request, found: Case) -> Iterator[Fact]:
    """With what the benefits start, and what its lateness costs."""
    start = start_of(request.plan, found.product.id)
    if start is None:
        return
    due, day = due_of(request.plan, start), forecast_of(request.plan, start).date
    dates = [f"promised {said(request, due)}"] * (due is not None) + [f"forecast {said(request, day)}"] * (
        day is not None
    )
    yield "Starts with", f"{start.title} ({start.id}), {', '.join(dates) or 'without a date'}", "text"
    now, later = (value_of(found.case, flows_of(found.case, found.late + more)) for more in (0, MONTH))
    yield f"{MONTH} days later", f"{short(later - now)} {found.currency}", "text"


def _plans(request: Request, found: Case) -> Iterator[Fact]:
    """What the plans of the product come to beside what the case counts on."""
    expected = costs_of(request.plan, found.product.id).estimate.get(found.currency)
    if expected:
        counted = sum((one.costs for one in flows_of(found.case)), Fraction(0))
        yield "Costs", f"{print_money(counted, found.currency)} here, {short(expected)} by the plans so far", "text"


def _missing(found: Case) -> Iterator[str]:
    if found.case.rate is None:
        yield "the discount rate, 0% as it is: `business-case.rate`"
    if not found.case.starts_with:
        yield "the release with which benefits begin: `business-case.starts-with`"
    if not swings_of(found.case, found.late):
        yield "how sure the figures are: ranges, as in `sales: 150k..210k..260k`"


# --- the sections -----------------------------------------------------------------------------------------------------


def _whole(request: Request, found: Case) -> tuple[Section, ...]:
    drawing = drawing_of(request.plan, found.product.id)
    return _streams(found), _periods(found), _cases(found), _sensitivity(found, drawing)


def _streams(found: Case) -> Section:
    """A line for each stream, a column for each period."""
    periods = [one.text for one in periods_of(found.case)]
    streams = streams_of(found.case, found.late)
    totals = [one.benefits - one.costs for one in flows_of(found.case, found.late)]
    rows: list[Line] = [
        {"name": one.name, "side": SIDES[one.side], **_amounts(periods, one.amounts)} for one in streams
    ]
    rows.append({"name": "benefits less costs", "sum": True, **_amounts(periods, totals)})
    shown = periods if len(periods) <= MOST_PERIODS else []
    columns = (
        Column("name", "Stream"),
        Column("side", "Is a"),
        *(Column(one, one, "amount") for one in shown),
        Column("all", "In all", "amount"),
    )
    title = f"Costs and benefits, {found.currency}"
    return Section("streams", f"{title}, {found.late} days late" if found.late else title, columns, tuple(rows))


def _amounts(periods: Sequence[str], amounts: Sequence[Fraction]) -> Line:
    by_period = {one: cents(amount) for one, amount in zip(periods, amounts, strict=True)}
    return {**by_period, "all": cents(sum(amounts, Fraction(0)))}


def _periods(found: Case) -> Section:
    """Period by period: what is spent, what comes, what it adds up to, what it is worth today."""
    rows: list[Line] = []
    total = Fraction(0)
    for when, one in zip(periods_of(found.case), flows_of(found.case, found.late), strict=True):
        total += one.net
        rows.append({"period": when.text, **_period(one, rate_of(found.case)), "so-far": cents(total)})
    columns = (
        Column("period", "Period"),
        Column("costs", "Costs", "amount"),
        Column("benefits", "Benefits", "amount"),
        Column("net", "Left", "amount"),
        Column("so-far", "In all so far", "amount"),
        Column("present", "Worth today", "amount"),
    )
    return Section("periods", f"By period, {found.currency}", columns, tuple(rows))


def _period(one: Flow, rate: Fraction) -> Line:
    return {
        "costs": cents(one.costs),
        "benefits": cents(one.benefits),
        "net": cents(one.net),
        "present": round(float(present(one.net, rate, one.at)), 2),
    }


def _by_stream(found: Case) -> Section:
    """What each stream is worth today; the lines add up to the whole."""
    parts = parts_of(found.case, found.late)
    rows: list[Line] = [_part(one.stream, one.value) for one in parts]
    whole = sum((one.value for one in parts), Decimal(0))
    rows.append({"name": "net present value", "present": float(whole), "sum": True})
    columns = (
        Column("name", "Stream"),
        Column("side", "Is a"),
        Column("all", "In all", "amount"),
        Column("present", "Worth today", "amount"),
    )
    return Section("parts", f"Net present value by stream, {found.currency}", columns, tuple(rows))


def _part(stream: Stream, value: Decimal) -> Line:
    sign = -1 if stream.side == "costs" else 1
    total = sign * sum(stream.amounts, Fraction(0))
    return {"name": stream.name, "side": SIDES[stream.side], "all": cents(total), "present": float(value)}


def _cases(found: Case) -> Section:
    """Low, likely and high: every range at its worst, as it is, at its best; and on time, where it is late."""
    picks: list[tuple[str, Pick]] = [("likely", likely)] if found.late else []
    if swings_of(found.case, found.late):
        picks = [("low", worst), ("likely", likely), ("high", best)]
    rows = [_case(found, name, flows_of(found.case, found.late, pick)) for name, pick in picks]
    if found.late:
        rows.append(_case(found, "likely, and on time", flows_of(found.case)))
    columns = (
        Column("name", "Case"),
        Column("npv", "Net present value", "amount"),
        Column("roi", "Return", "share"),
        Column("payback", "Payback, years", "number"),
    )
    return Section("cases", "Low, likely, high", columns, tuple(rows))


def _case(found: Case, name: str, flows: Sequence[Flow]) -> Line:
    roi, years = return_on_investment(flows), payback(flows)
    return {
        "name": name,
        "npv": float(value_of(found.case, flows)),
        "roi": float(roi) if roi is not None else None,
        "payback": round(float(years), 1) if years is not None else "never",
    }


def _sensitivity(found: Case, drawing: Drawing | None) -> Section:
    """What the case is worth with one figure at its low and its high, the widest first."""
    rows: tuple[Line, ...] = tuple(
        {
            "name": f"{one.input.stream} {one.input.period.text}",
            "side": SIDES[one.input.side],
            "range": one.input.amount.text,
            "low": float(one.low),
            "high": float(one.high),
            "span": float(one.span),
        }
        for one in swings_of(found.case, found.late)
    )
    columns = (
        Column("name", "Figure"),
        Column("range", "Range"),
        Column("low", "NPV at low", "amount"),
        Column("high", "NPV at high", "amount"),
        Column("span", "Span", "amount"),
    )
    return Section("sensitivity", "What it hangs on", columns, rows, drawing=drawing)
