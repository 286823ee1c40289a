"""A task is too long to be watched.

What it finds:
Open tasks with more than 20 working days of effort or duration.

Why it matters:
For a month nobody will be able to say whether it is late.

Bad:

    kind: project
    tasks:
      build: {effort: 30d}  # <- here

Good:

    kind: project
    tasks:
      build:
        tasks:
          api: {effort: 15d}
          form: {effort: 15d}

How to fix or allow:
Split it at results that can be seen.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.model.item import spot
from pmctl.plan import Plan
from pmctl.rules.judging.index import open_leaves

CODE = "PM815"
NAME = "too-long-task"
SEVERITY: Severity = "warning"
LOOKS_AT = "workspace"


MOST_DAYS = 20


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Open work of more than a month; what others do is theirs to split."""
    most = MOST_DAYS * plan.workspace.units.day
    for task in open_leaves(plan):
        estimate = task.effort or task.duration
        if estimate is None or estimate.elapsed or estimate.minutes <= most or task.external or task.repeat:
            continue
        if task.earned_value != "effort":
            key = "effort" if task.effort else "duration"
            message = f"{task.title} is {estimate.text} long, more than {MOST_DAYS}d"
            hint = "split it at results that can be seen"
            yield Diagnostic(CODE, SEVERITY, message, spot(task.source, key), hint, task.id)
