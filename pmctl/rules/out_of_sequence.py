"""Work began before what it waits for allows.

What it finds:
Open tasks whose `started` is earlier than a link of kind FS or SS allows: the predecessor is still
open, or ended (began) later. What happened on the same day is let pass.

Why it matters:
The rest of the work waits for the predecessor all the same. Either the link is not real, or work
was begun that may have to be done again.

Bad:

    kind: project
    tasks:
      design: {effort: 5d, started: 2026-02-02, remaining: 1d}
      build: {effort: 5d, after: design, started: 2026-02-05, remaining: 4d}  # <- here

Good:

    kind: project
    tasks:
      design: {effort: 5d, status: done, started: 2026-02-02, finished: 2026-02-04}
      build: {effort: 5d, after: design, started: 2026-02-05, remaining: 4d}

Near miss:
It began on the day on which the other ended, or needed it to have begun.

    kind: project
    tasks:
      design: {effort: 5d, status: done, started: 2026-02-02, finished: 2026-02-05}
      build: {effort: 5d, after: design, started: 2026-02-05, remaining: 4d}
      check: {effort: 5d, after: build SS, started: 2026-02-06, remaining: 4d}

How to fix or allow:
Take the link out, make it one of kind SS, or split the task at what could begin.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Related, Severity
from pmctl.insights.relations import Wait, written_links
from pmctl.insights.states import OPEN
from pmctl.model.item import span_of, spot
from pmctl.model.project import Task
from pmctl.plan import Plan
from pmctl.quantity import MINUTES_A_DAY, instant
from pmctl.rules.judging.index import calendar, index, link_float
from pmctl.rules.judging.written import items_with

CODE = "PM823"
NAME = "out-of-sequence"
SEVERITY: Severity = "warning"
LOOKS_AT = "schedule"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Begun work whose start a link forbids."""
    categories = index(plan).categories
    for task in items_with(plan, Task, "started"):
        if categories[task.id] not in OPEN or task.started is None or task.started.first > plan.today:
            continue
        for wait in written_links(plan, task):
            if wait.link.kind not in ("FS", "SS") or categories.get(wait.before) == "dropped":
                continue
            if _is_too_early(plan, task, wait):
                state = "had ended" if wait.link.kind == "FS" else "had begun"
                message = f"{task.title} began before {wait.target.title} {state}"
                span, hint = spot(task.source, "after", wait.place), "is the link real?"
                related = (Related(span_of(wait.target), "what it waits for"),)
                yield Diagnostic(CODE, SEVERITY, message, span, hint, task.id, related)


def _is_too_early(plan: Plan, task: Task, wait: Wait) -> bool:
    """Is the link broken by more than the work of the day on which the task began? Days are all that is written."""
    gap = link_float(plan, wait)
    elapsed = bool(wait.link.lag and wait.link.lag.elapsed)
    return gap is not None and gap < 0 and -gap > _day_of_work(plan, task, elapsed)


def _day_of_work(plan: Plan, task: Task, elapsed: bool) -> int:
    if elapsed or task.started is None:
        return MINUTES_A_DAY
    begins = instant(task.started.first)
    return calendar(plan, task.document).work_between(begins, begins + MINUTES_A_DAY)
