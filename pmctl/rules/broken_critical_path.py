"""The end of the project does not hang on its work.

What it finds:
Projects whose last task is held by a typed date (`start`, `finish`, an event, a hard constraint),
so that delays before it do not move the end. Point 12 of 14, judged by what holds each step of the
path.

Why it matters:
A delay would show nowhere until it is too late.

Bad:

    kind: project  # <- here
    tasks:
      t0: {effort: 1d}
      t1: {effort: 1d, after: t0}
      t2: {effort: 1d, after: t1}
      t3: {effort: 1d, after: t2}
      t4: {effort: 1d, after: t3}
      t5: {effort: 1d, after: t4, start: 2026-06-01}
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
Take the date out of the path, or make it a `due`.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Related, Severity
from pmctl.model.item import span_of
from pmctl.plan import Plan
from pmctl.rules.points import bases

CODE = "PM812"
NAME = "broken-critical-path"
SEVERITY: Severity = "info"
LOOKS_AT = "schedule"


PINS = ("constraint", "event", "fixed")


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Projects whose path to the end stops at a typed date."""
    tasks = plan.schedule.tasks
    for base in bases(plan):
        dated = [tasks[task.id] for task in base.tasks if task.id in tasks]
        at = max(dated, key=lambda row: (row.finish, row.id), default=None)
        seen: set[str] = set()
        while at is not None and at.driver is not None and at.id not in seen:
            seen.add(at.id)
            if at.driver.kind in PINS and at.driver.detail not in ("SNET", "FNET"):
                message = f"the end of {base.project.title} hangs on the typed date of {at.id}"
                hint = "a delay before it would not show"
                related = (Related(span_of(plan.workspace.items[at.id]), "the date"),)
                yield Diagnostic(CODE, SEVERITY, message, span_of(base.project), hint, base.project.id, related)
                break
            at = tasks.get(at.driver.item)
