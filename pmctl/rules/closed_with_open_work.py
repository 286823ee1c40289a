"""A project is closed, and not everything in it is.

What it finds:
Projects of phase closed that hold open work (tasks, issues, actions, decisions, changes) or open risks,
deliverables that nobody accepted, money that has not come or gone, or no lessons; with deliverables, also
no `handover`. `pmctl report closure` lists all of it.

Why it matters:
What is open in a closed project is done by nobody.

Bad:

    kind: project
    phase: closed  # <- here
    tasks:
      design: {effort: 2d, status: done, finished: 2026-02-06}
      build: {effort: 3d}

Good:

    kind: project
    phase: closed
    tasks:
      design: {effort: 2d, status: done, finished: 2026-02-06}
      build: {effort: 3d, status: dropped}
    lessons:
      texts: {name: Texts took longest, recommendation: Begin with them}

Near miss:
A project that is still being closed.

    kind: project
    phase: closing
    tasks:
      build: {effort: 3d}

How to fix or allow:
Finish, drop or move what is open and write down what was learned, or open the project again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pmctl.diagnostic import Diagnostic, Related, Severity
from pmctl.insights.closing import Open, still_open
from pmctl.model.control import Handover
from pmctl.model.item import spot
from pmctl.model.project import Project
from pmctl.plan import Plan
from pmctl.rules.judging.index import items, say_list

CODE = "PM510"
NAME = "closed-with-open-work"
SEVERITY: Severity = "error"
LOOKS_AT = "workspace"


MOST = 20


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Closed projects with what is open in them, each with its place."""
    for project in items(plan, Project):
        # a hand-over that nobody accepted is PM511
        found = [] if project.phase != "closed" else [one for one in still_open(plan, project) if not _is_handover(one)]
        if found:
            message = f"{project.title} is closed, and still open are {say_list(_counts(project, found), 8)}"
            related = tuple(Related(one.span, f"{one.item.kind} {one.item.title}: {one.text}") for one in found[:MOST])
            hint = f"first {found[0].item.id}; `pmctl report closure {project.id}` lists all"
            yield Diagnostic(CODE, SEVERITY, message, spot(project.source, "phase"), hint, project.id, related)


def _is_handover(one: Open) -> bool:
    return isinstance(one.item, Handover)


def _counts(project: Project, found: Sequence[Open]) -> list[str]:
    """`3 tasks`, `1 risk`, and `lessons` where there are none."""
    kinds = [one.item.kind for one in found if one.item is not project]
    counted = [f"{kinds.count(kind)} {kind}{'s' if kinds.count(kind) > 1 else ''}" for kind in dict.fromkeys(kinds)]
    return [*counted, *(one.area for one in found if one.item is project)]
