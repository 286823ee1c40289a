"""Too many dates are nailed down.

What it finds:
Projects in which more than 5 % of the unfinished tasks have a `start`, a `finish` or one of MSO,
MFO, SNLT, FNLT. Point 5 of 14.

Why it matters:
What is nailed down does not move when the plan does, so the plan no longer tells the truth.

Bad:

    kind: project  # <- here
    tasks:
      t0: {effort: 1d}
      t1: {effort: 1d, start: 2026-03-02}
      t2: {effort: 1d, start: 2026-03-03}
      t3: {effort: 1d, start: 2026-03-04}
      t4: {effort: 1d, start: 2026-03-05}
      t5: {effort: 1d, start: 2026-03-06}
      t6: {effort: 1d, start: 2026-03-07}
      t7: {effort: 1d, start: 2026-03-08}
      t8: {effort: 1d, start: 2026-03-09}
      t9: {effort: 1d, start: 2026-03-10}

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
Let links decide; a promise is `due`, a floor is `not-before`.
Another threshold is `schedule-quality: {hard-constraints: 10%}` in `pmctl.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.insights.quality.dates import hard_constraints
from pmctl.insights.quality.points import say_part
from pmctl.plan import Plan
from pmctl.rules.judging.points import failing, finding, usual

CODE = "PM805"
NAME = "hard-constraints"
SEVERITY: Severity = "info"
LOOKS_AT = "schedule"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Projects with too many hard dates."""
    for project, point in failing(plan, hard_constraints):
        message = f"{say_part(point.part, point.whole)} tasks of {project.title} have a date that never moves"
        yield finding(CODE, SEVERITY, plan, project, point, message, usual(point))
