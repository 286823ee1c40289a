"""Status and progress say different things.

What it finds:
Done tasks with less than 100 % progress or with work remaining; tasks with a status of category
todo that have progress or a start; tasks at 100 % that are not done.

Why it matters:
Two views of one plan would show two answers.

Bad:

    kind: project
    tasks:
      design: {effort: 2d, status: done, finished: 2026-02-06, progress: 80%}  # <- here
      build: {effort: 3d, status: todo, started: 2026-02-09, progress: 10%}  # <- here
      test: {effort: 3d, started: 2026-02-03, progress: 100%}  # <- here

Good:

    kind: project
    tasks:
      design: {effort: 2d, status: done, finished: 2026-02-06}
      build: {effort: 3d, status: doing, started: 2026-02-09, progress: 10%}
      test: {effort: 3d, started: 2026-02-03, progress: 90%}

How to fix or allow:
Correct the one that is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.insights.states import OPEN
from pmctl.model.item import spot
from pmctl.model.project import Task
from pmctl.plan import Plan
from pmctl.rules.judging.index import index

CODE = "PM217"
NAME = "progress-against-status"
SEVERITY: Severity = "warning"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Contradictions between status, progress and what remains."""
    categories = index(plan).categories
    for task in index(plan).leaves:
        if not task.progress and not task.remaining and not task.started:
            continue
        key, message, hint = _contradiction(task, categories[task.id])
        if key:
            yield Diagnostic(CODE, SEVERITY, f"{task.title} {message}", spot(task.source, key), hint, task.id)


def _contradiction(task: Task, state: str) -> tuple[str, str, str]:
    """The key that disagrees, how, and what to do; empty where all agree."""
    progress = task.progress.value if task.progress else None
    if state == "done" and progress is not None and progress < 1:
        return "progress", f"is done, and {task.progress.text if task.progress else ''} of it", "take `progress` out"
    if state == "done" and task.remaining and task.remaining.minutes:
        return "remaining", f"is done, and {task.remaining.text} remain", "take `remaining` out"
    if state == "todo" and task.status and (progress or task.started):
        return "status", f"is `{task.status}`, and work on it has begun", "what is begun is `doing`"
    if state in OPEN and progress is not None and progress >= 1:
        return "progress", "is 100% done and not `done`", "say `status: done` and `finished`, or less progress"
    return "", "", ""
