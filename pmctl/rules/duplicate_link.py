"""A task names the same predecessor twice.

What it finds:
Two links of one task to the same item, of the same kind.

Why it matters:
Only the longer one counts; who takes the other out wonders why nothing moves.

Bad:

    kind: project
    tasks:
      design: {effort: 2d}
      build: {effort: 3d, after: [design, design + 2d]}  # <- here

Good:

    kind: project
    tasks:
      design: {effort: 2d}
      build: {effort: 3d, after: design + 2d}

Near miss:
Two links of different kinds.

    kind: project
    tasks:
      design: {effort: 2d}
      build: {effort: 3d, after: [design SS + 1d, design FF]}

How to fix or allow:
Keep the one that is meant.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.insights.relations import written_links
from pmctl.model.item import spot
from pmctl.model.project import Task
from pmctl.plan import Plan
from pmctl.rules.judging.index import waiting_tasks

CODE = "PM225"
NAME = "duplicate-link"
SEVERITY: Severity = "warning"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Links that repeat another one of the same task."""
    for task, meant in waiting_tasks(plan):
        if len(meant) == len(set(meant)):
            continue
        seen: set[tuple[str, str]] = set()
        for wait in written_links(plan, task):
            key = (wait.before, wait.link.kind)
            if key in seen and isinstance(wait.target, Task):
                message = f"{task.title} waits for `{wait.link.target}` twice"
                span = spot(task.source, "after", wait.place)
                yield Diagnostic(CODE, SEVERITY, message, span, "keep the link that is meant", task.id)
            seen.add(key)
