"""A link says what others say already.

What it finds:
Links between open tasks that can never bind: other links lead from the same predecessor to the same
task, none of them shorter. What a typed date pins, or has begun, breaks such a chain; leads do too.

Why it matters:
Whoever moves a task must mend each of its links, and nobody sees which of them matters.

Bad:

    kind: project
    tasks:
      design: {effort: 2d}
      build: {effort: 3d, after: design}
      test: {effort: 1d, after: [design, build]}  # <- here

Good:

    kind: project
    tasks:
      design: {effort: 2d}
      build: {effort: 3d, after: design}
      test: {effort: 1d, after: build}

Near miss:
The longer wait binds, and a date that is pinned wins over its link.

    kind: project
    tasks:
      design: {effort: 2d}
      build: {effort: 3d, after: design}
      test: {effort: 1d, after: [design + 9d, build]}
      fair: {start: 2026-02-11, finish: 2026-02-12, after: design}
      report: {effort: 1d, after: [design, fair]}

How to fix or allow:
Take the link out; nothing moves.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.insights.quality.redundant import redundant_links
from pmctl.model.item import spot
from pmctl.model.project import Task
from pmctl.plan import Plan

CODE = "PM822"
NAME = "redundant-link"
SEVERITY: Severity = "info"
LOOKS_AT = "schedule"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Links that a chain of others implies."""
    for one in redundant_links(plan):
        task = plan.workspace.items[one.item]
        if isinstance(task, Task):
            texts = [link.text for link in task.after]
            place = texts.index(one.text) if one.text in texts else None
            message = f"{task.title} waits for `{one.text}` already through {one.via}"
            hint = "take the link out; nothing moves"
            yield Diagnostic(CODE, SEVERITY, message, spot(task.source, "after", place), hint, task.id)
