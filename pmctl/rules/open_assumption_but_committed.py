"""A commitment rests on something that nobody knows yet.

What it finds:
Features, releases, tasks and projects with `commitment: committed` that an open assumption names in
`affects`; of a committed feature and what delivers it, the feature alone.

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
from pmctl.insights.promises import delivered_features
from pmctl.insights.relations import resolved
from pmctl.insights.states import is_over
from pmctl.model.control import Assumption
from pmctl.model.item import Item, spot
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
            if not found or _speaks_for(plan, assumption, found[0]):
                continue
            if getattr(found[0], "commitment", "") == "committed" and not is_over(plan, found[0]):
                message = f"{found[0].title} is committed, and the assumption {assumption.title} is open"
                span = spot(assumption.source, "affects", place)
                yield Diagnostic(CODE, SEVERITY, message, span, "test it first, or promise less", assumption.id)


def _speaks_for(plan: Plan, assumption: Assumption, item: Item) -> bool:
    """Does the assumption name a committed feature that the item delivers? The promise is that of the feature."""
    named = resolved(plan, assumption, assumption.affects)
    return any(one in named and one.commitment == "committed" for one in delivered_features(plan, item))
