"""A typed date wins over a link.

What it finds:
Open tasks with a `start`, a `finish` or a hard constraint (MSO, MFO, SNLT, FNLT) that lies before
what their links allow.

Why it matters:
The plan shows the task before the one that it waits for is done: one of the two is wrong.

Bad:

    kind: project
    tasks:
      design: {duration: 5d}
      build: {duration: 2d, after: design, start: 2026-02-12}  # <- here

Good:

    kind: project
    tasks:
      design: {duration: 5d}
      build: {duration: 2d, after: design, start: 2026-02-17}

Near miss:
`not-before` is a floor and fights nothing.

    kind: project
    tasks:
      design: {duration: 5d}
      build: {duration: 2d, after: design, not-before: 2026-02-12}

How to fix or allow:
Take the date out and let the link decide, or take the link out.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Related, Severity
from pmctl.insights.relations import written_links
from pmctl.insights.states import OPEN
from pmctl.model.item import spot
from pmctl.model.project import Task
from pmctl.plan import Plan
from pmctl.rules.judging.index import category_of, link_float, say_work
from pmctl.rules.judging.written import items_with

CODE = "PM205"
NAME = "constraint-fights-link"
SEVERITY: Severity = "warning"
LOOKS_AT = "schedule"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Links that a hard date of the same task overrules."""
    typed = {task.id: task for key in ("start", "finish", "constraint") for task in items_with(plan, Task, key)}
    for task in typed.values():
        key = "start" if task.start else "finish" if task.finish else "constraint" if _is_hard(task) else ""
        if not key or not task.after or category_of(plan, task) not in OPEN or task.started:
            continue
        for wait in written_links(plan, task):
            short = link_float(plan, wait)
            if short is not None and short < 0:
                what = f"`{task.constraint.type}`" if key == "constraint" and task.constraint else f"`{key}`"
                early = say_work(plan, -short).removeprefix("+")
                message = f"{what} puts {task.title} {early} before what `{wait.link.text}` allows"
                related = (Related(spot(task.source, "after", wait.place), "the link that it overrules"),)
                hint = "keep the date or the link, not both"
                yield Diagnostic(CODE, SEVERITY, message, spot(task.source, key), hint, task.id, related)


def _is_hard(task: Task) -> bool:
    return task.constraint is not None and task.constraint.is_hard
