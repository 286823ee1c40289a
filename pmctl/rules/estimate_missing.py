"""Nobody has said how long it takes.

What it finds:
Open tasks without `effort`, `duration`, `remaining` or a fixed span of `start` and `finish`, which
are no milestones. They count as one day.

Why it matters:
A day is a guess, and every date behind it rests on that guess.

Bad:

    kind: project
    tasks:
      design: {}  # <- here

Good:

    kind: project
    tasks:
      design: {effort: 5d}

Near miss:
A milestone takes no time.

    kind: project
    tasks:
      design: {effort: 5d}
      launch: {milestone: true, after: design}

How to fix or allow:
Add an `effort` (or a `duration`), as a range where it is unsure: `effort: 3d..5d..9d`.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.insights.states import OPEN
from pmctl.model.item import span_of
from pmctl.plan import Plan
from pmctl.rules.judging.index import index, unread

CODE = "PM212"
NAME = "estimate-missing"
SEVERITY: Severity = "warning"
LOOKS_AT = "workspace"
_SIZES = ("effort", "duration", "remaining", "milestone", "finish")


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Open work of unknown size."""
    categories = index(plan).categories
    for task in index(plan).leaves:
        if task.effort or task.duration or task.milestone or task.remaining or (task.start and task.finish):
            continue
        if categories[task.id] in OPEN and not unread(plan, task.source, task.id.rpartition("/")[2], *_SIZES):
            message = f"{task.title} has no estimate and counts as one day"
            hint = "add `effort: 3d`, or `milestone: true` if it takes no time"
            yield Diagnostic(CODE, SEVERITY, message, span_of(task), hint, task.id)
