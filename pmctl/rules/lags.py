"""Too many links carry a lag.

What it finds:
Projects in which more than 5 % of the links wait longer than their predecessor takes (`design +
2d`). Point 3 of 14.

Why it matters:
A lag is work, or waiting, that has no name, no owner and no progress.

Bad:

    kind: project  # <- here
    tasks:
      t0: {effort: 1d}
      t1: {effort: 1d, after: t0 + 1d}
      t2: {effort: 1d, after: t1 + 1d}
      t3: {effort: 1d, after: t2 + 1d}
      t4: {effort: 1d, after: t3 + 1d}
      t5: {effort: 1d, after: t4 + 1d}
      t6: {effort: 1d, after: t5 + 1d}
      t7: {effort: 1d, after: t6 + 1d}
      t8: {effort: 1d, after: t7 + 1d}
      t9: {effort: 1d, after: t8 + 1d}

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
Make the waiting a task of its own: `approval: {duration: 3d, external: {party: ...}}`.
Another threshold is `schedule-quality: {lags: 10%}` in `pmctl.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.insights.quality.links import lags
from pmctl.insights.quality.points import say_part
from pmctl.plan import Plan
from pmctl.rules.judging.points import failing, finding, usual

CODE = "PM803"
NAME = "lags"
SEVERITY: Severity = "info"
LOOKS_AT = "schedule"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Projects with too many links with a lag."""
    for project, point in failing(plan, lags):
        message = f"{say_part(point.part, point.whole)} links of {project.title} have a lag"
        yield finding(CODE, SEVERITY, plan, project, point, message, usual(point))
