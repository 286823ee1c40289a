"""A risk was to be looked at again, and was not.

What it finds:
Open risks whose `review` has passed.

Why it matters:
Risks change. A register that is not looked at says what was feared once.

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
      late: {owner: ana, response: accept, review: 2026-02-01}  # <- here

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
      late: {owner: ana, response: accept, review: 2026-03-01}

How to fix or allow:
Look at it, write what changed, and set the next `review`.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.model.control import Risk
from pmctl.model.item import spot
from pmctl.plan import Plan
from pmctl.quantity import print_age
from pmctl.rules.judging.index import items, say_date

CODE = "PM506"
NAME = "risk-review-late"
SEVERITY: Severity = "warning"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Reviews of open risks that are past."""
    for risk in items(plan, Risk):
        if risk.status == "open" and risk.review and risk.review.last < plan.today:
            days, when = (plan.today - risk.review.last).days, say_date(plan, risk.review.last)
            message = f"the risk {risk.title} was to be reviewed on {when}, {print_age(days)}"
            hint = "look at it and set the next `review`"
            yield Diagnostic(CODE, SEVERITY, message, spot(risk.source, "review"), hint, risk.id)
