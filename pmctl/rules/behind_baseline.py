"""Much is later than it was planned.

What it finds:
Projects with a baseline in which more than 5 % of the tasks that it planned to end by now are, or
will be, later. Point 11 of 14.

Why it matters:
What slipped once tends to go on slipping.

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
Find out why, and plan the rest with what you learned; agree on a new baseline.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.insights.promises import last_day
from pmctl.model.item import span_of
from pmctl.plan import Plan
from pmctl.rules.points import bases, planned_tasks, share

CODE = "PM811"
NAME = "behind-baseline"
SEVERITY: Severity = "info"
LOOKS_AT = "schedule"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Projects with more than 5 % of missed baseline finishes."""
    tasks = plan.schedule.tasks
    for base in bases(plan):
        ended = [(one, one.finish.last) for one in planned_tasks(plan, base.project) if one.finish]
        ended = [(one, day) for one, day in ended if day <= plan.today]
        late = [
            one for one, day in ended if (dates := tasks.get(f"{base.project.id}/{one.key}")) and last_day(dates) > day
        ]
        if len(late) * 20 > len(ended):
            message = f"{share(len(late), len(ended))} tasks of {base.project.title} end after their baseline"
            yield Diagnostic(CODE, SEVERITY, message, span_of(base.project), f"such as {late[0].key}", base.project.id)
