"""A typed date stands where a link was meant.

What it finds:
Open tasks without predecessors and with a typed `start`, in a project of four or more tasks, whose
date is the working day on which, or after which, another task of the project ends.

Why it matters:
When the other task moves, this one stays where it is.

Bad:

    kind: project
    tasks:
      design: {duration: 3d}
      build: {duration: 5d, start: 2026-02-13}  # <- here
      test: {duration: 2d, after: build}
      launch: {milestone: true, after: test}

Good:

    kind: project
    tasks:
      design: {duration: 3d}
      build: {duration: 5d, after: design}
      test: {duration: 2d, after: build}
      launch: {milestone: true, after: test}

How to fix or allow:
Say `after:` the task that it waits for, and take the date out; a meeting with a fixed day is fine:
allow it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.insights.promises import last_day
from pmctl.insights.quality.links import with_predecessor
from pmctl.insights.relations import tasks_of
from pmctl.model.item import spot
from pmctl.model.project import Task
from pmctl.plan import Plan
from pmctl.quantity import instant
from pmctl.rules.judging.index import calendar, open_leaves, scheduled

CODE = "PM819"
NAME = "date-instead-of-link"
SEVERITY: Severity = "info"
LOOKS_AT = "workspace"


LEAST = 4


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Starts that fall on the heels of another task."""
    waiting = with_predecessor(plan)
    pinned = [task for task in open_leaves(plan) if task.start and not task.started and task.id not in waiting]
    for task in pinned:
        if task.start is None or task.start.first <= plan.today:
            continue
        others = [one for one in tasks_of(plan, task.document) if not one.is_group and one is not task]
        before = _that_ends_just_before(plan, task, others, task.start.first) if len(others) + 1 >= LEAST else None
        if before:
            message = f"{task.title} starts on a typed date, just when {before.title} ends"
            hint = f"is `after: {before.key}` meant?"
            yield Diagnostic(CODE, SEVERITY, message, spot(task.source, "start"), hint, task.id)


def _that_ends_just_before(plan: Plan, task: Task, others: list[Task], day: date) -> Task | None:
    days = calendar(plan, task.document)
    for other in others:
        dates = scheduled(plan, other.id)
        if (
            dates
            and not other.after
            and dates.start < instant(day)
            and 0 <= days.working_days(last_day(dates), day) <= 1
        ):
            return other
    return None
