"""Planned dates have passed, and the work is open.

What it finds:
Projects in which unfinished tasks are planned to start or finish before today, or any task has an
actual date (`started`, `finished`) behind it. Point 9 of 14: none.

Why it matters:
The plan was not brought up to date.

Bad:

    kind: project  # <- here
    tasks:
      t0: {duration: 1d, finish: 2026-02-03}
      t1: {effort: 1d, after: t0}
      t2: {effort: 1d, after: t1}
      t3: {effort: 1d, after: t2}
      t4: {effort: 1d, after: t3}
      t5: {effort: 1d, after: t4}
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
Say what happened: `started`, `finished`, or a new date.
Another threshold is `schedule-quality: {dates-in-the-past: 2%}` in `pmctl.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.insights.quality.dates import dates_in_the_past
from pmctl.plan import Plan
from pmctl.rules.judging.points import failing, finding, first_of

CODE = "PM809"
NAME = "dates-in-the-past"
SEVERITY: Severity = "info"
LOOKS_AT = "schedule"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Projects with planned ends before today, or actual dates after it."""
    for project, point in failing(plan, dates_in_the_past):
        message = f"{point.part} task{'s' * (point.part > 1)} of {project.title} have dates on the wrong side of today"
        yield finding(CODE, SEVERITY, plan, project, point, message, first_of(point))
