"""A name can be read in two ways.

What it finds:
A reference that means an item of its own document, while a document or another item bears the same
name and would fit too.

Why it matters:
The local item wins. A reader who thinks of the other one reads another plan than the computer.

Bad:

    # file: projects/checkout.yaml
    kind: project
    tasks:
      legal: {effort: 2d}
    risks:
      late: {affects: legal, owner: ana, response: accept}  # <- here
    # file: projects/legal.yaml
    kind: project
    tasks:
      contract: {duration: 2d}
    # file: people.yaml
    kind: people
    people:
      ana: {}

Good:

    # file: projects/checkout.yaml
    kind: project
    tasks:
      legal: {effort: 2d}
    risks:
      late: {affects: checkout/legal}
    # file: projects/legal.yaml
    kind: project
    tasks:
      contract: {duration: 2d}

Near miss:
Only one of the two fits: a deliverable is made by tasks.

    # file: projects/checkout.yaml
    kind: project
    tasks:
      legal: {effort: 2d}
    deliverables:
      paper: {tasks: legal}
    # file: projects/legal.yaml
    kind: project
    tasks:
      contract: {duration: 2d}

How to fix or allow:
Write the full name (`checkout/legal`), or rename one of the two.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.plan import Plan
from pmctl.rules.references import of_sort, span_of_reference

CODE = "PM102"
NAME = "ambiguous-reference"
SEVERITY: Severity = "warning"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Names with two readings that both fit."""
    for problem in of_sort(plan, "both"):
        reference = problem.reference
        span = span_of_reference(reference)
        yield Diagnostic(CODE, SEVERITY, problem.message, span, problem.hint, reference.item, problem.related)
