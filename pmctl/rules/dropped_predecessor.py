"""A task waits for one that was dropped.

What it finds:
Open tasks with a link to a task that will not be done. Such a link binds nothing.

Why it matters:
What the dropped task should have delivered is now missing, and nobody has said that it is not
needed.

Bad:

    kind: project
    tasks:
      design: {effort: 2d, status: dropped}
      build: {effort: 3d, after: design}  # <- here

Good:

    kind: project
    tasks:
      design: {effort: 2d, status: dropped}
      build: {effort: 3d}

How to fix or allow:
Take the link out, or link to what took the dropped task's place.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.insights.relations import written_links
from pmctl.insights.states import OPEN, dropped_tasks
from pmctl.model.item import spot
from pmctl.plan import Plan
from pmctl.rules.judging.index import index, waiting_tasks

CODE = "PM207"
NAME = "dropped-predecessor"
SEVERITY: Severity = "warning"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Links to what will not be done."""
    categories = index(plan).categories
    dropped = dropped_tasks(plan)
    for task, meant in waiting_tasks(plan) if dropped else ():
        if categories[task.id] not in OPEN or dropped.isdisjoint(meant):
            continue
        for wait in written_links(plan, task):
            if wait.before in dropped:
                message = f"{task.title} waits for {wait.target.title}, which was dropped"
                span = spot(task.source, "after", wait.place)
                hint = "take the link out, or name what took its place"
                yield Diagnostic(CODE, SEVERITY, message, span, hint, task.id)
