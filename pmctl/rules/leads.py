"""Tasks begin before what they wait for has ended.

What it finds:
Projects with links that carry a negative lag (`design - 2d`). Point 2 of 14: none.

Why it matters:
A lead hides a link that nobody wrote: something in the first task must be ready earlier.

Bad:

    kind: project  # <- here
    tasks:
      t0: {effort: 1d}
      t1: {effort: 1d, after: t0}
      t2: {effort: 1d, after: t1}
      t3: {effort: 1d, after: t2}
      t4: {effort: 1d, after: t3}
      t5: {effort: 1d, after: t4 - 4h}
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
Split the predecessor, or use a link of kind SS.
Another threshold is `schedule-quality: {leads: 2%}` in `pmctl.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.insights.quality.links import leads
from pmctl.plan import Plan
from pmctl.rules.judging.points import failing, finding, first_of

CODE = "PM802"
NAME = "leads"
SEVERITY: Severity = "info"
LOOKS_AT = "schedule"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Projects with negative lags."""
    for project, point in failing(plan, leads):
        message = f"{project.title} has {point.part} link{'s' * (point.part > 1)} with a lead"
        yield finding(CODE, SEVERITY, plan, project, point, message, first_of(point))
