"""An event would be moved by what it waits for.

What it finds:
Milestones with a date (`milestone: 2026-05-14`) whose links lead to a later day. The event stays
where it is.

Why it matters:
The event happens on its day, ready or not: something that it needs will not be there.

Bad:

    kind: project
    tasks:
      booth: {duration: 5d}
      fair: {milestone: 2026-02-12, after: booth}  # <- here

Good:

    kind: project
    tasks:
      booth: {duration: 5d}
      fair: {milestone: 2026-02-18, after: booth}

How to fix or allow:
Bring the work forward, or say `milestone: true` and `due` if the day is a promise and no event.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.insights.promises import last_day
from pmctl.insights.states import OPEN
from pmctl.model.item import spot
from pmctl.plan import Plan
from pmctl.rules.judging.index import category_of, say_date, scheduled, waits

CODE = "PM208"
NAME = "event-moved-by-link"
SEVERITY: Severity = "warning"
LOOKS_AT = "schedule"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Events before which there is too much work."""
    for wait in waits(plan):
        event = wait.task.milestone_date
        before = scheduled(plan, wait.target.id) if event else None
        if (
            event is None
            or before is None
            or category_of(plan, wait.task) not in OPEN
            or wait.link.kind not in ("FS", "FF")
        ):
            continue
        ends = last_day(before)
        if ends > event.last:
            happens = f"{wait.task.title} is on {say_date(plan, event.last)}"
            message = f"{happens}, {wait.target.title} ends on {say_date(plan, ends)}"
            span = spot(wait.task.source, "after", wait.index)
            hint = "links do not move an event; with `milestone: true` and `due` they would"
            yield Diagnostic(CODE, SEVERITY, message, span, hint, wait.task.id)
