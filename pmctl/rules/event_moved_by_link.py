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
from pmctl.insights.relations import written_links
from pmctl.insights.states import OPEN
from pmctl.model.item import spot
from pmctl.model.project import Task
from pmctl.plan import Plan
from pmctl.rules.judging.index import category_of, say_date, scheduled
from pmctl.rules.judging.written import items_with

CODE = "PM208"
NAME = "event-moved-by-link"
SEVERITY: Severity = "warning"
LOOKS_AT = "schedule"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Events before which there is too much work."""
    for task in items_with(plan, Task, "milestone_date"):
        event = task.milestone_date
        if event is None or category_of(plan, task) not in OPEN:
            continue
        for wait in written_links(plan, task):
            before = scheduled(plan, wait.before)
            if before is None or wait.link.kind not in ("FS", "FF") or last_day(before) <= event.last:
                continue
            happens = f"{task.title} is on {say_date(plan, event.last)}"
            message = f"{happens}, {wait.target.title} ends on {say_date(plan, last_day(before))}"
            span = spot(task.source, "after", wait.place)
            hint = "links do not move an event; with `milestone: true` and `due` they would"
            yield Diagnostic(CODE, SEVERITY, message, span, hint, task.id)
