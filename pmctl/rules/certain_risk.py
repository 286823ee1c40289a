"""A risk that is certain is no risk.

What it finds:
Open risks with a probability of 100 %.

Why it matters:
What will happen belongs into the plan: as a task, a cost, an issue.

Bad:

    # file: people.yaml
    kind: people
    people:
      ana: {}
    # file: projects/checkout.yaml
    kind: project
    tasks:
      design: {effort: 2d}
    risks:
      late: {owner: ana, response: accept, probability: 100%}  # <- here

Good:

    # file: people.yaml
    kind: people
    people:
      ana: {}
    # file: projects/checkout.yaml
    kind: project
    tasks:
      design: {effort: 2d}
    risks:
      late: {owner: ana, response: accept, probability: 80%}

How to fix or allow:
Say `status: occurred` and add an issue, or plan for it.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.model.control import Risk
from pmctl.model.item import spot
from pmctl.plan import Plan
from pmctl.rules.judging.index import items

CODE = "PM517"
NAME = "certain-risk"
SEVERITY: Severity = "info"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Open risks that are sure to occur."""
    for risk in items(plan, Risk):
        if risk.status == "open" and risk.probability and risk.probability.value >= 1:
            message = f"the risk {risk.title} is certain, so it is an issue"
            hint = "say `status: occurred`, and add an issue"
            yield Diagnostic(CODE, SEVERITY, message, spot(risk.source, "probability"), hint, risk.id)
