"""What is bought: what tasks cost apart from people, expenses, contracts."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from pmctl.insights.money.flows import Flow, flows_of, total
from pmctl.insights.money.spendings import Spending, contracts_of, expenses_of, spendings_of_contract
from pmctl.insights.relations import with_projects
from pmctl.insights.task_cost import currency_of
from pmctl.model.item import Item
from pmctl.model.money import Contract, Expense
from pmctl.model.project import Task
from pmctl.model.workspace import Document
from pmctl.plan import Plan
from pmctl.quantity import MoneyRange
from pmctl.reports.paper import Column, Section
from pmctl.reports.sections.amounts import CURRENCY, ZERO, cents, in_one, sums
from pmctl.reports.status_lists import Line, iso

STATES = {"actual": "paid", "committed": "bound"}


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
    shown = [*rows, *sums(rows, ("actual", "left", "estimate"))]
    return Section("task-costs", "Costs of tasks", in_one(columns, shown), tuple(shown))


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
    return Section("expenses", "Expenses", in_one(columns, rows), tuple(rows))


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
    return Section("contracts", "Contracts", in_one(columns, rows), tuple(rows))


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
