"""Work has neither people nor a cost.

What it finds:
Projects that name people, in which unfinished tasks of a day or more have neither an owner nor an
assignment nor a cost. Point 10 of 14.

Why it matters:
Their load counts for nobody, and their cost for nothing.

Bad:

    # file: people.yaml
    kind: people
    people:
      ana: {}
    # file: projects/checkout.yaml
    kind: project  # <- here
    tasks:
      t0: {effort: 1d, owner: ana}
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

    # file: people.yaml
    kind: people
    people:
      ana: {}
    # file: projects/checkout.yaml
    kind: project
    tasks:
      all:
        owner: ana
        tasks:
          t0: {effort: 1d, owner: ana}
          t1: {effort: 1d, after: t0, owner: ana}
          t2: {effort: 1d, after: t1, owner: ana}
          t3: {effort: 1d, after: t2, owner: ana}
          t4: {effort: 1d, after: t3, owner: ana}
          t5: {effort: 1d, after: t4, owner: ana}
          t6: {effort: 1d, after: t5, owner: ana}
          t7: {effort: 1d, after: t6, owner: ana}
          t8: {effort: 1d, after: t7, owner: ana}
          t9: {effort: 1d, after: t8, owner: ana}

How to fix or allow:
Name who does it.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.insights.quality.links import work_without_people
from pmctl.insights.quality.points import say_part
from pmctl.plan import Plan
from pmctl.rules.judging.points import bases, finding, first_of, is_read

CODE = "PM810"
NAME = "work-without-people"
SEVERITY: Severity = "info"
LOOKS_AT = "schedule"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Staffed projects with work of nobody."""
    for base in bases(plan):
        point = work_without_people(plan, base.project.id)
        if 0 < point.part < point.whole and is_read(plan, base.project, "assign", "owner", "cost"):
            message = (
                f"{say_part(point.part, point.whole)} tasks of {base.project.title} have neither people nor a cost"
            )
            yield finding(CODE, SEVERITY, plan, base.project, point, message, first_of(point))
