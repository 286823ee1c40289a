"""Fewer tasks are finished than were planned to be.

What it finds:
Projects with a baseline in which finished tasks / tasks that the baseline planned to finish by now
is below 0.95. Point 14 of 14, the baseline execution index.

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
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.insights.relations import tasks_of
from pmctl.model.item import span_of
from pmctl.plan import Plan
from pmctl.rules.index import index
from pmctl.rules.points import bases, planned_tasks

CODE = "PM814"
NAME = "behind-plan"
SEVERITY: Severity = "info"
LOOKS_AT = "schedule"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Projects with an index below 0.95; finished work that is in no baseline counts on both sides."""
    categories = index(plan).categories
    for base in bases(plan):
        rows = planned_tasks(plan, base.project)
        planned = {f"{base.project.id}/{one.key}" for one in rows if one.finish and one.finish.last <= plan.today}
        if not planned:
            continue
        frozen = {f"{base.project.id}/{one.key}" for one in rows}
        done = {
            task.id for task in tasks_of(plan, base.project.id) if categories[task.id] == "done" and not task.is_group
        }
        due = len(planned) + len(done - frozen)
        if Fraction(len(done), due) < Fraction(95, 100):
            words = f"{len(done)} finished, {due} planned to be"
            message = f"the baseline execution index of {base.project.title} is {len(done) / due:.2f}: {words}"
            yield Diagnostic(CODE, SEVERITY, message, span_of(base.project), "0.95 is the least", base.project.id)
