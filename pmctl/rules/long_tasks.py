"""Too many tasks are very long.

What it finds:
Projects in which more than 5 % of the unfinished tasks take more than 44 working days. Point 8 of
14.

Why it matters:
Nobody can say where a task of a quarter stands.

Bad:

    kind: project  # <- here
    tasks:
      t0: {duration: 50d}
      t1: {duration: 50d}
      t2: {duration: 50d}
      t3: {duration: 50d}
      t4: {duration: 50d}
      t5: {duration: 50d}
      t6: {duration: 50d}
      t7: {duration: 50d}
      t8: {duration: 50d}
      t9: {duration: 50d}

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
Split them at results that can be seen.
Another threshold is `schedule-quality: {long-tasks: 10%, most-duration: 60d}` in `pmctl.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.insights.quality.dates import long_tasks
from pmctl.insights.quality.points import say_limit, say_part
from pmctl.plan import Plan
from pmctl.rules.judging.points import failing, finding, usual

CODE = "PM808"
NAME = "long-tasks"
SEVERITY: Severity = "info"
LOOKS_AT = "schedule"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Projects with too many very long tasks."""
    for project, point in failing(plan, long_tasks):
        most = say_limit(plan, "most-duration")
        message = f"{say_part(point.part, point.whole)} tasks of {project.title} take more than {most}"
        yield finding(CODE, SEVERITY, plan, project, point, message, usual(point))
