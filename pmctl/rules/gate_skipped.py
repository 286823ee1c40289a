"""A phase has begun before the one before it was passed.

What it finds:
Projects that are in a phase behind one of their own `gates` which has no `passed` with a date, and gates
that were passed although a quality check among their criteria has not. A criterion that is the id of a
`quality` item counts by its `result`; any other counts when the gate is passed.

Why it matters:
A gate is a promise not to go on before something is true.

Bad:

    # file: people.yaml
    kind: people
    people:
      mia: {}
    # file: projects/checkout.yaml
    kind: project
    phase: execution  # <- here
    gates:
      planning: {criteria: [The budget is agreed]}
    tasks:
      design: {effort: 2d}
    # file: projects/wallet.yaml
    kind: project
    phase: planning
    gates:
      planning:
        criteria: [risks-reviewed]
        passed: {by: mia, date: 2026-01-30}  # <- here
    quality:
      risks-reviewed: {criterion: Every risk has a response, result: open}
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
from pmctl.insights.gates import Standing, is_behind, standing
from pmctl.model.control import Gate
from pmctl.model.item import span_of, spot
from pmctl.model.project import Project
from pmctl.plan import Plan
from pmctl.rules.judging.index import document_of, items

CODE = "PM509"
NAME = "gate-skipped"
SEVERITY: Severity = "error"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Gates that lie behind the project and are not passed, and those that were passed too early."""
    for gate in items(plan, Gate):
        project, stands = document_of(plan, gate), standing(plan, gate)
        if stands.is_passed and stands.missing:
            message = f"{project.title if project else gate.document}: {stands.text}, and it was passed"
            hint = "take `passed` back, or set the `result` of the check"
            yield Diagnostic(CODE, SEVERITY, message, spot(gate.source, "passed"), hint, gate.id)
        elif isinstance(project, Project) and is_behind(plan, gate) and not stands.is_passed:
            yield _skipped(project, stands)


def _skipped(project: Project, stands: Standing) -> Diagnostic:
    message = f"{project.title} is in {project.phase}, {stands.text}, and nobody has passed it"
    related = (Related(span_of(stands.gate), "the gate"),)
    hint = "add `passed: {by, date}` to the gate"
    return Diagnostic(CODE, SEVERITY, message, spot(project.source, "phase"), hint, project.id, related)
