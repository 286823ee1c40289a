"""It will cost more than there is.

What it finds:
Projects and products whose estimate at completion (spent, bound and still to be done) is above
their budget without the reserve, beyond the first threshold of cost health (5 % unless said
otherwise); and lines of a budget that are overspent already.

Why it matters:
Money is easier to find, or to save, before it is gone.

Bad:

    kind: project
    budget: {cloud: 10k}  # <- here
    tasks:
      design: {effort: 2d}
    expenses:
      server: {date: 2026-02-02, amount: 12k, line: cloud}

Good:

    kind: project
    budget: {cloud: 10k}
    tasks:
      design: {effort: 2d}
    expenses:
      server: {date: 2026-02-02, amount: 9k, line: cloud}

Near miss:
A little over is within the threshold.

    kind: project
    budget: {cloud: 10k}
    tasks:
      design: {effort: 2d}
    expenses:
      server: {date: 2026-03-02, amount: 10.4k, line: cloud}

How to fix or allow:
Save, ask for more, or transfer from another line; `health: {cost: {amber: 8%}}` moves the
threshold.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.insights.cost import costs_of
from pmctl.insights.health.levels import in_share, threshold_of
from pmctl.model.item import spot
from pmctl.plan import Plan
from pmctl.quantity import print_money, print_share

CODE = "PM402"
NAME = "budget-exceeded"
SEVERITY: Severity = "warning"
LOOKS_AT = "schedule"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Totals beyond the budget, then single lines, each where its amount stands."""
    room = 1 + in_share(threshold_of(plan, "cost").amber, Fraction(1, 20))
    for document in plan.workspace.documents.values():
        if not document.budget:
            continue
        costs = costs_of(plan, document.id)
        over = False
        for currency, budget in costs.budget.items():
            estimate = costs.estimate.get(currency, Decimal(0))
            if budget > 0 and Fraction(estimate) > Fraction(budget) * room:
                over = True
                words = f"{print_money(estimate, currency)} of {print_money(budget, currency)}"
                message = f"{document.title} will cost {words}, {_percent(estimate, budget)} of its budget"
                yield Diagnostic(CODE, SEVERITY, message, spot(document.source, "budget"), "", document.id)
        if over:
            continue
        for line in costs.lines:
            if line.name not in document.budget.lines:  # a line of a project: said there
                continue
            for currency, budget in line.budget.items():
                actual = line.actual.get(currency, Decimal(0))
                if budget > 0 and actual > budget:
                    words = f"{print_money(actual, currency)} of {print_money(budget, currency)}"
                    message = f"the line `{line.name}` is overspent: {words}"
                    hint = "a transfer moves money from another line"
                    yield Diagnostic(
                        CODE, SEVERITY, message, spot(document.budget.source, line.name), hint, document.id
                    )


def _percent(part: Decimal, whole: Decimal) -> str:
    return print_share(Fraction(part) / Fraction(whole), 0)
