"""More hours on a day than a day has for work.

What it finds:
Days of a time sheet with more than twelve hours.

Why it matters:
Mostly a slip of the pen, and it makes actual costs wrong. If it is true, somebody should know.

Bad:

    # file: people.yaml
    kind: people
    people:
      ana: {}
    # file: projects/checkout.yaml
    kind: project
    tasks:
      design: {effort: 5d, started: 2026-02-09}
      build: {effort: 5d, started: 2026-02-09}
    # file: timesheets/ana.yaml
    kind: timesheet
    person: ana
    entries:
      2026-02-09: {checkout/design: 8h, checkout/build: 7h}  # <- here

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
Correct the hours.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pmctl.diagnostic import Diagnostic, Severity, Span
from pmctl.insights.timesheets import MOST_A_DAY, hours_by_day
from pmctl.plan import Plan
from pmctl.rules.judging.index import say_date

CODE = "PM312"
NAME = "overbooked-day"
SEVERITY: Severity = "warning"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Days of a person with more than twelve hours, over all their time sheets, at the entry that is too much."""
    totals: dict[tuple[str, date], int] = {}
    for sheet in plan.workspace.timesheets:
        for entry in sheet.entries:
            key = (sheet.person, entry.date.first)
            before = totals.get(key, 0)
            totals[key] = before + entry.spent.minutes
            if totals[key] > MOST_A_DAY >= before:
                day = say_date(plan, entry.date.first)
                message = f"{sheet.person} has booked {hours_by_day(plan)[key] / 60:g}h on {day}"
                span = Span(entry.source.path, entry.source.start, entry.source.end)
                yield Diagnostic(CODE, SEVERITY, message, span, "12h are taken as the most", sheet.id)
