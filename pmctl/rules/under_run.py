"""Much of the budget will be left.

What it finds:
Projects in execution or closing whose estimate at completion is more than a tenth below their
budget (the second threshold of cost health).

Why it matters:
Money that is left could do something else, if somebody knows in time. And an estimate that is too
low looks the same.

Bad:

    kind: project
    phase: closing
    budget: {cloud: 10k}  # <- here
    tasks:
      design: {effort: 2d}
    expenses:
      server: {date: 2026-02-02, amount: 4k, line: cloud}

Good:

    kind: project
    phase: closing
    budget: {cloud: 10k}
    tasks:
      design: {effort: 2d}
    expenses:
      server: {date: 2026-02-02, amount: 9.5k, line: cloud}

How to fix or allow:
Give the money back, or plan what it is for: features that nobody delivers yet, projects without enough.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.insights.cost import costs_of
from pmctl.insights.health.levels import in_share, threshold_of
from pmctl.insights.money.spare import unfunded
from pmctl.model.item import spot
from pmctl.model.project import Project
from pmctl.plan import Plan
from pmctl.quantity import print_money, print_share
from pmctl.rules.judging.index import items, say_list

CODE = "PM403"
NAME = "under-run"
SEVERITY: Severity = "info"
LOOKS_AT = "schedule"
HINT = "give the rest back, or plan what it is for"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Projects under way that leave a tenth or more."""
    room = 1 - in_share(threshold_of(plan, "cost").red, Fraction(1, 10))
    for project in items(plan, Project):
        if not project.budget or project.phase not in ("execution", "closing"):
            continue
        costs = costs_of(plan, project.id)
        for currency, budget in costs.budget.items():
            estimate = costs.estimate.get(currency, Decimal(0))
            if costs.unpriced or budget <= 0 or Fraction(estimate) >= Fraction(budget) * room:
                continue
            share = print_share(Fraction(estimate) / Fraction(budget), 0)
            words = f"{print_money(estimate, currency)} of {print_money(budget, currency)}"
            message = f"{project.title} will need {words}, {share} of its budget"
            waiting = [item.id for item in unfunded(plan, project)]
            hint = f"it could pay for {say_list(waiting, 3)}" if waiting else HINT
            yield Diagnostic(CODE, SEVERITY, message, spot(project.source, "budget"), hint, project.id)
