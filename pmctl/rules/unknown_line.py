"""A budget line is named that is not there.

What it finds:
`line` of tasks, expenses and contracts that is no line of their document's budget.

Why it matters:
The cost stands in a line without money, and the right line looks better than it is.

Bad:

    kind: project
    budget: {labour: 80k, cloud: 10k}
    tasks:
      design: {effort: 2d, line: labor}  # <- here
    expenses:
      server: {date: 2026-02-02, amount: 4k, line: clout}  # <- here

Good:

    kind: project
    budget: {labour: 80k, cloud: 10k}
    tasks:
      design: {effort: 2d, line: labour}
    expenses:
      server: {date: 2026-02-02, amount: 4k, line: cloud}

Near miss:
Without a budget a line is only a word.

    kind: project
    tasks:
      design: {effort: 2d, line: labour}

How to fix or allow:
Correct the name, or add the line to `budget`.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.model.item import spot
from pmctl.model.money import Contract, Expense
from pmctl.model.project import Task
from pmctl.plan import Plan
from pmctl.rules.judging.index import did_you_mean, say_list
from pmctl.rules.judging.written import items_with

CODE = "PM409"
NAME = "unknown-line"
SEVERITY: Severity = "warning"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Lines that no budget has."""
    documents = plan.workspace.documents
    lines = {key: document.budget.lines for key, document in documents.items() if document.budget}
    if not lines:
        return
    spending: tuple[Task | Expense | Contract, ...] = (
        *items_with(plan, Task, "line"),
        *items_with(plan, Expense, "line"),
        *items_with(plan, Contract, "line"),
    )
    for item in spending:
        known = lines.get(item.document)
        if known and item.line not in known:
            hint = did_you_mean(item.line, known) or f"its lines are {say_list(known, 8)}"
            message = f"the budget has no line `{item.line[:80]}`"
            yield Diagnostic(CODE, SEVERITY, message, spot(item.source, "line"), hint, item.id)
