"""Work is done, and no commit says that anybody did it.

What it finds:
Done tasks that no commit names, in documents whose work is named in commits: by a line such as
`Task: checkout/api` at the end of a commit's message. A commit that names the group around a task
counts for it. What was finished before the first such commit is left out, and so are milestones
and the work of others. It needs the whole history: it is skipped outside of a repository and in a
shallow clone.

Why it matters:
Where work leaves commits, done work without any was done elsewhere, or is not done.

Bad:

    # commit: 2026-01-20 Task: checkout/api
    kind: project
    tasks:
      api: {effort: 5d, started: 2026-01-19}
      form: {effort: 2d, status: done, finished: 2026-02-06}  # <- here

Good:

    # commit: 2026-01-20 Task: checkout/api
    # commit: 2026-02-06 Task: checkout/form
    kind: project
    tasks:
      api: {effort: 5d, started: 2026-01-19}
      form: {effort: 2d, status: done, finished: 2026-02-06}

Near miss:
Nobody names tasks in commits here; and elsewhere it was done before anybody did.

    # commit: 2026-01-20 Reviewed-by: ana
    kind: project
    tasks:
      form: {effort: 2d, status: done, finished: 2026-02-06}
    ---
    # commit: 2026-01-20 Task: checkout/api
    kind: project
    tasks:
      api: {effort: 5d, started: 2026-01-19}
      form: {effort: 2d, status: done, finished: 2026-01-16}

How to fix or allow:
Say `status: doing` where it is not done. Where it is, name it in the next commit (`git commit
--allow-empty --trailer 'Task: checkout/form'`), or allow the finding with the reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pmctl.diagnostic import Diagnostic, Replacement, Severity, Span
from pmctl.insights.evidence import commits_on, named_since
from pmctl.model.item import key_spot, spot
from pmctl.model.project import Task
from pmctl.plan import Plan
from pmctl.rules.judging.evidence import fix, named_work
from pmctl.rules.judging.index import category_of

CODE = "PM526"
NAME = "done-without-commit"
SEVERITY: Severity = "info"
LOOKS_AT = "history"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Done work that no commit names."""
    since = named_since(plan)
    for task in named_work(plan):
        ended = task.finished.last if task.finished else date.max
        if category_of(plan, task) == "done" and ended >= since[task.document] and not commits_on(plan, task):
            place = spot(task.source, "status" if task.status else "finished")
            hint = f"say `status: doing`, or end a commit's message with `Task: {task.id}`"
            message = f"{task.title} is done, and no commit names it"
            yield Diagnostic(CODE, SEVERITY, message, place, hint, task.id, fix=_reopened(plan, task))


def _reopened(plan: Plan, task: Task) -> tuple[Replacement, ...]:
    """The edit that opens a task again: without a status it is `finished` that has to give way."""
    if task.status:
        return fix(plan, task, {"status": "doing", "finished": ""})
    pair = Span(task.source.path, key_spot(task.source, "finished").start, spot(task.source, "finished").end)
    return (Replacement(pair, "status: doing"),) if task.finished else ()
