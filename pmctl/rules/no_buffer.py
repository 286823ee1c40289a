"""A commitment without a day to spare.

What it finds:
Committed projects and milestones that are expected exactly on, or one working day before, their
`due`, more than ten working days ahead.

Why it matters:
Plans slip. One that may not slip at all will be late.

Bad:

    kind: project
    tasks:
      build: {duration: 15d}
      launch: {milestone: true, after: build, due: 2026-03-02, commitment: committed}  # <- here

Good:

    kind: project
    tasks:
      build: {duration: 15d}
      launch: {milestone: true, after: build, due: 2026-03-09, commitment: committed}

How to fix or allow:
Promise a later day, or take something out.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.insights.promises import forecast_of, say_promise
from pmctl.insights.relations import home_of
from pmctl.insights.states import is_over
from pmctl.model.item import spot
from pmctl.model.project import Project, Task
from pmctl.plan import Plan
from pmctl.rules.judging.index import late_days
from pmctl.rules.judging.written import items_with

CODE = "PM817"
NAME = "no-buffer"
SEVERITY: Severity = "info"
LOOKS_AT = "schedule"


AHEAD = 10


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Commitments with at most a day of buffer."""
    promises: tuple[Task | Project, ...] = (
        *items_with(plan, Task, "commitment"),
        *items_with(plan, Project, "commitment"),
    )
    for item in promises:
        if item.commitment != "committed" or item.due is None or is_over(plan, item):
            continue
        forecast = forecast_of(plan, item).date
        if (
            forecast is None
            or forecast > item.due.last
            or late_days(plan, home_of(item), plan.today, forecast) <= AHEAD
        ):
            continue
        spare = -late_days(plan, home_of(item), item.due.last, forecast)
        if spare <= 1:
            room = "no working day" if spare == 0 else "one working day"
            message = f"{item.title} is committed for {say_promise(plan, item)}, with {room} to spare"
            yield Diagnostic(CODE, SEVERITY, message, spot(item.source, "due"), "", item.id)
