"""The business case of a product: costs and benefits by stream and period, what they come to, what that hangs on."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from pmctl.charts.business_case import short
from pmctl.insights.business_case.measures import (
    benefit_cost_ratio,
    payback,
    rate_of_return,
    return_on_investment,
)
from pmctl.insights.business_case.streams import (
    case_of,
    currencies_of,
    flows_of,
)
from pmctl.insights.business_case.worth import (
    rate_of,
    start_of,
    swings_of,
    unknown_of,
    value_of,
    worth_of,
)
from pmctl.insights.cost import costs_of
from pmctl.insights.promises import forecast_of, say_promise
from pmctl.insights.releases import say_without_plan
from pmctl.model.product import Product
from pmctl.quantity import print_money, print_share
from pmctl.reports.business_case.tables import Case, by_stream, sections
from pmctl.reports.paper import Fact, Paper, Request
from pmctl.reports.sections.reader import said

MONTH = 30
"""Calendar days of `a month late`."""


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
    first = (by_stream(found),) if request.by == "stream" else ()
    tables = (*first, *sections(request, found))
    return Paper(title, _headline(found), tuple(_facts(request, found)), tables, tuple(_missing(found)))


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
    due, day = say_promise(request.plan, start), forecast_of(request.plan, start).date
    dates = [f"promised {due}"] * bool(due) + [f"forecast {said(request, day)}"] * (day is not None)
    unknown = say_without_plan(unknown_of(request.plan, found.product.id))
    known = f"{', '.join(dates) or 'without a date'}{f' ({unknown})' if unknown else ''}"
    yield "Starts with", f"{start.title} ({start.id}), {known}", "text"
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
