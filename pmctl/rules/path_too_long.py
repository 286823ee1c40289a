"""The rest of the path is too long for the promise.

What it finds:
Projects with a `due` whose (length of the path + float of the end) / length is below 0.95. Point 13
of 14, the critical path length index.

Why it matters:
Below 0.95 the promise is rarely kept.

Bad:

    kind: project  # <- here
    due: 2026-02-17
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
Shorten the path, or promise another day.
Another threshold is `schedule-quality: {path-too-long: 0.9}` in `pmctl.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.insights.quality.plan import path_too_long
from pmctl.plan import Plan
from pmctl.rules.judging.points import failing, finding

CODE = "PM813"
NAME = "path-too-long"
SEVERITY: Severity = "info"
LOOKS_AT = "schedule"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Projects with too long a path for their promise."""
    for project, point in failing(plan, path_too_long):
        message = f"the critical path length index of {project.title} is {float(point.value or 0):.2f}: {point.text}"
        yield finding(CODE, SEVERITY, plan, project, point, message, f"{float(point.limit or 0):g} is the least")
