"""A risk, issue, action, deliverable or metric that nobody answers for.

What it finds:
Open risks, issues and actions, and deliverables that are not accepted, without `owner`.

Why it matters:
It is on a list that nobody works through.

Bad:

    kind: project
    tasks:
      design: {effort: 2d}
    risks:
      late: {name: The provider is late, response: accept}  # <- here

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
      late: {name: The provider is late, response: accept, owner: ana}

Near miss:
It is over.

    kind: project
    tasks:
      design: {effort: 2d}
    risks:
      late: {name: The provider is late, status: closed}

How to fix or allow:
Name an `owner`.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.insights.states import is_open
from pmctl.model.control import Action, Deliverable, Issue, Risk
from pmctl.model.item import span_of
from pmctl.plan import Plan
from pmctl.rules.judging.index import items, unread

CODE = "PM311"
NAME = "item-without-owner"
SEVERITY: Severity = "warning"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Open things to watch that are nobody's."""
    for item in (*items(plan, Risk), *items(plan, Issue), *items(plan, Action)):
        if not item.owner and is_open(plan, item) and not unread(plan, item.source, "owner"):
            message = f"nobody owns the {item.kind} {item.title}"
            yield Diagnostic(CODE, SEVERITY, message, span_of(item), "add `owner:`", item.id)
    for deliverable in items(plan, Deliverable):
        if not deliverable.owner and not deliverable.accepted and not unread(plan, deliverable.source, "owner"):
            message = f"nobody owns the deliverable {deliverable.title}"
            yield Diagnostic(CODE, SEVERITY, message, span_of(deliverable), "add `owner:`", deliverable.id)
