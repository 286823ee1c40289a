"""The payments of a contract do not sum to its amount.

What it finds:
Contracts with an `amount` and `payments` of another sum, counting likely values.

Why it matters:
Either a payment is missing, or more is paid than was agreed.

Bad:

    kind: project
    tasks:
      design: {effort: 2d}
    contracts:
      provider:
        direction: pay
        amount: 10k  # <- here
        payments: {first: {date: 2026-02-02, amount: 4k}, second: {date: 2026-03-02, amount: 5k}}

Good:

    kind: project
    tasks:
      design: {effort: 2d}
    contracts:
      provider:
        direction: pay
        amount: 10k
        payments: {first: {date: 2026-02-02, amount: 4k}, second: {date: 2026-03-02, amount: 6k}}

How to fix or allow:
Correct one of the two.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.model.item import spot
from pmctl.model.money import Contract
from pmctl.plan import Plan
from pmctl.quantity import print_money
from pmctl.rules.judging.index import items

CODE = "PM408"
NAME = "payments-differ"
SEVERITY: Severity = "warning"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Contracts whose parts are not the whole; sums in several currencies are left alone."""
    home = plan.workspace.currency
    for contract in items(plan, Contract):
        amounts = [payment.amount.likely for payment in contract.payments if payment.amount]
        if not contract.amount or not amounts:
            continue
        whole = contract.amount.likely
        currency = whole.currency or home
        total = sum((money.amount for money in amounts), Decimal(0))
        if total != whole.amount and all((money.currency or home) == currency for money in amounts):
            words = f"{print_money(total, currency)}, its amount is {print_money(whole.amount, currency)}"
            message = f"the payments of {contract.title} sum to {words}"
            yield Diagnostic(CODE, SEVERITY, message, spot(contract.source, "amount"), "", contract.id)
