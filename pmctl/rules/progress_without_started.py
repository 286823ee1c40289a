"""Work has progressed, and nobody said since when.

What it finds:
Open tasks with `progress` and without `started`.

Why it matters:
Without its start nobody can say how fast the work goes. It counts as started where the plan
computed it, today at the latest.

Bad:

    kind: project
    tasks:
      design: {effort: 5d, progress: 40%}  # <- here

Good:

    kind: project
    tasks:
      design: {effort: 5d, started: 2026-02-09, progress: 40%}

Near miss:
A progress of nothing.

    kind: project
    tasks:
      design: {effort: 5d, progress: 0%}

How to fix or allow:
Add `started:` with the day on which it began.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.insights.states import OPEN
from pmctl.model.item import spot
from pmctl.plan import Plan
from pmctl.rules.judging.index import index, unread
from pmctl.rules.judging.written import leaves_with

CODE = "PM210"
NAME = "progress-without-started"
SEVERITY: Severity = "warning"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Open work with progress and without a start."""
    categories = index(plan).categories
    for task in leaves_with(plan, "progress"):
        if task.progress is None or task.started or task.start or task.progress.value == 0:
            continue
        if categories[task.id] in OPEN and not unread(plan, task.source, "started", "start"):
            message = f"{task.title} is {task.progress.text} done and has no `started`"
            hint = "add `started:` with the day on which it began"
            yield Diagnostic(CODE, SEVERITY, message, spot(task.source, "progress"), hint, task.id)
