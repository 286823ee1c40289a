"""Where money goes: who works for how much, transfers, shares of aims, months."""

from __future__ import annotations

from fractions import Fraction

from pmctl.insights.money.cash import Month, months_of
from pmctl.insights.money.labour import Labour, labour_of
from pmctl.insights.money.shares import aims_of
from pmctl.insights.money.spendings import counts, is_approved, transfers_of
from pmctl.insights.relations import with_projects
from pmctl.insights.task_cost import currency_of
from pmctl.model.money import Transfer
from pmctl.model.workspace import Document
from pmctl.plan import Plan
from pmctl.quantity import MONTHS
from pmctl.reports.paper import Column, Section
from pmctl.reports.sections.amounts import CURRENCY, cents, in_one, sums
from pmctl.reports.status_lists import Line, iso, name_of

# --- people -----------------------------------------------------------------------------------------------------------


def labour(plan: Plan, document: Document) -> Section:
    """Who works on it: days and money, worked and ahead."""
    rows = [_worker(plan, one) for one in labour_of(plan, document.id)]
    columns = (
        Column("name", "Who"),
        Column("rate", "Rate"),
        Column("spent-days", "Worked", "number"),
        Column("actual", "Spent", "amount"),
        Column("remaining-days", "Ahead", "number"),
        Column("left", "To spend", "amount"),
        Column("estimate", "In all", "amount"),
        CURRENCY,
    )
    shown = [*rows, *sums(rows, ("actual", "left", "estimate", "spent-days", "remaining-days"))]
    return Section(
        "labour",
        "Labour and equipment, in days",
        in_one(columns, shown),
        tuple(shown),
        missing="who works: `owner`, `assign`",
    )


def _worker(plan: Plan, one: Labour) -> Line:
    """Days and money of somebody; without a rate nobody knows the money."""
    day, priced = plan.workspace.units.day, bool(one.currency)
    return {
        "id": one.who,
        "name": name_of(plan, one.who),
        "rate": ", then ".join(one.rates) or "none",
        "spent-days": round(float(Fraction(one.spent) / day), 2),
        "actual": cents(one.actual) if priced else None,
        "remaining-days": round(float(Fraction(one.remaining) / day), 2),
        "left": cents(one.left) if priced else None,
        "estimate": cents(one.actual + one.left) if priced else None,
        "currency": one.currency,
    }


# --- moved and shared -------------------------------------------------------------------------------------------------


def transfers(plan: Plan, document: Document) -> Section:
    """Money moved between lines: which, why, and whether somebody has said yes."""
    found = [one for part in with_projects(plan, document) for one in transfers_of(plan, part.id)]
    rows = [_transfer(plan, one) for one in found]
    columns = (
        Column("date", "Day", "day"),
        Column("from-line", "From"),
        Column("to-line", "To"),
        Column("amount", "Amount", "amount"),
        Column("reason", "Why"),
        Column("approval", "Approved"),
        CURRENCY,
    )
    return Section("transfers", "Moved between lines", in_one(columns, rows), tuple(rows))


def _transfer(plan: Plan, one: Transfer) -> Line:
    people = [name_of(plan, each.by) for each in one.approved if each.by and each.date]
    return {
        "id": one.id,
        "name": one.title,
        "date": iso(one.date.first if one.date else None),
        "from-line": one.from_line,
        "to-line": one.to_line,
        "amount": float(one.amount.amount) if one.amount is not None else None,
        "reason": one.reason or one.name,
        "approval": ", ".join(people) if is_approved(plan, one) else "not approved: moves nothing",
        "counts": counts(plan, one),
        "currency": currency_of(plan, one.amount.currency if one.amount is not None else None),
    }


def aims(plan: Plan, document: Document) -> Section:
    """Short term against long term, where the budget has lines for it: `run 55% (planned 40%)`."""
    rows: list[Line] = [
        {
            "line": one.line,
            "planned-share": _share(one.planned),
            "actual-share": _share(one.spent),
            "estimate-share": _share(one.expected),
            "currency": one.currency,
        }
        for one in aims_of(plan, document.id)
    ]
    columns = (
        Column("line", "Line"),
        Column("planned-share", "Planned", "share"),
        Column("actual-share", "Spent", "share"),
        Column("estimate-share", "Expected", "share"),
        CURRENCY,
    )
    return Section("aims", "Short term and long term", in_one(columns, rows), tuple(rows))


def _share(value: Fraction | None) -> float | None:
    return round(float(value), 6) if value is not None else None


# --- months -----------------------------------------------------------------------------------------------------------


def months(plan: Plan, document: Document) -> Section:
    """Cash by month: out, in, and all of it so far."""
    rows = [_month(plan, one) for one in months_of(plan, document.id)]
    columns = (
        Column("name", "Month"),
        Column("paid", "Out", "amount"),
        Column("received", "In", "amount"),
        Column("running", "In all so far", "amount"),
        CURRENCY,
    )
    return Section("cash", "Cash by month", in_one(columns, rows), tuple(rows))


def _month(plan: Plan, one: Month) -> Line:
    name = "without a day" if one.first is None else f"{MONTHS[one.first.month - 1]} {one.first.year}"
    is_now = one.first is not None and (one.first.year, one.first.month) == (plan.today.year, plan.today.month)
    return {
        "month": one.first.isoformat()[:7] if one.first is not None else None,
        "name": f"{name}, now" if is_now else name,
        "paid": cents(one.paid),
        "received": cents(one.received),
        "running": cents(one.running),
        "currency": one.currency,
    }
