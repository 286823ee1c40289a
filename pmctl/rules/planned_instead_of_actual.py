"""A planned date stands where an actual one was meant.

What it finds:
Done tasks with `finish` and without `finished`; tasks in work with a `start` that has passed and
without `started`.

Why it matters:
`start` and `finish` tell the schedule what it must keep; only `started` and `finished` say what
happened.

Bad:

    kind: project
    tasks:
      design: {effort: 2d, status: done, finish: 2026-02-06}  # <- here
      build: {effort: 9d, status: doing, start: 2026-02-02}  # <- here

Good:

    kind: project
    tasks:
      design: {effort: 2d, status: done, finished: 2026-02-06}
      build: {effort: 9d, status: doing, started: 2026-02-02}

Near miss:
Both are there: what was planned, and what happened.

    kind: project
    tasks:
      design: {duration: 5d, start: 2026-02-02, status: done, finished: 2026-02-06}

How to fix or allow:
Write `started` for the day on which it began, `finished` for the day on which it was done, as
`pmctl check --fix` does.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Replacement, Severity
from pmctl.model.item import key_spot
from pmctl.plan import Plan
from pmctl.rules.judging.index import index, unread

CODE = "PM215"
NAME = "planned-instead-of-actual"
SEVERITY: Severity = "warning"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Planned dates of work that is begun or done, where the actual ones are missing."""
    categories = index(plan).categories
    for task in index(plan).leaves:
        if not task.start and not task.finish:
            continue
        state = categories[task.id]
        if task.finish and not task.finished and state == "done":
            key, word = "finish", "finished"
        elif task.start and not task.started and state == "doing" and task.start.first <= plan.today:
            key, word = "start", "started"
        else:
            continue
        if unread(plan, task.source, word):
            continue
        message = f"{task.title} is {'done' if key == 'finish' else 'begun'}, but has only a planned `{key}`"
        fix = (Replacement(key_spot(task.source, key), word),)
        hint = f"write `{word}` for the day on which it happened"
        yield Diagnostic(CODE, SEVERITY, message, key_spot(task.source, key), hint, task.id, fix=fix)
