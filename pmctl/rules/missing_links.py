"""Too many tasks stand beside the network.

What it finds:
Projects in which more than 5 % of the unfinished tasks have no predecessor or no successor. The first
task (or milestone) of the project and the last are let pass; what was dropped is no link. Point 1 of
14.

Why it matters:
A task that nothing waits for can slip without anybody noticing.

Bad:

    kind: project  # <- here
    tasks:
      t0: {effort: 1d}
      t1: {effort: 1d}
      t2: {effort: 1d}
      t3: {effort: 1d}
      t4: {effort: 1d}
      t5: {effort: 1d}
      t6: {effort: 1d}
      t7: {effort: 1d}
      t8: {effort: 1d}
      t9: {effort: 1d}

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
Add the links; a milestone at the end may gather what nothing else waits for.
Another threshold is `schedule-quality: {missing-links: 10%}` in `pmctl.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.insights.quality.links import missing_links
from pmctl.insights.quality.points import say_part
from pmctl.plan import Plan
from pmctl.rules.judging.points import failing, finding, is_read, usual

CODE = "PM801"
NAME = "missing-links"
SEVERITY: Severity = "info"
LOOKS_AT = "schedule"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Projects with too many loose ends."""
    for project, point in failing(plan, missing_links):
        if not is_read(plan, project, "after"):
            continue
        message = f"{say_part(point.part, point.whole)} tasks of {project.title} have no predecessor or no successor"
        yield finding(CODE, SEVERITY, plan, project, point, message, usual(point))
