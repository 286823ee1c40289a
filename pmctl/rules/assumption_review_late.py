"""An assumption was to be looked at again, and was not.

What it finds:
Open assumptions whose `review` has passed.

Why it matters:
What is built on it stands as firm as the assumption.

Bad:

    kind: project
    tasks:
      design: {effort: 2d}
    assumptions:
      sandbox: {name: The sandbox is open to us, status: open, review: 2026-02-01}  # <- here

Good:

    kind: project
    tasks:
      design: {effort: 2d}
    assumptions:
      sandbox: {name: The sandbox is open to us, status: confirmed, review: 2026-02-01}

How to fix or allow:
Find out; say confirmed or false, or set the next `review`.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.model.control import Assumption
from pmctl.model.item import spot
from pmctl.plan import Plan
from pmctl.quantity import print_age
from pmctl.rules.judging.index import items, say_date

CODE = "PM525"
NAME = "assumption-review-late"
SEVERITY: Severity = "warning"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Reviews of open assumptions that are past."""
    for assumption in items(plan, Assumption):
        if assumption.status == "open" and assumption.review and assumption.review.last < plan.today:
            days = (plan.today - assumption.review.last).days
            when = say_date(plan, assumption.review.last)
            message = f"the assumption {assumption.title} was to be reviewed on {when}, {print_age(days)}"
            hint = "say confirmed or false, or set the next `review`"
            yield Diagnostic(CODE, SEVERITY, message, spot(assumption.source, "review"), hint, assumption.id)
