"""A payment is booked twice.

What it finds:
Expenses of the same day and amount as a payment of a contract that we pay.

Why it matters:
A payment of a contract counts as a cost already; the expense makes it count twice.

Bad:

    kind: project
    tasks:
      design: {effort: 2d}
    expenses:
      certification: {date: 2026-02-02, amount: 4000}  # <- here
    contracts:
      provider: {direction: pay, amount: 4k, payments: {first: {date: 2026-02-02, amount: 4k}}}

Good:

    kind: project
    tasks:
      design: {effort: 2d}
    contracts:
      provider: {direction: pay, amount: 4k, payments: {first: {date: 2026-02-02, amount: 4k}}}

How to fix or allow:
Take the expense out, or allow it if both were really paid.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from pmctl.diagnostic import Diagnostic, Related, Severity
from pmctl.model.item import span_of, spot
from pmctl.model.money import Contract, Expense
from pmctl.plan import Plan
from pmctl.rules.judging.index import items

CODE = "PM405"
NAME = "payment-as-expense"
SEVERITY: Severity = "warning"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Expenses that look like payments."""
    paid: dict[tuple[str, date, Decimal, str | None], Contract] = {}
    for contract in items(plan, Contract):
        for payment in contract.payments:
            if payment.date and payment.amount and contract.direction != "receive":
                money = payment.amount.likely
                paid[contract.document, payment.date.first, money.amount, money.currency] = contract
    for expense in items(plan, Expense):
        if expense.date and expense.amount:
            money = expense.amount.likely
            twin = paid.get((expense.document, expense.date.first, money.amount, money.currency))
            if twin:
                message = f"{expense.title} looks like a payment of {twin.title}, which counts already"
                related = (Related(span_of(twin), "the contract"),)
                hint = "take the expense out, or allow it if both were paid"
                yield Diagnostic(CODE, SEVERITY, message, spot(expense.source, "amount"), hint, expense.id, related)
