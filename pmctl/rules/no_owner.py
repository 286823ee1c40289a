"""Work that nobody answers for.

What it finds:
Open tasks of a project in execution without `owner` and without anybody in `assign`, neither
themselves nor the groups around them. Milestones and the work of outsiders are left out.

Why it matters:
What is everybody's is nobody's: it is in no list of work, and late without anybody noticing.

Bad:

    kind: project
    phase: execution
    tasks:
      design: {effort: 2d}  # <- here

Good:

    # file: people.yaml
    kind: people
    people:
      ana: {}
      bo: {}
    # file: projects/checkout.yaml
    kind: project
    phase: execution
    tasks:
      design: {effort: 2d, owner: ana}
      build:
        owner: bo
        tasks:
          api: {effort: 3d}

Near miss:
The project is still being planned.

    kind: project
    phase: planning
    tasks:
      design: {effort: 2d}

How to fix or allow:
Name an `owner`, at the task or at its group.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.insights.relations import groups_above
from pmctl.model.item import span_of
from pmctl.model.project import Project
from pmctl.plan import Plan
from pmctl.rules.judging.index import items, ownerless

CODE = "PM301"
NAME = "no-owner"
SEVERITY: Severity = "warning"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Open work in execution that names nobody."""
    running = {project.id for project in items(plan, Project) if project.phase == "execution"}
    for task in ownerless(plan):
        if task.document in running and not any(group.owner for group in groups_above(plan, task)):
            hint = "add `owner:`, here or at its group"
            yield Diagnostic(CODE, SEVERITY, f"nobody owns {task.title}", span_of(task), hint, task.id)
