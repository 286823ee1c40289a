"""The finish of a task drives nothing.

What it finds:
Open tasks for which others wait, but only for their start (links of kind SS and SF).

Why it matters:
However long the task takes, nothing behind it moves: its delay shows nowhere.

Bad:

    kind: project
    tasks:
      dig: {effort: 5d}  # <- here
      lay-pipe: {effort: 4d, after: dig SS + 1d}

Good:

    kind: project
    tasks:
      dig: {effort: 5d}
      lay-pipe: {effort: 4d, after: [dig SS + 1d, dig FF + 1d]}

Near miss:
Something else waits for its end.

    kind: project
    tasks:
      dig: {effort: 5d}
      lay-pipe: {effort: 4d, after: dig SS + 1d}
      ready: {milestone: true, after: [dig, lay-pipe]}

How to fix or allow:
Add the link of what needs its result.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Related, Severity
from pmctl.insights.relations import waited_by, waits, waits_by_before, with_members
from pmctl.model.item import span_of
from pmctl.plan import Plan
from pmctl.rules.judging.index import open_leaves

CODE = "PM821"
NAME = "dangling-finish"
SEVERITY: Severity = "info"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Open work of which others wait for the start alone."""
    of_documents = waits_by_before(plan)
    needed = with_members(plan, {wait.before for wait in waits(plan) if wait.link.kind in ("FS", "FF")})
    for task in open_leaves(plan):
        if task.id in needed or task.milestone:
            continue
        of_start = (*waited_by(plan, task), *of_documents.get(task.document, ()))
        if of_start:
            message = f"nothing waits for {task.title} to end, only for its start"
            behind = plan.workspace.items[of_start[0].after]
            related = (Related(span_of(behind), f"waits for `{of_start[0].link.text}`"),)
            yield Diagnostic(CODE, SEVERITY, message, span_of(task), "what needs its result?", task.id, related)
