"""An expense that belongs to no budget line.

What it finds:
Expenses without `line` in a document whose budget has lines.

Why it matters:
It is in the total, and in no line: the lines do not add up to it.

Bad:

    kind: project
    budget: {cloud: 10k}
    tasks:
      design: {effort: 2d}
    expenses:
      server: {date: 2026-02-02, amount: 4k}  # <- here

Good:

    kind: project
    budget: {cloud: 10k}
    tasks:
      design: {effort: 2d}
    expenses:
      server: {date: 2026-02-02, amount: 4k, line: cloud}

How to fix or allow:
Name the line.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.model.item import span_of
from pmctl.model.money import Expense
from pmctl.plan import Plan
from pmctl.rules.judging.index import document_of, items, say_list, unread

CODE = "PM404"
NAME = "expense-without-line"
SEVERITY: Severity = "warning"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Expenses outside the lines."""
    for expense in items(plan, Expense):
        document = document_of(plan, expense)
        lines = document.budget.lines if document and document.budget else {}
        if lines and not expense.line and not unread(plan, expense.source, "line"):
            hint = f"add `line:`, one of {say_list(lines, 8)}"
            message = f"the expense {expense.title} belongs to no budget line"
            yield Diagnostic(CODE, SEVERITY, message, span_of(expense), hint, expense.id)
