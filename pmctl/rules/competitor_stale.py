"""Nobody has looked at a competitor for a quarter.

What it finds:
Competitors whose `reviewed` is more than 90 days ago, or missing.

Why it matters:
They have gone on.

Bad:

    kind: product
    vision: Buying takes one minute.
    competitors:
      big-shop: {name: Big Shop, reviewed: 2025-09-01}  # <- here

Good:

    kind: product
    vision: Buying takes one minute.
    competitors:
      big-shop: {name: Big Shop, reviewed: 2026-01-15}

How to fix or allow:
Look at what they do now, and set `reviewed`.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.model.item import spot
from pmctl.model.product import Competitor
from pmctl.plan import Plan
from pmctl.quantity import print_age
from pmctl.rules.judging.index import items

CODE = "PM611"
NAME = "competitor-stale"
SEVERITY: Severity = "info"
LOOKS_AT = "workspace"


DAYS = 90


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Competitors not reviewed for 90 calendar days."""
    for competitor in items(plan, Competitor):
        age = (plan.today - competitor.reviewed.last).days if competitor.reviewed else None
        if age is None or age > DAYS:
            said = f"was reviewed {print_age(age)}" if age is not None else "was never reviewed"
            span = spot(competitor.source, "reviewed")
            yield Diagnostic(CODE, SEVERITY, f"{competitor.title} {said}", span, "set `reviewed`", competitor.id)
