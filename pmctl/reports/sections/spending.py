"""Where money goes: who works for how much, what is bought, contracts, transfers, shares of aims, months."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from pmctl.insights.money.cash import Month, months_of
from pmctl.insights.money.flows import Flow, flows_of, total
from pmctl.insights.money.labour import Labour, labour_of
from pmctl.insights.money.shares import aims_of
from pmctl.insights.money.spendings import (
    Spending,
    contracts_of,
    counts,
    expenses_of,
    is_approved,
    spendings_of_contract,
    transfers_of,
)
from pmctl.insights.relations import with_projects
from pmctl.insights.task_cost import currency_of
from pmctl.model.item import Item
from pmctl.model.money import Contract, Expense, Transfer
from pmctl.model.project import Task
from pmctl.model.workspace import Document
from pmctl.plan import Plan
from pmctl.quantity import MONTHS, MoneyRange
from pmctl.reports.paper import Column, Section
from pmctl.reports.sections.reader import filled
from pmctl.reports.status_lists import Line, iso, name_of

ZERO = Fraction(0)
STATES = {"actual": "paid", "committed": "bound"}
CURRENCY = Column("currency", "Currency")


def cents(amount: Fraction) -> float:
    """An amount as JSON has it."""
    return round(float(amount), 2)


def _in_one(columns: Iterable[Column], rows: list[Line]) -> tuple[Column, ...]:
    """The columns that say something; a currency only where there are several."""
    several = len({row["currency"] for row in rows if row["currency"]}) > 1
    return tuple(one for one in filled(columns, rows) if several or one is not CURRENCY)


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
    shown = [*rows, *_sums(rows, ("actual", "left", "estimate", "spent-days", "remaining-days"))]
    return Section(
        "labour",
        "Labour and equipment, in days",
        _in_one(columns, shown),
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


def _sums(rows: list[Line], keys: tuple[str, ...]) -> list[Line]:
    """A total for each currency, where there is anything to add up."""
    currencies = dict.fromkeys(str(row["currency"]) for row in rows if row["currency"])
    found: list[Line] = []
    for currency in currencies:
        own = [row for row in rows if row["currency"] == currency]
        totals: Line = {key: round(sum(float(str(row[key])) for row in own), 2) for key in keys}
        found.append({"name": "all", "currency": currency, "sum": True, **totals})
    return found if len(rows) > 1 else []


# --- bought -----------------------------------------------------------------------------------------------------------


def task_costs(plan: Plan, document: Document) -> Section:
    """What tasks cost apart from those who do them: their typed `cost`, in file order."""
    items = plan.workspace.items
    found: dict[tuple[str, str, str], list[Flow]] = {}
    for flow in flows_of(plan, document.id):
        if not flow.who and isinstance(items[flow.item], Task):
            found.setdefault((flow.item, flow.line, flow.currency), []).append(flow)
    rows = [_task_cost(items[item], line, currency, flows) for (item, line, currency), flows in found.items()]
    columns = (
        Column("name", "For"),
        Column("line", "Line"),
        Column("actual", "Spent", "amount"),
        Column("left", "To spend", "amount"),
        Column("estimate", "In all", "amount"),
        CURRENCY,
    )
    shown = [*rows, *_sums(rows, ("actual", "left", "estimate"))]
    return Section("task-costs", "Costs of tasks", _in_one(columns, shown), tuple(shown))


def _task_cost(task: Item, line: str, currency: str, flows: list[Flow]) -> Line:
    actual, left = (total(flows, state).get(currency, ZERO) for state in ("actual", "left"))
    numbers = {"actual": cents(actual), "left": cents(left), "estimate": cents(actual + left)}
    return {"id": task.id, "name": task.title, "line": line, "currency": currency, **numbers}


def expenses(plan: Plan, document: Document) -> Section:
    """What is bought apart from work, by day."""
    found = [one for part in with_projects(plan, document) for one in expenses_of(plan, part.id)]
    rows = [_expense(plan, one) for one in sorted(found, key=lambda one: one.date.first if one.date else date.max)]
    columns = (
        Column("date", "Day", "day"),
        Column("name", "Expense"),
        Column("line", "Line"),
        Column("amount", "Amount", "amount"),
        Column("state", "Is"),
        CURRENCY,
    )
    return Section("expenses", "Expenses", _in_one(columns, rows), tuple(rows))


def _expense(plan: Plan, one: Expense) -> Line:
    day = one.date.first if one.date else None
    return {
        "id": one.id,
        "name": one.title,
        "date": iso(day),
        "line": one.line,
        "amount": _likely(one.amount),
        "state": STATES["actual" if day is not None and day <= plan.today else "committed"],
        "currency": _currency(plan, one.amount),
    }


def _likely(amount: MoneyRange | None) -> float | None:
    return float(amount.likely.amount) if amount is not None else None


def _currency(plan: Plan, amount: MoneyRange | None) -> str:
    return currency_of(plan, amount.likely.currency if amount is not None else None)


def contracts(plan: Plan, document: Document) -> Section:
    """What is agreed with others: whom we pay, who pays us, what has been paid, what comes next."""
    found = [one for part in with_projects(plan, document) for one in contracts_of(plan, part.id)]
    rows = [_contract(plan, one) for one in found]
    columns = (
        Column("party", "With"),
        Column("name", "For"),
        Column("direction", "We"),
        Column("amount", "Amount", "amount"),
        Column("paid", "Paid", "amount"),
        Column("open", "Open", "amount"),
        Column("next", "Next", "day"),
        CURRENCY,
    )
    return Section("contracts", "Contracts", _in_one(columns, rows), tuple(rows))


def _contract(plan: Plan, one: Contract) -> Line:
    """A contract with its payments; `paid` are those whose day has come."""
    spendings = list(spendings_of_contract(plan, one))
    days = [each.day for each in spendings if each.day is not None and each.day > plan.today]
    whole = Fraction(one.amount.likely.amount) if one.amount is not None else sum((s.amount for s in spendings), ZERO)
    paid = sum((each.amount for each in spendings if each.day is not None and each.day <= plan.today), ZERO)
    return {
        "id": one.id,
        "party": one.party,
        "name": one.title,
        "direction": one.direction or "pay",
        "amount": cents(whole),
        "paid": cents(paid),
        "open": cents(max(whole - paid, ZERO)),
        "next": iso(min(days, default=None)),
        "start": iso(one.start.first if one.start else None),
        "finish": iso(one.finish.last if one.finish else None),
        "currency": _currency(plan, one.amount or next((p.amount for p in one.payments if p.amount), None)),
        "payments": [_payment(plan, each) for each in spendings if each.day is not None],
    }


def _payment(plan: Plan, one: Spending) -> Line:
    is_paid = one.day is not None and one.day <= plan.today
    return {"date": iso(one.day), "amount": cents(one.amount), "currency": one.currency, "paid": is_paid}


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
    return Section("transfers", "Moved between lines", _in_one(columns, rows), tuple(rows))


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
    return Section("aims", "Short term and long term", _in_one(columns, rows), tuple(rows))


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
    return Section("cash", "Cash by month", _in_one(columns, rows), tuple(rows))


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
