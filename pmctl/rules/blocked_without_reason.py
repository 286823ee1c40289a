"""A task is blocked, and nobody says by what.

What it finds:
Tasks of category blocked without `blocked: reason` and without an open predecessor.

Why it matters:
Who could help does not know with what.

Bad:

    kind: project
    tasks:
      design: {effort: 2d, status: blocked}  # <- here

Good:

    kind: project
    tasks:
      design: {effort: 2d, status: blocked, blocked: The brand guide is missing}

How to fix or allow:
Add `blocked:` with the reason, or a link in `after` to what it waits for.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.model.item import spot
from pmctl.plan import Plan
from pmctl.rules.judging.index import index, unread
from pmctl.rules.judging.written import leaves_with

CODE = "PM219"
NAME = "blocked-without-reason"
SEVERITY: Severity = "info"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Blocked work without a reason."""
    categories = index(plan).categories
    statuses = plan.workspace.statuses
    for task in leaves_with(plan, "status"):
        if statuses.get(task.status) != "blocked" or task.blocked or task.after:
            continue
        if categories[task.id] == "blocked" and not unread(plan, task.source, "blocked", "after"):
            hint = "add `blocked:` with the reason"
            message = f"{task.title} is blocked, and nobody says by what"
            yield Diagnostic(CODE, SEVERITY, message, spot(task.source, "status"), hint, task.id)
