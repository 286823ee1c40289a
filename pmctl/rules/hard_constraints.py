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
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.model.item import span_of
from pmctl.model.project import Task
from pmctl.plan import Plan
from pmctl.rules.points import bases, share

CODE = "PM805"
NAME = "hard-constraints"
SEVERITY: Severity = "info"
LOOKS_AT = "schedule"


HARD = frozenset(("MSO", "MFO", "SNLT", "FNLT"))


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Projects with more than 5 % of hard dates; what has begun keeps its dates anyway."""
    for base in bases(plan):
        hard = [task for task in base.tasks if not task.started and _is_hard(task)]
        if len(hard) * 20 > len(base.tasks):
            message = f"{share(len(hard), len(base.tasks))} tasks of {base.project.title} have a date that never moves"
            hint = f"such as {hard[0].key}; at most 5% are usual"
            yield Diagnostic(CODE, SEVERITY, message, span_of(base.project), hint, base.project.id)


def _is_hard(task: Task) -> bool:
    return bool(task.start or task.finish or (task.constraint and task.constraint.type in HARD))
