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
from pmctl.insights.links import all_links
from pmctl.insights.states import OPEN, dropped_tasks
from pmctl.model.item import spot
from pmctl.plan import Plan
from pmctl.rules.judging.index import index

CODE = "PM207"
NAME = "dropped-predecessor"
SEVERITY: Severity = "warning"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Links to what will not be done."""
    categories, dropped = index(plan).categories, dropped_tasks(plan)
    links, items = all_links(plan), plan.workspace.items
    for number in [number for number, before in enumerate(links.befores) if before in dropped] if dropped else ():
        task, target = items[links.afters[number]], items[links.befores[number]]
        if categories.get(task.id) in OPEN:
            message = f"{task.title} waits for {target.title}, which was dropped"
            span = spot(task.source, "after", links.place(number))
            hint = "take the link out, or name what took its place"
            yield Diagnostic(CODE, SEVERITY, message, span, hint, task.id)
