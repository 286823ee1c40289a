"""Nothing says when a task may start.

What it finds:
Open tasks with predecessors that hold only their finish (links of kind FF and SF), without a typed
`start` or `not-before`.

Why it matters:
When the task takes longer, it does not end later: it seems to have begun earlier. A delay of what
comes before does not reach its start either.

Bad:

    kind: project
    tasks:
      build: {effort: 5d}
      papers: {effort: 2d, after: build FF}  # <- here

Good:

    kind: project
    tasks:
      build: {effort: 5d}
      papers: {effort: 2d, after: [build SS + 1d, build FF]}

Near miss:
Milestones start when they finish.

    kind: project
    tasks:
      build: {effort: 5d}
      ready: {milestone: true, after: build FF}

How to fix or allow:
Add the link that its start waits for.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.insights.links import all_but, all_links
from pmctl.insights.relations import waits_of, with_members
from pmctl.model.item import spot
from pmctl.plan import Plan
from pmctl.rules.judging.index import open_leaves

CODE = "PM820"
NAME = "dangling-start"
SEVERITY: Severity = "info"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Open work of which links hold the finish alone."""
    links = all_links(plan)
    ending = links.of_kinds("FF", "SF")
    waiting = with_members(plan, [links.afters[number] for number in ending])
    held = with_members(plan, all_but(links.afters, [*ending, *links.of_nothing]))
    for task in open_leaves(plan) if waiting else ():
        if task.id not in waiting or task.id in held:
            continue
        if not (task.milestone or task.started or task.start or task.not_before):
            holds_finish = waits_of(plan, task)
            message = f"no link says when {task.title} may start: `{holds_finish[0].link.text}` holds its finish"
            yield Diagnostic(CODE, SEVERITY, message, spot(task.source, "after"), "add what it waits for", task.id)
