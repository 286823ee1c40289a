"""A commitment rests on something that nobody knows yet.

What it finds:
Features, releases, tasks and projects with `commitment: committed` that an open assumption names in
`affects`.

Why it matters:
If it is false, a promise is broken.

Bad:

    kind: product
    vision: Buying takes one minute.
    feedback:
      fb-1: {text: I would use it}
    assumptions:
      usable: {name: People trust it, affects: one-click, evidence: fb-1}  # <- here
    features:
      one-click: {commitment: committed, due: 2026-Q2}

Good:

    kind: product
    vision: Buying takes one minute.
    feedback:
      fb-1: {text: I would use it}
    assumptions:
      usable: {name: People trust it, affects: one-click, evidence: fb-1, status: confirmed}
    features:
      one-click: {commitment: committed, due: 2026-Q2}

How to fix or allow:
Test the assumption first, or promise less.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.insights.relations import resolved
from pmctl.insights.states import is_over
from pmctl.model.control import Assumption
from pmctl.model.item import spot
from pmctl.plan import Plan
from pmctl.rules.judging.index import items

CODE = "PM608"
NAME = "open-assumption-but-committed"
SEVERITY: Severity = "warning"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Open assumptions under committed items."""
    for assumption in items(plan, Assumption):
        if assumption.status != "open":
            continue
        for place, name in enumerate(assumption.affects):
            found = resolved(plan, assumption, (name,))
            if found and getattr(found[0], "commitment", "") == "committed" and not is_over(plan, found[0]):
                message = f"{found[0].title} is committed, and the assumption {assumption.title} is open"
                span = spot(assumption.source, "affects", place)
                yield Diagnostic(CODE, SEVERITY, message, span, "test it first, or promise less", assumption.id)
