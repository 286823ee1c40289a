"""The tables of a business case: streams and periods, low to high, what it hangs on, and what each stream is worth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from pmctl.charts.business_case import drawing_of
from pmctl.charts.drawing import Drawing
from pmctl.insights.business_case.measures import (
    Flow,
    payback,
    present,
    return_on_investment,
)
from pmctl.insights.business_case.streams import (
    Pick,
    Stream,
    flows_of,
    likely,
    periods_of,
    streams_of,
)
from pmctl.insights.business_case.worth import (
    best,
    parts_of,
    rate_of,
    swings_of,
    value_of,
    worst,
)
from pmctl.model.product import BusinessCase, Product
from pmctl.reports.paper import Column, Request, Section
from pmctl.reports.sections.amounts import cents
from pmctl.reports.status_lists import Line

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


def sections(request: Request, found: Case) -> tuple[Section, ...]:
    """Streams, periods, low to high, and what it hangs on."""
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


def by_stream(found: Case) -> Section:
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
