"""Too many tasks have time without end.

What it finds:
Projects in which more than 5 % of the unfinished tasks have a total float above 44 working days.
Point 6 of 14.

Why it matters:
So much float mostly means that a link to what needs the task is missing.

Bad:

    kind: project  # <- here
    tasks:
      long: {duration: 60d}
      t0: {duration: 1d}
      t1: {duration: 1d}
      t2: {duration: 1d}
      t3: {duration: 1d}
      t4: {duration: 1d}
      t5: {duration: 1d}
      t6: {duration: 1d}
      t7: {duration: 1d}
      t8: {duration: 1d}
      t9: {duration: 1d}

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
Add the links to what needs these tasks.
Another threshold is `schedule-quality: {high-float: 10%, most-float: 60d}` in `pmctl.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.insights.quality.dates import high_float
from pmctl.insights.quality.points import say_limit, say_part
from pmctl.plan import Plan
from pmctl.rules.judging.points import failing, finding, first_of

CODE = "PM806"
NAME = "high-float"
SEVERITY: Severity = "info"
LOOKS_AT = "schedule"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Projects with too much float."""
    for project, point in failing(plan, high_float):
        most = say_limit(plan, "most-float")
        message = f"{say_part(point.part, point.whole)} tasks of {project.title} have more than {most} of float"
        yield finding(CODE, SEVERITY, plan, project, point, message, f"{first_of(point)}; is a link missing?")
