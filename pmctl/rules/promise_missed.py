"""The plan ends later than what is promised.

What it finds:
Open tasks, groups and milestones, and projects, whose forecast lies behind their `due`, counted in
working days of the document's calendar. Work of outsiders has a rule of its own, PM705; features
and releases have PM701.

Why it matters:
Somebody counts on the date. The earlier they hear of it, the more can be done.

Bad:

    kind: project
    tasks:
      build: {duration: 5d}
      launch: {milestone: true, after: build, due: 2026-02-13}  # <- here
    ---
    kind: project
    due: 2026-02-12  # <- here
    tasks:
      build: {duration: 5d}

Good:

    kind: project
    tasks:
      build: {duration: 5d}
      launch: {milestone: true, after: build, due: 2026-02-16}

Near miss:
It is promised for a Saturday and ready on the Monday after, or it is done already.

    kind: project
    tasks:
      build: {duration: 3d, due: 2026-02-14}
      design: {duration: 3d, due: 2026-02-03, status: done, started: 2026-02-02, finished: 2026-02-04}

How to fix or allow:
Bring the work forward (`pmctl show ITEM` names what holds it), or agree on another `due`.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.insights.promises import last_day, say_promise
from pmctl.insights.reasons.causes import busy_until
from pmctl.insights.reasons.links import STARTS, last_leaf, wait_of
from pmctl.model.item import spot
from pmctl.model.project import Task
from pmctl.plan import Plan
from pmctl.quantity import day_of
from pmctl.rules.judging.index import say_date, say_days
from pmctl.rules.judging.missed import Missed, missed
from pmctl.scheduling.schedule import Driver

CODE = "PM203"
NAME = "promise-missed"
SEVERITY: Severity = "warning"
LOOKS_AT = "schedule"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Promises of tasks and projects that the schedule does not keep."""
    for late in missed(plan):
        if isinstance(late.item, Task) and late.item.external:
            continue
        promised, forecast = say_promise(plan, late.item), say_date(plan, late.forecast)
        verb = "was" if late.promised < plan.today else "is"
        message = f"{late.item.title} {verb} promised for {promised}, the plan says {forecast} ({say_days(late.days)})"
        span = spot(late.item.source, "milestone" if late.is_event else "due")
        yield Diagnostic(CODE, SEVERITY, message, span, _hint(plan, late), late.item.id)


def _hint(plan: Plan, late: Missed) -> str:
    """What holds it (the predecessor, whoever is booked), and who knows the whole chain."""
    because = _because(plan, late)
    return (
        f"{because} (`pmctl why {late.item.id}`)" if because else f"`pmctl why {late.item.id}` says what sets the date"
    )


def _because(plan: Plan, late: Missed) -> str:
    driver = plan.schedule.drivers.get(late.item.id)
    if driver is None or not isinstance(late.item, Task):
        return ""
    if driver.kind == "link":
        return _because_of_link(plan, late.item, driver)
    if driver.kind == "booking":
        return f"because {driver.who} works on {driver.item} until {say_date(plan, busy_until(plan, driver))}"
    if driver.kind in ("started", "today") and late.promised >= plan.today:
        return "there is more work left than time"
    return ""


def _because_of_link(plan: Plan, task: Task, driver: Driver) -> str:
    wait = wait_of(plan, task, driver)
    starts = wait is not None and wait.link.kind in STARTS
    before = plan.schedule.tasks[last_leaf(plan, driver.item, "start" if starts else "finish", wait)]
    day = day_of(before.start) if starts else last_day(before)
    name, side = before.id.removeprefix(f"{task.document}/"), "starts" if starts else "ends"
    return f"because {name} {side} on {say_date(plan, day)}"
