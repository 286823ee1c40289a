"""Somebody says better of a project than the plan does.

What it finds:
Projects and products whose latest update claims a health that is better than the computed one.

Why it matters:
Either the reporter knows something that is not in the plan, or the readers are told a story.

Bad:

    kind: project
    start: 2026-01-05
    due: 2026-02-11
    updates:
      2026-02-09: {health: green, text: All is well}  # <- here
    tasks:
      build: {duration: 30d, started: 2026-02-09}

Good:

    kind: project
    start: 2026-01-05
    due: 2026-02-11
    updates:
      2026-02-09: {health: red, text: We will be six weeks late}
    tasks:
      build: {duration: 30d, started: 2026-02-09}

How to fix or allow:
Bring the plan up to date, or the report.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.insights.health.verdict import health_of
from pmctl.model.item import spot
from pmctl.plan import Plan
from pmctl.rules.judging.index import say_list

CODE = "PM524"
NAME = "reported-too-good"
SEVERITY: Severity = "info"
LOOKS_AT = "schedule"


RANK = {"green": 0, "amber": 1, "red": 2}


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Claims above what is computed."""
    for document in plan.workspace.documents.values():
        if not document.updates:
            continue
        health = health_of(plan, document.id)
        said = health.reported
        if said and said.health in RANK and health.level in RANK and RANK[said.health] < RANK[health.level]:
            worst = [dimension.name for dimension in health.dimensions if dimension.level == health.level]
            message = f"{document.title} is reported {said.health}, and computed {health.level} ({say_list(worst)})"
            yield Diagnostic(CODE, SEVERITY, message, spot(said.source, "health"), "", document.id)
