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

from collections.abc import Iterable, Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.insights.links import Links, all_links
from pmctl.insights.relations import written_links
from pmctl.model.item import spot
from pmctl.model.project import Task
from pmctl.plan import Plan

CODE = "PM225"
NAME = "duplicate-link"
SEVERITY: Severity = "warning"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Links that repeat another one of the same task."""
    for id in _with_repetitions(all_links(plan)):
        task = plan.workspace.items[id]
        seen: set[tuple[str, str]] = set()
        for wait in written_links(plan, task) if isinstance(task, Task) else ():
            key = (wait.before, wait.link.kind)
            if key in seen and isinstance(wait.target, Task):
                message = f"{task.title} waits for `{wait.link.target}` twice"
                span = spot(task.source, "after", wait.place)
                yield Diagnostic(CODE, SEVERITY, message, span, "keep the link that is meant", task.id)
            seen.add(key)


def _with_repetitions(links: Links) -> Iterable[str]:
    """Who waits by several links for the same: full ids."""
    last: dict[str, str] = {}
    found: dict[str, None] = {}
    for after, before in zip(links.afters, links.befores, strict=True):
        if last.get(before) == after:
            found[after] = None
        last[before] = after
    return found
