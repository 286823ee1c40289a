"""Nearly every task is critical.

What it finds:
Projects with ten or more unfinished tasks of which more than four in five are critical.

Why it matters:
Where everything is urgent, nobody knows what to do first; mostly all tasks stand in one row
although some could be done beside each other.

Bad:

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

Good:

    kind: project
    tasks:
      long: {duration: 20d}
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
Ask of each link whether it is real.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.insights.quality.points import say_part
from pmctl.model.item import span_of
from pmctl.plan import Plan
from pmctl.rules.judging.points import bases

CODE = "PM818"
NAME = "everything-critical"
SEVERITY: Severity = "info"
LOOKS_AT = "schedule"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Projects with more than 80 % of critical tasks."""
    tasks = plan.schedule.tasks
    for base in bases(plan):
        critical = [task for task in base.tasks if task.id in tasks and tasks[task.id].critical]
        if len(critical) * 5 > len(base.tasks) * 4:
            message = f"{say_part(len(critical), len(base.tasks))} tasks of {base.project.title} are critical"
            hint = "must they all be done one after the other?"
            yield Diagnostic(CODE, SEVERITY, message, span_of(base.project), hint, base.project.id)
