"""A risk has occurred, and nobody deals with it.

What it finds:
Risks of status occurred that no issue names in `risk`.

Why it matters:
A risk that occurred is a problem: it wants an owner, a day and an end.

Bad:

    kind: project
    tasks:
      design: {effort: 2d}
    risks:
      late: {name: The provider is late, status: occurred}  # <- here

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
      late: {name: The provider is late, status: occurred}
    issues:
      provider-late: {name: The provider is late, risk: late, owner: ana, status: open}

How to fix or allow:
Add an issue with `risk:`, or close the risk.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.insights.risk_register import issues_of
from pmctl.model.control import Risk
from pmctl.model.item import spot
from pmctl.plan import Plan
from pmctl.rules.judging.index import items

CODE = "PM507"
NAME = "occurred-without-issue"
SEVERITY: Severity = "warning"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Occurred risks without an issue, open or closed."""
    for risk in items(plan, Risk):
        if risk.status == "occurred" and not issues_of(plan, risk):
            message = f"the risk {risk.title} has occurred, and no issue names it"
            hint = f"add an issue with `risk: {risk.key}`"
            yield Diagnostic(CODE, SEVERITY, message, spot(risk.source, "status"), hint, risk.id)
