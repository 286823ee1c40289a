"""A task was to start, and has not.

What it finds:
Open tasks with a typed `start` that has passed, on which nothing has been done.

Why it matters:
Either it has begun and nobody said so, or the date is not held.

Bad:

    kind: project
    tasks:
      design: {effort: 2d, start: 2026-02-02}  # <- here

Good:

    kind: project
    tasks:
      design: {effort: 2d, started: 2026-02-02, progress: 50%}

How to fix or allow:
Say `started`, or move the `start`.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.model.item import spot
from pmctl.plan import Plan
from pmctl.rules.judging.index import index, say_date, unread
from pmctl.rules.judging.written import leaves_with

CODE = "PM224"
NAME = "should-have-started"
SEVERITY: Severity = "warning"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Typed starts that passed unused."""
    today = plan.today
    categories = index(plan).categories
    for task in leaves_with(plan, "start"):
        if not task.start or task.start.last >= today or task.started or categories[task.id] != "todo":
            continue
        if not unread(plan, task.source, "started"):
            message = f"{task.title} was to start on {say_date(plan, task.start.first)}, and has not"
            hint = "say `started`, or move the `start`"
            yield Diagnostic(CODE, SEVERITY, message, spot(task.source, "start"), hint, task.id)
