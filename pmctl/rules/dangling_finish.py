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
from pmctl.insights.links import all_but, all_links
from pmctl.insights.relations import groups_above, wait_at, with_members
from pmctl.model.item import span_of
from pmctl.plan import Plan
from pmctl.rules.judging.index import open_leaves

CODE = "PM821"
NAME = "dangling-finish"
SEVERITY: Severity = "info"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Open work of which others wait for the start alone."""
    links = all_links(plan)
    numbers = links.of_kinds("SS", "SF")
    of_start = {links.befores[number]: number for number in reversed(numbers)}  # of several the first
    begun, needed = with_members(plan, of_start), with_members(plan, all_but(links.befores, numbers))
    for task in open_leaves(plan) if begun else ():
        if task.id not in begun or task.id in needed or task.milestone:
            continue
        around = (task.id, *(group.id for group in groups_above(plan, task)), task.document)
        first = wait_at(plan, next(of_start[id] for id in around if id in of_start))
        message = f"nothing waits for {task.title} to end, only for its start"
        related = (Related(span_of(first.item), f"waits for `{first.link.text}`"),)
        yield Diagnostic(CODE, SEVERITY, message, span_of(task), "what needs its result?", task.id, related)
