"""A status that nobody declared.

What it finds:
`status` of a task that is neither built in (todo, doing, blocked, done, dropped) nor declared under
`statuses:`.

Why it matters:
Nobody can say whether such a task is open or done; it counts as not begun.

Bad:

    kind: project
    tasks:
      design: {effort: 2d, status: in-review}  # <- here

Good:

    # file: pmctl.yaml
    kind: workspace
    statuses: {in-review: doing}
    # file: projects/checkout.yaml
    kind: project
    tasks:
      design: {effort: 2d, started: 2026-02-09, status: in-review}

How to fix or allow:
Use a word that is there, or declare yours with its category: `statuses: {in-review: doing}` in
`pmctl.yaml`. `pmctl check --fix` corrects one slip of the fingers.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.advice import clear
from pmctl.diagnostic import Diagnostic, Severity
from pmctl.model.item import spot
from pmctl.model.project import Task
from pmctl.plan import Plan
from pmctl.rules.judging.index import did_you_mean
from pmctl.rules.judging.mending import word_fix
from pmctl.rules.judging.written import items_with

CODE = "PM110"
NAME = "unknown-status"
SEVERITY: Severity = "error"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Words that have no category."""
    known = plan.workspace.statuses
    for task in items_with(plan, Task, "status"):
        if task.status not in known:
            hint = (
                did_you_mean(task.status, known)
                or f"declare it in `pmctl.yaml`: `statuses: {{{task.status[:40]}: doing}}`"
            )
            message = f"there is no status `{task.status[:80]}`"
            place = spot(task.source, "status")
            fix = word_fix(plan, place, task.status, clear(task.status, known))
            yield Diagnostic(CODE, SEVERITY, message, place, hint, task.id, fix=fix)
