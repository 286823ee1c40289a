"""Hours are booked for a day that has not come.

What it finds:
Entries of time sheets behind today.

Why it matters:
Time sheets are actuals: what is planned belongs into the plan.

Bad:

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
      2026-03-09: {checkout/design: 8h}  # <- here

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
      2026-02-09: {checkout/design: 8h}

How to fix or allow:
Correct the day.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity, Span
from pmctl.plan import Plan
from pmctl.rules.judging.index import say_date

CODE = "PM313"
NAME = "booked-in-future"
SEVERITY: Severity = "warning"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Actuals ahead of today."""
    for sheet in plan.workspace.timesheets:
        for entry in sheet.entries:
            if entry.date.first > plan.today:
                message = f"{entry.spent.text} are booked for {say_date(plan, entry.date.first)}, which has not come"
                span = Span(entry.source.path, entry.source.start, entry.source.end)
                yield Diagnostic(CODE, SEVERITY, message, span, f"today is {say_date(plan, plan.today)}", sheet.id)
