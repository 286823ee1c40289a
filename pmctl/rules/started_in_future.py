"""A task was started on a day that has not come.

What it finds:
`started` behind today.

Why it matters:
A plan reports what happened. The schedule takes the date for a fact.

Bad:

    kind: project
    tasks:
      design: {effort: 2d, started: 2026-03-02}  # <- here

Good:

    kind: project
    tasks:
      design: {effort: 2d, not-before: 2026-03-02}

How to fix or allow:
Correct the date, or say `not-before` (or `start`) if it is planned.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.model.item import spot
from pmctl.model.project import Task
from pmctl.plan import Plan
from pmctl.rules.judging.index import say_date
from pmctl.rules.judging.written import items_with

CODE = "PM216"
NAME = "started-in-future"
SEVERITY: Severity = "warning"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Starts that are still ahead."""
    today = plan.today
    for task in items_with(plan, Task, "started"):
        if task.started and task.started.first > today:
            message = f"{task.title} is said to be started on {say_date(plan, task.started.first)}, which has not come"
            hint = "a planned start is `not-before` or `start`"
            yield Diagnostic(CODE, SEVERITY, message, spot(task.source, "started"), hint, task.id)
