"""Work that only equipment is to do.

What it finds:
Open tasks with an `effort` whose `assign` names nothing but resources.

Why it matters:
Equipment is used, it does not work: nobody's time is planned for the effort.

Bad:

    # file: people.yaml
    kind: people
    resources:
      rig: {name: Test rig}
    # file: projects/checkout.yaml
    kind: project
    tasks:
      load-test: {effort: 3d, assign: rig}  # <- here

Good:

    # file: people.yaml
    kind: people
    resources:
      rig: {name: Test rig}
    # file: projects/checkout.yaml
    kind: project
    tasks:
      load-test: {duration: 3d, assign: rig}

How to fix or allow:
Say `duration`, or name who does the work as well.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.model.item import spot
from pmctl.plan import Plan
from pmctl.rules.judging.index import open_leaves

CODE = "PM315"
NAME = "effort-without-people"
SEVERITY: Severity = "warning"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Effort for equipment alone."""
    resources = plan.workspace.resources
    if not resources:
        return
    for task in open_leaves(plan):
        if not task.effort or task.duration or not task.assign:
            continue
        choices = [choice for assignment in task.assign for choice in assignment.choices]
        if all(choice.kind == "name" and choice.name in resources for choice in choices):
            message = f"{task.title} is {task.effort.text} of work, and only equipment is assigned"
            hint = "say `duration`, or name who does the work"
            yield Diagnostic(CODE, SEVERITY, message, spot(task.source, "assign"), hint, task.id)
