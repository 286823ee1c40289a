"""A project is closed, and its result is not handed over.

What it finds:
Projects of phase closed with a `handover` that nobody has accepted.

Why it matters:
What nobody has taken over is run by nobody.

Bad:

    kind: project
    phase: closed
    tasks:
      train: {effort: 2d, status: done, finished: 2026-02-06}
    handover:
      support: {name: Hand-over to support, to: Support, tasks: train}  # <- here

Good:

    # file: people.yaml
    kind: people
    people:
      mia: {}
    # file: projects/checkout.yaml
    kind: project
    phase: closed
    tasks:
      train: {effort: 2d, status: done, finished: 2026-02-06}
    handover:
      support: {to: Support, tasks: train, accepted: {by: mia, date: 2026-02-09}}

How to fix or allow:
Let whoever takes it over accept it: `accepted: {by, date}`.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.model.control import Handover
from pmctl.model.item import span_of
from pmctl.model.project import Project
from pmctl.plan import Plan
from pmctl.rules.judging.index import document_of, items

CODE = "PM511"
NAME = "handover-open"
SEVERITY: Severity = "error"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Hand-overs of closed projects that are not accepted."""
    for handover in items(plan, Handover):
        project = document_of(plan, handover)
        if (
            isinstance(project, Project)
            and project.phase == "closed"
            and not any(one.date for one in handover.accepted)
        ):
            to = f" to {handover.to}" if handover.to else ""
            message = f"{project.title} is closed, and {handover.title}{to} is not accepted"
            hint = "add `accepted: {by, date}`"
            yield Diagnostic(CODE, SEVERITY, message, span_of(handover), hint, handover.id)
