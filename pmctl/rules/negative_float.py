"""Not everything can be kept: there is less time than the work needs.

What it finds:
A document in which open work has negative float although none of its own promises is missed: hard
dates, or documents that wait for it, ask for more than is possible. It points at the first task of
the longest shortage.

Why it matters:
The dates contradict each other. Whoever believes one of them breaks another.

Bad:

    kind: project
    tasks:
      design: {duration: 5d}  # <- here
      review: {duration: 1d, after: design, constraint: {type: MFO, date: 2026-02-12}}

Good:

    kind: project
    tasks:
      design: {duration: 2d}
      review: {duration: 1d, after: design, constraint: {type: MFO, date: 2026-02-12}}

How to fix or allow:
Move the hard date, or shorten what comes before it.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.model.item import span_of
from pmctl.model.project import Task
from pmctl.plan import Plan
from pmctl.rules.judging.index import open_leaves, say_work
from pmctl.rules.judging.missed import missed

CODE = "PM204"
NAME = "negative-float"
SEVERITY: Severity = "warning"
LOOKS_AT = "schedule"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """The worst shortage of each document that no missed promise explains."""
    explained = {late.item.document or late.item.id for late in missed(plan)}
    worst: dict[str, tuple[int, Task]] = {}
    counts: dict[str, int] = {}
    tasks = plan.schedule.tasks
    for task in open_leaves(plan):
        if task.document in explained:
            continue
        dates = tasks.get(task.id)
        if dates is None or dates.total_float >= 0:
            continue
        counts[task.document] = counts.get(task.document, 0) + 1
        if task.document not in worst or dates.total_float < worst[task.document][0]:
            worst[task.document] = (dates.total_float, task)
    for document, (least, task) in worst.items():
        others = f" ({counts[document]} tasks are concerned)" if counts[document] > 1 else ""
        message = f"{task.title} is {say_work(plan, least).removeprefix('-')} short of the time that it needs{others}"
        hint = "a hard date behind it comes too early"
        yield Diagnostic(CODE, SEVERITY, message, span_of(task), hint, task.id)
