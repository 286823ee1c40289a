"""A task is promised for later than its whole project.

What it finds:
Open tasks with a `due` behind that of their project.

Why it matters:
When everybody keeps their own promise, the project's is still broken.

Bad:

    kind: project
    due: 2026-03-31
    tasks:
      design: {effort: 2d, due: 2026-04-15}  # <- here

Good:

    kind: project
    due: 2026-03-31
    tasks:
      design: {effort: 2d, due: 2026-03-15}

How to fix or allow:
Promise the task earlier or the project later.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Related, Severity
from pmctl.model.item import spot
from pmctl.model.project import Project, Task
from pmctl.plan import Plan
from pmctl.rules.judging.index import document_of
from pmctl.rules.judging.written import items_with

CODE = "PM221"
NAME = "due-beyond-project"
SEVERITY: Severity = "info"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Promises beyond that of the document."""
    for task in items_with(plan, Task, "due"):
        document = document_of(plan, task)
        if not (isinstance(document, Project) and document.due and task.due) or task.finished:
            continue
        if task.due.last > document.due.last:
            message = f"{task.title} is promised for {task.due.text}, the project for {document.due.text}"
            related = (Related(spot(document.source, "due"), "the project's promise"),)
            yield Diagnostic(CODE, SEVERITY, message, spot(task.source, "due"), "", task.id, related)
