"""A task was finished on a day that has not come.

What it finds:
`finished` behind today.

Why it matters:
A plan reports what happened. A date ahead is a hope, or a typing error, and the schedule takes it
for a fact.

Bad:

    kind: project
    tasks:
      design: {effort: 2d, status: done, started: 2026-02-09, finished: 2026-03-10}  # <- here

Good:

    kind: project
    tasks:
      design: {effort: 2d, status: done, started: 2026-02-09, finished: 2026-02-10}

How to fix or allow:
Correct the date; what is planned is said by `effort`, `due` or `finish`.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.model.item import spot
from pmctl.model.project import Task
from pmctl.plan import Plan
from pmctl.rules.judging.index import say_date
from pmctl.rules.judging.written import items_with

CODE = "PM209"
NAME = "finished-in-future"
SEVERITY: Severity = "warning"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Ends that are still ahead."""
    today = plan.today
    for task in items_with(plan, Task, "finished"):
        if task.finished and task.finished.first > today:
            message = (
                f"{task.title} is said to be finished on {say_date(plan, task.finished.first)}, which has not come"
            )
            hint = f"today is {say_date(plan, today)}"
            yield Diagnostic(CODE, SEVERITY, message, spot(task.source, "finished"), hint, task.id)
