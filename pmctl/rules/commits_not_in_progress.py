"""Commits name work that is not in progress.

What it finds:
Tasks still to be done that a commit names (`Task: checkout/api` at the end of its message), and
done ones that a commit names after the day on which they were finished. What is blocked or dropped
may have been worked on before, and is left out. It needs the whole history: it is skipped outside
of a repository and in a shallow clone.

Why it matters:
The schedule still waits for work to begin that has begun, or counts work as over that goes on.

Bad:

    # commit: 2026-02-03 Task: checkout/api
    # commit: 2026-02-09 Task: checkout/form
    kind: project
    tasks:
      api: {effort: 5d, status: todo}  # <- here
      form: {effort: 2d, status: done, finished: 2026-02-06}  # <- here

Good:

    # commit: 2026-02-03 Task: checkout/api
    # commit: 2026-02-06 Task: checkout/form
    kind: project
    tasks:
      api: {effort: 5d, status: doing, started: 2026-02-03}
      form: {effort: 2d, status: done, finished: 2026-02-06}

Near miss:
It was worked on, and now it waits.

    # commit: 2026-02-03 Task: checkout/api
    kind: project
    tasks:
      api: {effort: 5d, status: blocked, blocked: No test account, started: 2026-02-03}

How to fix or allow:
Say `status: doing` with `started`, the day of the first commit; of done work correct `finished`,
or open it again.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.insights.evidence import commits_by_item
from pmctl.model.item import spot
from pmctl.model.project import Task
from pmctl.plan import Plan
from pmctl.rules.judging.evidence import fix, named_work
from pmctl.rules.judging.index import category_of, say_date

CODE = "PM527"
NAME = "commits-not-in-progress"
SEVERITY: Severity = "warning"
LOOKS_AT = "history"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Commits on what has not begun, and on what is over."""
    for task in named_work(plan):
        days = [commit.day for commit in commits_by_item(plan).get(task.id, ())]
        state = category_of(plan, task)
        if days and state == "todo":
            yield _not_begun(plan, task, min(days))
        elif days and state == "done" and task.finished and max(days) > task.finished.last:
            yield _not_over(plan, task, max(days))


def _not_begun(plan: Plan, task: Task, first: date) -> Diagnostic:
    begun = {} if task.started else {"started": min(first, plan.today).isoformat()}
    values = {"status": "doing", **begun} if task.status else begun
    message = f"{task.title} has not begun, and a commit of {say_date(plan, first)} names it"
    hint = f"say {' and '.join(f'`{key}: {value}`' for key, value in values.items())}"
    return Diagnostic(CODE, SEVERITY, message, spot(task.source, "status"), hint, task.id, fix=fix(plan, task, values))


def _not_over(plan: Plan, task: Task, last: date) -> Diagnostic:
    assert task.finished is not None
    day = min(last, plan.today).isoformat()
    ended = say_date(plan, task.finished.last)
    message = f"{task.title} was finished on {ended}, and a commit of {say_date(plan, last)} names it"
    hint = f"say `finished: {day}`, or `status: doing` without `finished`"
    place = spot(task.source, "finished")
    return Diagnostic(CODE, SEVERITY, message, place, hint, task.id, fix=fix(plan, task, {"finished": day}))
