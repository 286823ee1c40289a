"""What was said of a project holds no longer.

What it finds:
Projects and products whose latest entry of `updates` has an `until` that has passed.

Why it matters:
Readers take the last word for today's.

Bad:

    kind: project
    updates:
      2026-01-20: {health: green, text: All is well, until: 2026-02-03}  # <- here
    tasks:
      design: {effort: 2d}

Good:

    kind: project
    updates:
      2026-01-20: {health: green, text: All is well, until: 2026-02-03}
      2026-02-06: {health: green, text: Still is, until: 2026-02-20}
    tasks:
      design: {effort: 2d}

How to fix or allow:
Add an entry for today.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.model.item import spot
from pmctl.model.project import Project
from pmctl.plan import Plan
from pmctl.rules.judging.index import say_date

CODE = "PM522"
NAME = "update-expired"
SEVERITY: Severity = "info"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Last words that have run out."""
    for document in plan.workspace.documents.values():
        past = [update for update in document.updates if update.date.first <= plan.today]
        latest = max(past, key=lambda update: update.date.first, default=None)
        if latest is None or (isinstance(document, Project) and document.phase == "closed"):
            continue
        if latest.until and latest.until.last < plan.today:
            message = f"what was said of {document.title} held until {say_date(plan, latest.until.last)}"
            yield Diagnostic(CODE, SEVERITY, message, spot(latest.source, "until"), "add an update", document.id)
