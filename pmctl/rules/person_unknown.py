"""A key names a person, team or resource that is not there.

What it finds:
Names in `owner`, `assign`, `lead`, `sponsor`, `attendees`, `by` and all other keys that take
people, for whom no file of `kind: people` has an entry. A plan that declares nobody at all may name
whom it likes.

Why it matters:
Nobody is asked: the work is in nobody's list, and its load counts for nobody.

Bad:

    # file: people.yaml
    kind: people
    people:
      ana: {name: Ana Ruiz}
    # file: projects/checkout.yaml
    kind: project
    tasks:
      design: {effort: 2d, owner: anna}  # <- here
      build: {effort: 3d, assign: [ana, bo 50%]}  # <- here

Good:

    # file: people.yaml
    kind: people
    people:
      ana: {name: Ana Ruiz}
      bo: {name: Bo Li}
    # file: projects/checkout.yaml
    kind: project
    tasks:
      design: {effort: 2d, owner: ana}
      build: {effort: 3d, assign: [ana, bo 50%]}

Near miss:
A team owns it, or nobody is declared at all.

    # file: people.yaml
    kind: people
    people:
      ana: {name: Ana Ruiz}
    teams:
      core: {members: ana}
    # file: projects/checkout.yaml
    kind: project
    tasks:
      design: {effort: 2d, owner: core}
    ---
    kind: project
    tasks:
      design: {effort: 2d, owner: anna}

How to fix or allow:
Correct the name, or add the person under `people:`.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.plan import Plan
from pmctl.rules.references import of_sort, span_of_reference

CODE = "PM104"
NAME = "person-unknown"
SEVERITY: Severity = "warning"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Names of people that are nobody's."""
    workspace = plan.workspace
    if not (workspace.people or workspace.teams or workspace.resources):
        return
    for problem in of_sort(plan, "person"):
        place = span_of_reference(problem.reference)
        yield Diagnostic(CODE, SEVERITY, problem.message, place, problem.hint, problem.reference.item)
