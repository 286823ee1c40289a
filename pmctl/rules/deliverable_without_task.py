"""Something is promised that no task makes.

What it finds:
Deliverables without `tasks` that are not accepted yet.

Why it matters:
It has no date and no effort, so it is in no plan.

Bad:

    # file: people.yaml
    kind: people
    people:
      ana: {}
    # file: projects/checkout.yaml
    kind: project
    tasks:
      design: {effort: 2d}
    deliverables:
      handbook: {name: Handbook, owner: ana}  # <- here

Good:

    # file: people.yaml
    kind: people
    people:
      ana: {}
    # file: projects/checkout.yaml
    kind: project
    tasks:
      write: {effort: 2d}
    deliverables:
      handbook: {name: Handbook, owner: ana, tasks: write}

How to fix or allow:
Name the tasks that make it.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.model.control import Deliverable
from pmctl.model.item import span_of
from pmctl.plan import Plan
from pmctl.rules.judging.index import items

CODE = "PM519"
NAME = "deliverable-without-task"
SEVERITY: Severity = "warning"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Deliverables that come from nowhere."""
    for deliverable in items(plan, Deliverable):
        if not deliverable.tasks and not deliverable.accepted:
            message = f"no task makes the deliverable {deliverable.title}"
            yield Diagnostic(CODE, SEVERITY, message, span_of(deliverable), "name them in `tasks`", deliverable.id)
