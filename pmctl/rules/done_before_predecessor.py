"""A task is done although what it waits for is not.

What it finds:
Tasks of category done with a finish-to-start or finish-to-finish link to a task that is still open.

Why it matters:
Either the link is not real, or the report is not: the rest of the plan is computed from both.

Bad:

    kind: project
    tasks:
      design: {effort: 2d}
      build: {effort: 3d, after: design, status: done, started: 2026-02-02, finished: 2026-02-04}  # <- here

Good:

    kind: project
    tasks:
      design: {effort: 2d, status: done, started: 2026-01-29, finished: 2026-01-30}
      build: {effort: 3d, after: design, status: done, started: 2026-02-02, finished: 2026-02-04}

Near miss:
It waited for the start only.

    kind: project
    tasks:
      design: {effort: 9d, started: 2026-01-29}
      build: {effort: 3d, after: design SS, status: done, started: 2026-02-02, finished: 2026-02-04}

How to fix or allow:
Say that the predecessor is done, or take the link out.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Related, Severity
from pmctl.insights.links import all_links
from pmctl.insights.states import OPEN
from pmctl.model.item import span_of, spot
from pmctl.plan import Plan
from pmctl.rules.judging.index import index

CODE = "PM206"
NAME = "done-before-predecessor"
SEVERITY: Severity = "warning"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Done work behind open work."""
    categories, links, items = index(plan).categories, all_links(plan), plan.workspace.items
    for number in [number for number, after in enumerate(links.afters) if categories.get(after) == "done"]:
        if categories.get(links.befores[number]) in OPEN and links.links[number].kind in ("FS", "FF"):
            task, target = items[links.afters[number]], items[links.befores[number]]
            message = f"{task.title} is done, but {target.title}, which it waits for, is not"
            span = spot(task.source, "after", links.place(number))
            related = (Related(span_of(target), "this is still open"),)
            yield Diagnostic(CODE, SEVERITY, message, span, "is the link real?", task.id, related)
