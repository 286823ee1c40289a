"""A project comes to its end and leaves nothing behind.

What it finds:
Projects in closing without `lessons` or without `handover`.

Why it matters:
After the last day nobody remembers, and nobody knows who runs the result.

Bad:

    kind: project
    phase: closing  # <- here
    tasks:
      design: {effort: 2d}

Good:

    kind: project
    phase: closing
    tasks:
      design: {effort: 2d}
    lessons:
      texts: {name: Texts took longest, recommendation: Begin with them}
    handover:
      support: {to: Support}

How to fix or allow:
Add what was learned and who takes the result over.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.model.item import spot
from pmctl.model.project import Project
from pmctl.plan import Plan
from pmctl.rules.judging.index import items, say_list

CODE = "PM520"
NAME = "closing-without-lessons"
SEVERITY: Severity = "info"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Closing projects without lessons or hand-over."""
    for project in items(plan, Project):
        if project.phase == "closing":
            missing = [f"no `{key}`" for key in ("lessons", "handover") if not project.members.get(key)]
            if missing:
                message = f"{project.title} is closing with {say_list(missing)}"
                yield Diagnostic(CODE, SEVERITY, message, spot(project.source, "phase"), "", project.id)
