"""Too few links are plain ones.

What it finds:
Projects in which less than 90 % of the links go from finish to start. Point 4 of 14.

Why it matters:
Links between starts or between finishes are hard to follow, and often hide that tasks should be
split.

Bad:

    kind: project  # <- here
    tasks:
      t0: {effort: 1d}
      t1: {effort: 1d, after: t0 SS + 1d}
      t2: {effort: 1d, after: t1 SS + 1d}
      t3: {effort: 1d, after: t2 SS + 1d}
      t4: {effort: 1d, after: t3 SS + 1d}
      t5: {effort: 1d, after: t4 SS + 1d}
      t6: {effort: 1d, after: t5 SS + 1d}
      t7: {effort: 1d, after: t6 SS + 1d}
      t8: {effort: 1d, after: t7 SS + 1d}
      t9: {effort: 1d, after: t8 SS + 1d}

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
Split tasks so that one can end before the other begins.
Another threshold is `schedule-quality: {link-kinds: 80%}` in `pmctl.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.insights.quality.links import link_kinds
from pmctl.insights.quality.points import say_part
from pmctl.plan import Plan
from pmctl.rules.judging.points import failing, finding, first_of

CODE = "PM804"
NAME = "link-kinds"
SEVERITY: Severity = "info"
LOOKS_AT = "schedule"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Projects with too few links from finish to start."""
    for project, point in failing(plan, link_kinds):
        message = f"{say_part(len(point.found), point.whole)} links of {project.title} are not from finish to start"
        yield finding(CODE, SEVERITY, plan, project, point, message, first_of(point))
