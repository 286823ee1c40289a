"""The end of the project does not hang on its work.

What it finds:
Projects whose end does not move when a task at the head of the path takes 600 working days longer:
a typed date on the way (`start`, `finish`, an event, a hard constraint), or a link that does not
begin at a finish, holds it. Point 12 of 14, tried by rescheduling.

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
from pmctl.insights.quality.points import Point, say_limit
from pmctl.insights.quality.probe import broken_critical_path, surely_follows
from pmctl.plan import Plan
from pmctl.quantity import print_days
from pmctl.rules.judging.points import failing, finding

CODE = "PM812"
NAME = "broken-critical-path"
SEVERITY: Severity = "info"
LOOKS_AT = "schedule"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Projects whose end does not follow a delay."""
    for project, point in failing(plan, _judge):
        moved = print_days(int((point.value or 0) * plan.workspace.units.day), plan.workspace.units)
        delay = say_limit(plan, "probe")
        message = f"the end of {project.title} does not hang on its work: {delay} more move it by {moved}"
        hint = f"{point.found[0].item} was made longer; a delay would not show"
        yield finding(CODE, SEVERITY, plan, project, point, message, hint)


def _judge(plan: Plan, document: str) -> Point:
    """The point of a project; of one that surely passes no more than that."""
    return Point("pass") if surely_follows(plan, document) else broken_critical_path(plan, document)
