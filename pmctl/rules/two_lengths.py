"""A task says twice how long it takes.

What it finds:
Tasks with `start` and `finish` (a fixed span) and a `duration` beside them.

Why it matters:
The span wins; who changes the duration sees nothing move.

Bad:

    kind: project
    tasks:
      fair: {start: 2026-03-02, finish: 2026-03-06, duration: 3d}  # <- here

Good:

    kind: project
    tasks:
      fair: {start: 2026-03-02, finish: 2026-03-06}

Near miss:
An effort within the span says how much work there is, not how long it takes.

    kind: project
    tasks:
      fair: {start: 2026-03-02, finish: 2026-03-06, effort: 2d}

How to fix or allow:
Take the duration or one of the dates out.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.model.item import spot
from pmctl.plan import Plan
from pmctl.rules.judging.written import leaves_with

CODE = "PM222"
NAME = "two-lengths"
SEVERITY: Severity = "warning"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Spans with a duration beside them."""
    for task in leaves_with(plan, "start"):
        if task.start and task.finish and task.duration:
            message = f"{task.title} runs from {task.start.text} to {task.finish.text}, so its `duration` is left out"
            hint = "take the duration or one of the dates out"
            yield Diagnostic(CODE, SEVERITY, message, spot(task.source, "duration"), hint, task.id)
