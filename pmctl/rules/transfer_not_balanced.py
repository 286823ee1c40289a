"""A transfer that takes money from nowhere, or puts it nowhere.

What it finds:
Transfers whose `from-line` or `to-line` is no line of the document's budget, whose lines are the
same, or which have no amount above zero.

Why it matters:
A transfer keeps the total. One that does not is a change of the budget under another name.

Bad:

    kind: project
    budget: {labour: 80k, cloud: 10k}
    tasks:
      design: {effort: 2d}
    transfers:
      t1: {amount: 2k, from-line: labour, to-line: clout}  # <- here

Good:

    kind: project
    budget: {labour: 80k, cloud: 10k}
    tasks:
      design: {effort: 2d}
    transfers:
      t1: {amount: 2k, from-line: labour, to-line: cloud}

How to fix or allow:
Name two lines of `budget`, and an amount.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.model.item import spot
from pmctl.model.money import Transfer
from pmctl.plan import Plan
from pmctl.rules.judging.index import did_you_mean, document_of, items, say_list, unread

CODE = "PM401"
NAME = "transfer-not-balanced"
SEVERITY: Severity = "error"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Transfers that do not lead from one line to another."""
    for transfer in items(plan, Transfer):
        document = document_of(plan, transfer)
        lines = document.budget.lines if document and document.budget else {}
        for key, line in (("from-line", transfer.from_line), ("to-line", transfer.to_line)):
            if line not in lines and not unread(plan, transfer.source, key):
                message = f"the budget has no line `{line[:80]}`" if line else f"{transfer.title} has no `{key}`"
                hint = did_you_mean(line, lines) or (f"its lines are {say_list(lines, 8)}" if lines else "")
                yield Diagnostic(CODE, SEVERITY, message, spot(transfer.source, key), hint, transfer.id)
        if transfer.from_line and transfer.from_line == transfer.to_line:
            message = f"{transfer.title} moves money from `{transfer.from_line}` to itself"
            yield Diagnostic(CODE, SEVERITY, message, spot(transfer.source, "to-line"), "", transfer.id)
        if unread(plan, transfer.source, "amount"):
            continue
        if transfer.amount is None or transfer.amount.amount <= 0:
            message = f"{transfer.title} moves no amount above zero"
            yield Diagnostic(
                CODE, SEVERITY, message, spot(transfer.source, "amount"), "turn the lines round", transfer.id
            )
