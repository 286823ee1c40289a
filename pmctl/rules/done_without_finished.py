"""A task is done, and nobody said since when.

What it finds:
Tasks of category done without `finished`.

Why it matters:
The end is then taken from the plan, today at the latest: what waits for it, and every measure of
speed, is guessed.

Bad:

    kind: project
    tasks:
      design: {effort: 2d, status: done}  # <- here

Good:

    kind: project
    tasks:
      design: {effort: 2d, status: done, finished: 2026-02-06}

Near miss:
A group is done when all in it is.

    kind: project
    tasks:
      discovery:
        tasks:
          interviews: {effort: 2d, status: done, finished: 2026-02-06}

How to fix or allow:
Add `finished:` with the day.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.model.item import spot
from pmctl.plan import Plan
from pmctl.rules.judging.index import index, unread

CODE = "PM211"
NAME = "done-without-finished"
SEVERITY: Severity = "warning"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Done work without an end."""
    categories = index(plan).categories
    for task in index(plan).leaves:
        if task.finished or task.finish or task.milestone_date or categories[task.id] != "done":
            continue
        if not unread(plan, task.source, "finished", "finish"):
            place = spot(task.source, "status")
            hint = "add `finished:` with the day on which it ended"
            yield Diagnostic(CODE, SEVERITY, f"{task.title} is done and has no `finished`", place, hint, task.id)
