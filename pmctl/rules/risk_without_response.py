"""A risk is known, and nothing is decided about it.

What it finds:
Open risks without `response`.

Why it matters:
To accept a risk is a decision; to forget it is none.

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
      late: {name: The provider is late, owner: ana, probability: 40%}  # <- here

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
      late: {name: The provider is late, owner: ana, probability: 40%, response: accept}

How to fix or allow:
Say `response`: avoid, mitigate, transfer, accept or escalate; for an opportunity exploit, enhance
or share.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.model.control import Risk
from pmctl.model.item import span_of
from pmctl.plan import Plan
from pmctl.rules.judging.index import items, unread

CODE = "PM505"
NAME = "risk-without-response"
SEVERITY: Severity = "warning"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Open risks without a response."""
    for risk in items(plan, Risk):
        if risk.status == "open" and not risk.response and not unread(plan, risk.source, "response"):
            message = f"nothing is decided about the risk {risk.title}"
            hint = "add `response:`, if only `accept`"
            yield Diagnostic(CODE, SEVERITY, message, span_of(risk), hint, risk.id)
