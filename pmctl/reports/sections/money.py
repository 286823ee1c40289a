"""The money of a document by budget line, for ourselves alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from pmctl.insights.cost import RESERVE, Costs, Sums, costs_of
from pmctl.insights.cost import Line as BudgetLine
from pmctl.insights.health.cost import cost_dimension
from pmctl.model.product import Product
from pmctl.model.project import Project
from pmctl.model.workspace import Document
from pmctl.plan import Plan
from pmctl.reports.paper import Column, Request, Section
from pmctl.reports.status_lists import Line

NO_LINE = "no line"
TOTAL = "all but the reserve"
ZERO = Decimal(0)
AMOUNTS = ("planned", "moved", "budget", "actual", "committed", "estimate", "left")


def money(request: Request, document: Document, title: str = "Budget") -> Section:
    """The lines of a budget with what they have, what is spent, bound and expected, and their sum by currency."""
    found = money_rows(request.plan, document)
    rows: list[Line] = [{**line, "name": line["line"] or _total(found), "sum": not line["line"]} for line in found]
    shown = tuple(rows) if request.audience == "internal" else ()
    return Section("budget", title, money_columns(rows), shown, missing="what it may cost: `budget`")


def _total(rows: Sequence[Line]) -> str:
    """What the sum is called: the budget in it leaves the reserve out, what was spent from it is in."""
    reserve = [row for row in rows if row["line"] == RESERVE]
    if not reserve:
        return "all"
    return "all, reserve not in budget" if any(row["estimate"] for row in reserve) else TOTAL


def money_columns(rows: Sequence[Line]) -> tuple[Column, ...]:
    """The columns of budget lines; what was planned and moved only where transfers moved something."""
    is_moved = any(row["moved"] for row in rows)
    before = (Column("planned", "Planned", "amount"), Column("moved", "Moved", "amount")) if is_moved else ()
    several = len({row["currency"] for row in rows}) > 1
    return (
        Column("name", "Line"),
        *before,
        Column("budget", "Budget", "amount"),
        Column("actual", "Spent", "amount"),
        Column("committed", "Bound", "amount"),
        Column("estimate", "Expected", "amount"),
        Column("left", "Left", "amount"),
        *((Column("currency", "Currency"),) if several else ()),
    )


def money_rows(plan: Plan, document: Document) -> list[Line]:
    """A line for each budget line and currency, and their sum; currencies are never added.

    `budget` is what a line has after transfers (`planned` and `moved`), `left` what its estimate leaves of it.
    """
    costs = costs_of(plan, document.id)
    rows = [
        _row(document.title, each.name or NO_LINE, currency, (each.planned, each.budget, *_spent(each)))
        for each in costs.lines
        for currency in sorted({*each.planned, *each.budget, *each.actual, *each.committed, *each.estimate})
    ]
    return [*rows, *_sums(document.title, costs)] if len(rows) > 1 else rows


def _sums(name: str, costs: Costs) -> list[Line]:
    """All lines together, a currency each; the budget without the reserve."""
    planned = _planned(costs)
    sums = (planned, costs.budget, *_spent(costs))
    currencies = sorted({currency for one in sums for currency in one})
    return [_row(name, "", currency, sums) for currency in currencies]


def plans(plan: Plan, documents: Sequence[Document]) -> Section:
    """A line for each document; what a project costs stands in its product's line as well, and is added once."""
    rows: list[Line] = []
    sums: dict[str, Line] = {}
    for document in documents:
        for one in _sums(document.title, costs_of(plan, document.id)):
            level = cost_dimension(plan, document).level
            rows.append({"id": document.id, "name": document.title, "level": level, **one})
            if not _is_inside(plan, document):
                _add(sums, one)
    shown = [*rows, *({"name": "all", **one, "sum": True} for one in sums.values())]
    columns = (Column("name", "Plan"), Column("level", "Cost", "level"), *money_columns(shown)[1:])
    is_inside = any(_is_inside(plan, document) for document in documents)
    note = ("What a project costs stands in the line of its product too, and is added once.",) if is_inside else ()
    return Section("plans", "By plan", columns, tuple(shown), note)


def _add(sums: dict[str, Line], one: Line) -> None:
    total = sums.setdefault(str(one["currency"]), {"currency": one["currency"], "document": ""})
    for key in AMOUNTS:
        total[key] = round(float(str(total.get(key, 0))) + float(str(one[key])), 2)


def _is_inside(plan: Plan, document: Document) -> bool:
    """Does a project belong to a product of this plan?"""
    return isinstance(document, Project) and isinstance(plan.workspace.documents.get(document.product), Product)


def _spent(one: BudgetLine | Costs) -> tuple[Sums, Sums, Sums]:
    return one.actual, one.committed, one.estimate


def _planned(costs: Costs) -> dict[str, Decimal]:
    """What was planned for all lines but the reserve."""
    found: dict[str, Decimal] = {}
    for line in costs.lines:
        for currency, amount in line.planned.items() if line.name != RESERVE else ():
            found[currency] = found.get(currency, ZERO) + amount
    return found


def _row(document: str, name: str, currency: str, sums: Iterable[Sums]) -> Line:
    planned, budget, actual, committed, estimate = (one.get(currency, ZERO) for one in sums)
    return {
        "document": document,
        "line": name,
        "currency": currency,
        "planned": float(planned),
        "moved": float(budget - planned),
        "budget": float(budget),
        "actual": float(actual),
        "committed": float(committed),
        "estimate": float(estimate),
        "left": float(budget - estimate),
    }
