"""The money of a document by budget line, for ourselves alone."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from pmctl.insights.cost import costs_of
from pmctl.model.workspace import Document
from pmctl.plan import Plan
from pmctl.reports.paper import Column, Request, Section
from pmctl.reports.status_lists import Line

NO_LINE = "no line"
TOTAL = "all but the reserve"


def money(request: Request, document: Document, title: str = "Budget") -> Section:
    """The lines of a budget with what was planned, spent, is bound and expected, and their sum by currency."""
    rows = [
        {**line, "name": line["line"] or TOTAL, "sum": not line["line"]} for line in money_rows(request.plan, document)
    ]
    columns = (
        Column("name", "Line"),
        Column("planned", "Planned", "amount"),
        Column("actual", "Spent", "amount"),
        Column("committed", "Bound", "amount"),
        Column("estimate", "Expected", "amount"),
        Column("currency", "Currency"),
    )
    shown = tuple(rows) if request.audience == "internal" else ()
    return Section("budget", title, columns, shown, missing="what it may cost: `budget`")


def money_rows(plan: Plan, document: Document) -> list[Line]:
    """A line for each budget line and currency, and their sum; currencies are never added."""
    costs = costs_of(plan, document.id)
    found: list[Line] = []
    for each in costs.lines:
        for currency in sorted({*each.budget, *each.actual, *each.committed, *each.estimate}):
            sums = (each.budget, each.actual, each.committed, each.estimate)
            found.append(_row(document, each.name or NO_LINE, currency, sums))
    totals = (costs.budget, costs.actual, costs.committed, costs.estimate)
    currencies = sorted({currency for sums in totals for currency in sums})
    return found + [_row(document, "", currency, totals) for currency in currencies if len(found) > 1]


def _row(document: Document, name: str, currency: str, sums: tuple[Mapping[str, Decimal], ...]) -> Line:
    planned, actual, committed, estimate = (float(one.get(currency, 0)) for one in sums)
    return {
        "document": document.title,
        "line": name,
        "currency": currency,
        "planned": planned,
        "actual": actual,
        "committed": committed,
        "estimate": estimate,
    }
