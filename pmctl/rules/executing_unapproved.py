"""Work is under way that nobody has approved.

What it finds:
Projects in execution or closing whose charter has no `approved` with a person and a date.

Why it matters:
What is built and what it may cost was never agreed on.

Bad:

    kind: project
    phase: execution  # <- here
    charter: {purpose: Buying shall be easy.}
    tasks:
      design: {effort: 2d}

Good:

    # file: people.yaml
    kind: people
    people:
      mia: {}
    # file: projects/checkout.yaml
    kind: project
    phase: execution
    charter: {purpose: Buying shall be easy., approved: {by: mia, date: 2026-01-09}}
    tasks:
      design: {effort: 2d}

Near miss:
A plan without a charter has nothing to approve.

    kind: project
    phase: execution
    tasks:
      design: {effort: 2d}

How to fix or allow:
Let the sponsor approve it: `approved: {by: mia, date: 2026-01-09}` in the charter.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.model.item import spot
from pmctl.model.project import Project
from pmctl.plan import Plan
from pmctl.rules.judging.index import items

CODE = "PM502"
NAME = "executing-unapproved"
SEVERITY: Severity = "error"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Charters of running projects without consent."""
    for project in items(plan, Project):
        if project.charter is None or project.phase not in ("execution", "closing"):
            continue
        if not any(approval.by and approval.date for approval in project.charter.approved):
            message = f"{project.title} is in {project.phase}, and its charter is not approved"
            hint = "add `approved: {by, date}` to the charter"
            yield Diagnostic(CODE, SEVERITY, message, spot(project.source, "phase"), hint, project.id)
