"""An outsider delivers later than needed.

What it finds:
Open `external` tasks whose forecast, or the present day, lies behind their `due`: the day on which
we need it.

Why it matters:
Nobody here can speed it up; somebody has to call.

Bad:

    kind: project
    tasks:
      contract: {external: {party: Acme Legal}, milestone: true, due: 2026-02-06}  # <- here

Good:

    kind: project
    tasks:
      contract: {external: {party: Acme Legal}, milestone: true, due: 2026-02-20}

Near miss:
It came, if late.

    kind: project
    tasks:
      contract: {external: {party: Acme Legal}, milestone: true, due: 2026-02-03, status: done, finished: 2026-02-06}

How to fix or allow:
Call them. The day that they name is `not-before`; the day on which we need it stays `due`.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.model.item import spot
from pmctl.model.project import Task
from pmctl.plan import Plan
from pmctl.rules.judging.index import say_date, say_days
from pmctl.rules.judging.missed import missed

CODE = "PM705"
NAME = "external-late"
SEVERITY: Severity = "warning"
LOOKS_AT = "schedule"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Work of outsiders beyond the day on which it is needed."""
    for late in missed(plan):
        task = late.item
        if isinstance(task, Task) and task.external:
            party = task.external.party or "the other side"
            needed, comes = say_date(plan, late.promised), say_date(plan, late.forecast)
            message = f"{task.title} was needed from {party} by {needed}, the plan says {comes} ({say_days(late.days)})"
            hint = "call them; the day that they name is `not-before`"
            yield Diagnostic(CODE, SEVERITY, message, spot(task.source, "due"), hint, task.id)
