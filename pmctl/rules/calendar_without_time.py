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

from pmctl.calendars import Calendars
from pmctl.diagnostic import Diagnostic, Severity, Span
from pmctl.plan import Plan
from pmctl.rules.judging.index import unread

CODE = "PM218"
NAME = "calendar-without-time"
SEVERITY: Severity = "error"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Calendars without any working minute."""
    written = plan.workspace.calendars
    calendars = Calendars(plan.workspace, plan.today.year) if written else None
    for key, calendar in written.items():
        if calendars is not None and not calendars[key].has_work() and not unread(plan, calendar.source, "hours"):
            span = Span(calendar.source.path, calendar.source.start, calendar.source.end)
            yield Diagnostic(CODE, SEVERITY, f"the calendar `{key}` has no working time", span, "give it `hours`")
