"""The end of the project hangs on a task that is nobody's.

What it finds:
Open critical tasks without owner and assignment in a project where other tasks have people. In
execution PM301 says it of every task.

Why it matters:
A day lost here is a day lost at the end, and nobody watches.

Bad:

    # file: people.yaml
    kind: people
    people:
      ana: {}
    # file: projects/checkout.yaml
    kind: project
    tasks:
      design: {effort: 2d, owner: ana}
      build: {effort: 3d, after: design}  # <- here

Good:

    # file: people.yaml
    kind: people
    people:
      ana: {}
    # file: projects/checkout.yaml
    kind: project
    tasks:
      design: {effort: 2d, owner: ana}
      build: {effort: 3d, after: design, owner: ana}

Near miss:
A plan that names nobody at all.

    kind: project
    tasks:
      design: {effort: 2d}
      build: {effort: 3d, after: design}

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
from pmctl.rules.judging.index import index, items, ownerless

CODE = "PM310"
NAME = "critical-without-owner"
SEVERITY: Severity = "warning"
LOOKS_AT = "schedule"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Critical work that names nobody."""
    running = {project.id for project in items(plan, Project) if project.phase == "execution"}
    rows = plan.schedule.tasks
    critical = [task for task in ownerless(plan) if (dates := rows.get(task.id)) is not None and dates.critical]
    nobodys = [task for task in critical if task.document not in running]
    staffed = {task.document for task in index(plan).leaves if task.owner or task.assign} if nobodys else ()
    for task in nobodys:
        if task.document in staffed and not any(group.owner for group in groups_above(plan, task)):
            message = f"{task.title} is on the critical path, and nobody owns it"
            yield Diagnostic(CODE, SEVERITY, message, span_of(task), "add `owner:`, here or at its group", task.id)
