"""A project is closed, and not everything in it is.

What it finds:
Projects of phase closed that hold open tasks, risks, issues, actions or changes.

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

How to fix or allow:
Finish, drop or move what is open, or open the project again.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Related, Severity
from pmctl.insights.states import is_open
from pmctl.model.control import Action, Change, Issue, Risk
from pmctl.model.item import Item, span_of, spot
from pmctl.model.project import Project
from pmctl.plan import Plan
from pmctl.rules.judging.index import items, open_leaves, say_list

CODE = "PM510"
NAME = "closed-with-open-work"
SEVERITY: Severity = "error"
LOOKS_AT = "workspace"


MOST = 20


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Closed projects with what is open in them, each with its place."""
    closed = {project.id: project for project in items(plan, Project) if project.phase == "closed"}
    if not closed:
        return
    left: dict[str, list[Item]] = {}
    things = (*items(plan, Risk), *items(plan, Issue), *items(plan, Action))
    waiting = [change for change in items(plan, Change) if change.status in ("", "proposed", "approved")]
    for item in (*open_leaves(plan), *(one for one in things if is_open(plan, one)), *waiting):
        if item.document in closed:
            left.setdefault(item.document, []).append(item)
    for document, found in left.items():
        project = closed[document]
        kinds = [item.kind for item in found]
        said = [f"{kinds.count(kind)} {kind}{'s' if kinds.count(kind) > 1 else ''}" for kind in dict.fromkeys(kinds)]
        message = f"{project.title} is closed, and still open are {say_list(said, 8)}"
        related = tuple(Related(span_of(item), f"{item.kind} {item.title}") for item in found[:MOST])
        hint = f"first {found[0].id}"
        yield Diagnostic(CODE, SEVERITY, message, spot(project.source, "phase"), hint, document, related)
