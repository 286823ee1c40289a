"""Not exactly one person is accountable.

What it finds:
Entries of `raci` with two or more under `accountable`; and, as a warning, those with nobody.

Why it matters:
Two who are accountable each think that the other one is.

Bad:

    # file: people.yaml
    kind: people
    people:
      ana: {}
      bo: {}
    # file: projects/checkout.yaml
    kind: project
    tasks:
      design: {effort: 2d}
    raci:
      design: {responsible: [ana], accountable: [ana, bo]}  # <- here

Good:

    # file: people.yaml
    kind: people
    people:
      ana: {}
      bo: {}
    # file: projects/checkout.yaml
    kind: project
    tasks:
      design: {effort: 2d}
    raci:
      design: {responsible: [ana, bo], accountable: bo}

How to fix or allow:
Choose one.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.model.control import Raci
from pmctl.model.item import span_of, spot
from pmctl.plan import Plan
from pmctl.rules.judging.index import items, say_list, unread

CODE = "PM504"
NAME = "raci-accountable"
SEVERITY: Severity = "error"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Rows with two accountable people, or none."""
    for row in items(plan, Raci):
        if len(row.accountable) > 1:
            message = f"{say_list(row.accountable)} are all accountable for `{row.key}`"
            yield Diagnostic(CODE, SEVERITY, message, spot(row.source, "accountable"), "choose one", row.id)
        elif not row.accountable and not unread(plan, row.source, "accountable"):
            message = f"nobody is accountable for `{row.key}`"
            yield Diagnostic(CODE, "warning", message, span_of(row), "name one person", row.id)
