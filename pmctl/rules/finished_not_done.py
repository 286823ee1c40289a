"""A task has an end, and a status that says otherwise.

What it finds:
Tasks with `finished` whose status is of another category than done.

Why it matters:
The schedule takes it as over, the board shows it as open.

Bad:

    kind: project
    tasks:
      design: {effort: 2d, status: doing, started: 2026-02-05, finished: 2026-02-06}  # <- here

Good:

    kind: project
    tasks:
      design: {effort: 2d, status: done, started: 2026-02-05, finished: 2026-02-06}

Near miss:
No status at all: `finished` says enough.

    kind: project
    tasks:
      design: {effort: 2d, started: 2026-02-05, finished: 2026-02-06}

How to fix or allow:
Say `status: done`, or take `finished` out.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.model.item import spot
from pmctl.plan import Plan
from pmctl.rules.judging.written import leaves_with

CODE = "PM220"
NAME = "finished-not-done"
SEVERITY: Severity = "warning"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Ends of work that is not done."""
    statuses = plan.workspace.statuses
    for task in leaves_with(plan, "finished"):
        if task.finished and task.status and statuses.get(task.status, "done") != "done":
            message = f"{task.title} was finished on {task.finished.text}, and is `{task.status}`"
            hint = "say `status: done`, or take `finished` out"
            yield Diagnostic(CODE, SEVERITY, message, spot(task.source, "status"), hint, task.id)
