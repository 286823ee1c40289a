"""A promised project is under way without a baseline.

What it finds:
Projects in execution that are committed or have a budget, and for which there is no baseline.

Why it matters:
Without what was planned, nobody can say how far the plan has moved, and there is no earned value.

Bad:

    kind: project
    phase: execution  # <- here
    commitment: committed
    due: 2026-03-31
    tasks:
      design: {effort: 2d}

Good:

    # file: projects/checkout.yaml
    kind: project
    phase: execution
    commitment: committed
    due: 2026-03-31
    tasks:
      design: {effort: 2d}
    # file: baselines/first.yaml
    kind: baseline
    of: checkout
    date: 2026-02-02
    tasks: {design: {start: 2026-02-02, finish: 2026-02-03}}

How to fix or allow:
Write a file of `kind: baseline` with the dates that were agreed.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.model.item import spot
from pmctl.model.project import Project
from pmctl.plan import Plan
from pmctl.rules.judging.index import items

CODE = "PM407"
NAME = "no-baseline"
SEVERITY: Severity = "info"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Committed projects in execution that nothing can be compared with."""
    frozen = {baseline.of for baseline in plan.workspace.baselines}
    for project in items(plan, Project):
        promised = project.commitment == "committed" or project.budget
        if project.phase == "execution" and promised and project.id not in frozen:
            message = f"{project.title} is in execution without a baseline"
            hint = "`pmctl baseline set NAME` keeps the dates that were agreed"
            yield Diagnostic(CODE, SEVERITY, message, spot(project.source, "phase"), hint, project.id)
