"""Tasks have less time than they need.

What it finds:
Projects in which any unfinished task has negative float, with how many there are. Point 7 of 14:
none.

Why it matters:
The plan as it stands cannot be kept. Other findings say which promise or date asks too much.

Bad:

    kind: project  # <- here
    due: 2026-02-13
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

Good:

    kind: project
    due: 2026-03-31
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
Mend what the other findings name, or agree on new dates.
Another threshold is `schedule-quality: {tasks-without-time: 2%}` in `pmctl.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.insights.quality.dates import tasks_without_time
from pmctl.insights.quality.points import say_part
from pmctl.plan import Plan
from pmctl.rules.judging.points import failing, finding, first_of

CODE = "PM807"
NAME = "tasks-without-time"
SEVERITY: Severity = "info"
LOOKS_AT = "schedule"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Projects with negative float."""
    for project, point in failing(plan, tasks_without_time):
        message = f"{say_part(point.part, point.whole)} tasks of {project.title} have negative float"
        yield finding(CODE, SEVERITY, plan, project, point, message, f"{first_of(point)}, {point.found[0].text}")
