"""A milestone with work in it.

What it finds:
Milestones that carry an effort or a duration.

Why it matters:
A milestone is a moment. The work would be in nobody's plan.

Bad:

    kind: project
    tasks:
      launch: {milestone: true, effort: 3d}  # <- here

Good:

    kind: project
    tasks:
      prepare-launch: {effort: 3d}
      launch: {milestone: true, after: prepare-launch}

How to fix or allow:
Make the work a task before the milestone.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.model.item import spot
from pmctl.plan import Plan
from pmctl.rules.judging.written import leaves_with

CODE = "PM223"
NAME = "milestone-with-work"
SEVERITY: Severity = "warning"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Moments that take time."""
    for task in leaves_with(plan, "milestone"):
        if task.effort or task.duration:
            key = "effort" if task.effort else "duration"
            message = f"{task.title} is a milestone, so its `{key}` is left out"
            hint = "make the work a task before it"
            yield Diagnostic(CODE, SEVERITY, message, spot(task.source, key), hint, task.id)
