"""Fewer tasks are finished than were planned to be.

What it finds:
Projects with a baseline in which finished tasks / (tasks that the baseline planned to finish by now,
and tasks that are in no baseline) is below 0.95. What was dropped counts on neither side. Point 14 of
14, the baseline execution index.

Why it matters:
It shows how fast the work really goes.

Bad:

    # file: projects/checkout.yaml
    kind: project  # <- here
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
    # file: baselines/first.yaml
    kind: baseline
    of: checkout
    date: 2026-01-05
    tasks:
      t0: {start: 2026-01-12, finish: 2026-01-12}
      t1: {start: 2026-01-13, finish: 2026-01-13}
      t2: {start: 2026-01-14, finish: 2026-01-14}
      t3: {start: 2026-01-15, finish: 2026-01-15}
      t4: {start: 2026-01-16, finish: 2026-01-16}
      t5: {start: 2026-01-17, finish: 2026-01-17}
      t6: {start: 2026-01-18, finish: 2026-01-18}
      t7: {start: 2026-01-19, finish: 2026-01-19}
      t8: {start: 2026-01-20, finish: 2026-01-20}
      t9: {start: 2026-01-21, finish: 2026-01-21}

Good:

    # file: projects/checkout.yaml
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
    # file: baselines/first.yaml
    kind: baseline
    of: checkout
    date: 2026-01-05
    tasks:
      t0: {start: 2026-03-12, finish: 2026-03-12}
      t1: {start: 2026-03-13, finish: 2026-03-13}
      t2: {start: 2026-03-14, finish: 2026-03-14}
      t3: {start: 2026-03-15, finish: 2026-03-15}
      t4: {start: 2026-03-16, finish: 2026-03-16}
      t5: {start: 2026-03-17, finish: 2026-03-17}
      t6: {start: 2026-03-18, finish: 2026-03-18}
      t7: {start: 2026-03-19, finish: 2026-03-19}
      t8: {start: 2026-03-20, finish: 2026-03-20}
      t9: {start: 2026-03-21, finish: 2026-03-21}

How to fix or allow:
Plan the rest at the speed that is real.
Another threshold is `schedule-quality: {behind-plan: 0.9}` in `pmctl.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.insights.quality.plan import behind_plan
from pmctl.plan import Plan
from pmctl.rules.judging.points import failing, finding

CODE = "PM814"
NAME = "behind-plan"
SEVERITY: Severity = "info"
LOOKS_AT = "schedule"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Projects that finish too little of what was planned."""
    for project, point in failing(plan, behind_plan):
        words = f"{point.part} finished, {point.whole} planned to be"
        message = f"the baseline execution index of {project.title} is {float(point.value or 0):.2f}: {words}"
        yield finding(CODE, SEVERITY, plan, project, point, message, f"{float(point.limit or 0):g} is the least")
