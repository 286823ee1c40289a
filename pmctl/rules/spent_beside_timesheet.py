"""Time is typed at the task, and booked in time sheets as well.

What it finds:
Tasks with `spent` for which there are entries in a time sheet.

Why it matters:
The time sheets count; the typed figure is left out, and misleads its reader.

Bad:

    # file: people.yaml
    kind: people
    people:
      ana: {}
    # file: projects/checkout.yaml
    kind: project
    tasks:
      design: {effort: 5d, started: 2026-02-09, spent: 1d}  # <- here
    # file: timesheets/ana.yaml
    kind: timesheet
    person: ana
    entries:
      2026-02-09: {checkout/design: 6h}

Good:

    # file: people.yaml
    kind: people
    people:
      ana: {}
    # file: projects/checkout.yaml
    kind: project
    tasks:
      design: {effort: 5d, started: 2026-02-09}
    # file: timesheets/ana.yaml
    kind: timesheet
    person: ana
    entries:
      2026-02-09: {checkout/design: 6h}

How to fix or allow:
Take `spent` out, or the entries.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.insights.relations import entries_by_item
from pmctl.model.item import spot
from pmctl.plan import Plan
from pmctl.quantity import print_duration
from pmctl.rules.judging.index import index

CODE = "PM304"
NAME = "spent-beside-timesheet"
SEVERITY: Severity = "warning"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Typed hours beside booked ones."""
    if not plan.workspace.timesheets:
        return
    booked = entries_by_item(plan)
    for task in index(plan).tasks:
        if task.spent and task.id in booked:
            minutes = sum(entry.spent.minutes for _, entry in booked[task.id])
            said = print_duration(minutes, plan.workspace.units)
            message = f"{task.title} says {task.spent.text}, the time sheets say {said}"
            yield Diagnostic(CODE, SEVERITY, message, spot(task.source, "spent"), "the time sheets count", task.id)
