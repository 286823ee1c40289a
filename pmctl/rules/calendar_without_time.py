"""A calendar in which nobody ever works.

What it finds:
Calendars whose hours are empty, or whose days off leave no working time in the years around today.

Why it matters:
What is planned in it never ends.

Bad:

    kind: workspace
    calendars:
      never: {hours: {mon-sun: off}}  # <- here

Good:

    kind: workspace
    calendars:
      weekend: {hours: {sat-sun: 10:00-16:00}}

How to fix or allow:
Give it working hours, or fewer days off.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pmctl.calendars import Calendars, working_days_rule
from pmctl.diagnostic import Diagnostic, Severity, Span
from pmctl.plan import Plan
from pmctl.rules.judging.index import unread

CODE = "PM218"
NAME = "calendar-without-time"
SEVERITY: Severity = "error"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Calendars without any working minute."""
    for key, calendar in plan.workspace.calendars.items():
        if not _has_work(plan, key) and not unread(plan, calendar.source, "hours"):
            span = Span(calendar.source.path, calendar.source.start, calendar.source.end)
            yield Diagnostic(CODE, SEVERITY, f"the calendar `{key}` has no working time", span, "give it `hours`")


def _has_work(plan: Plan, key: str) -> bool:
    """Is there any working time in the years around? Nearly always in January: then they need not be laid out."""
    year = plan.today.year
    first, rule = date(year, 1, 1).toordinal(), working_days_rule(plan.workspace, key)
    return any(rule.shifts_of(first, first + 31)) or Calendars(plan.workspace, year)[key].has_work()
