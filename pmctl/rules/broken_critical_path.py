"""The end of the project does not hang on its work.

What it finds:
Projects whose end does not move when a task at the head of the path takes 600 working days longer:
a typed date on the way (`start`, `finish`, an event, a hard constraint), or a link that does not
begin at a finish, holds it. Point 12 of 14, tried by rescheduling where the path looks like it.

Why it matters:
A delay would show nowhere until it is too late.

Bad:

    kind: project  # <- here
    tasks:
      t0: {effort: 1d}
      t1: {effort: 1d, after: t0}
      t2: {effort: 1d, after: t1}
      t3: {effort: 1d, after: t2}
      t4: {effort: 1d, after: t3}
      t5: {effort: 1d, after: t4, start: 2026-06-01}
      t6: {effort: 1d, after: t5}
      t7: {effort: 1d, after: t6}
      t8: {effort: 1d, after: t7}
      t9: {effort: 1d, after: t8}

Good:

    kind: project
    tasks:
      t0: {effort: 1d}
      t1: {effort: 1d, after: t0}
      t2: {effort: 1d, after: t1}
      t3: {effort: 1d, after: t2}
      t4: {effort: 1d, after: t3}
      t5: {effort: 1d, after: t4}
      t6: {effort: 1d, after: t5}
      t7: {effort: 1d, after: t6}
      t8: {effort: 1d, after: t7}
      t9: {effort: 1d, after: t8}

How to fix or allow:
Take the date out of the path, or make it a `due`; link the finish of what comes before.
Another delay to try is `schedule-quality: {probe: 100d}` in `pmctl.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.insights.quality import Base, say_limit
from pmctl.insights.quality_probe import broken_critical_path
from pmctl.plan import Plan
from pmctl.quantity import print_days
from pmctl.rules.points import bases, finding

CODE = "PM812"
NAME = "broken-critical-path"
SEVERITY: Severity = "info"
LOOKS_AT = "schedule"


PINS = ("constraint", "event", "fixed")
FROM_START = (" SS", " SF")


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Projects whose end does not follow a delay; only those are tried of which it is to be feared."""
    for base in bases(plan):
        if not _may_be_broken(plan, base):
            continue
        point = broken_critical_path(plan, base.project.id)
        if point.verdict == "fail":
            moved = print_days(int((point.value or 0) * plan.workspace.units.day), plan.workspace.units)
            delay = say_limit(plan, "probe")
            message = f"the end of {base.project.title} does not hang on its work: {delay} more move it by {moved}"
            hint = f"{point.found[0].item} was made longer; a delay would not show"
            yield finding(CODE, SEVERITY, plan, base.project, point, message, hint)


def _may_be_broken(plan: Plan, base: Base) -> bool:
    """Does a typed date hold a step of the path to the end, or is only the start of its first task waited for?"""
    tasks = plan.schedule.tasks
    dated = [tasks[task.id] for task in base.tasks if task.id in tasks]
    at = max(dated, key=lambda row: (row.finish, row.id), default=None)
    seen: set[str] = set()
    from_start = False
    while at is not None and at.driver is not None and at.id not in seen:
        seen.add(at.id)
        if at.driver.kind in PINS:
            return True
        if at.driver.item:
            from_start = any(kind in at.driver.detail for kind in FROM_START)
        at = tasks.get(at.driver.item)
    return from_start
