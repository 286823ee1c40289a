"""A phase has begun before the one before it was passed.

What it finds:
Projects that are in a phase behind one of their own `gates` which has no `passed`.

Why it matters:
A gate is a promise not to go on before something is true.

Bad:

    kind: project
    phase: execution  # <- here
    gates:
      planning: {criteria: [The budget is agreed]}
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
    gates:
      planning: {criteria: [The budget is agreed], passed: {by: mia, date: 2026-01-30}}
    tasks:
      design: {effort: 2d}

Near miss:
The gate of the phase that is still going on.

    kind: project
    phase: planning
    gates:
      planning: {criteria: [The budget is agreed]}
    tasks:
      design: {effort: 2d}

How to fix or allow:
Say who passed the gate and when, or go back to its phase.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Related, Severity
from pmctl.model.control import Gate, QualityCheck
from pmctl.model.item import span_of, spot
from pmctl.model.project import Project
from pmctl.plan import Plan
from pmctl.rules.judging.index import document_of, items, say_list

CODE = "PM509"
NAME = "gate-skipped"
SEVERITY: Severity = "error"
LOOKS_AT = "workspace"


PHASES = ("initiation", "planning", "execution", "closing", "closed")


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Gates that lie behind the project and are not passed."""
    for gate in items(plan, Gate):
        project = document_of(plan, gate)
        if not isinstance(project, Project) or project.phase not in PHASES or gate.key not in PHASES:
            continue
        if PHASES.index(gate.key) < PHASES.index(project.phase) and not any(one.date for one in gate.passed):
            open_checks = [one for one in gate.criteria if _has_failed(plan, gate, one)]
            missing = f": missing {say_list(open_checks)}" if open_checks else ""
            message = f"{project.title} is in {project.phase}, and the gate {gate.key} is not passed{missing}"
            related = (Related(span_of(gate), "the gate"),)
            hint = "add `passed: {by, date}` to the gate"
            yield Diagnostic(CODE, SEVERITY, message, spot(project.source, "phase"), hint, project.id, related)


def _has_failed(plan: Plan, gate: Gate, criterion: str) -> bool:
    """Is the criterion a quality check that has not passed?"""
    check = plan.workspace.items.get(f"{gate.document}/{criterion}")
    return isinstance(check, QualityCheck) and check.result != "pass"
