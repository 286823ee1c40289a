"""Nobody is responsible for the work.

What it finds:
Entries of `raci` without anybody under `responsible`.

Why it matters:
Somebody is accountable for what nobody does.

Bad:

    # file: people.yaml
    kind: people
    people:
      ana: {}
    # file: projects/checkout.yaml
    kind: project
    tasks:
      design: {effort: 2d}
    raci:
      design: {accountable: ana}  # <- here

Good:

    # file: people.yaml
    kind: people
    people:
      ana: {}
    # file: projects/checkout.yaml
    kind: project
    tasks:
      design: {effort: 2d}
    raci:
      design: {accountable: ana, responsible: ana}

How to fix or allow:
Name who does the work.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.model.control import Raci
from pmctl.model.item import span_of
from pmctl.plan import Plan
from pmctl.rules.judging.index import items, unread

CODE = "PM518"
NAME = "raci-responsible"
SEVERITY: Severity = "warning"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Rows in which nobody does the work."""
    for row in items(plan, Raci):
        if not row.responsible and not unread(plan, row.source, "responsible"):
            message = f"nobody is responsible for `{row.key}`"
            yield Diagnostic(CODE, SEVERITY, message, span_of(row), "name who does the work", row.id)
