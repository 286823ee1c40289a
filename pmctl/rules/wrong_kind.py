"""A key names an item, but of a kind that it cannot take.

What it finds:
References that lead to something else than the key is for: a task that waits for a risk, a feature
that is delivered by a person.

Why it matters:
The reference has no effect.

Bad:

    kind: project
    tasks:
      build: {effort: 3d, after: late}  # <- here
    risks:
      late: {}

Good:

    kind: project
    tasks:
      review: {effort: 1d}
      build: {effort: 3d, after: review}
    risks:
      late: {affects: build}

Near miss:
A task may wait for a whole project.

    # file: projects/checkout.yaml
    kind: project
    tasks:
      build: {effort: 3d, after: legal}
    # file: projects/legal.yaml
    kind: project
    tasks:
      contract: {duration: 2d}

How to fix or allow:
Name an item of the right kind.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.plan import Plan
from pmctl.rules.references import of_sort, span_of_reference

CODE = "PM106"
NAME = "wrong-kind"
SEVERITY: Severity = "error"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """References to items of the wrong kind."""
    for problem in of_sort(plan, "kind"):
        reference = problem.reference
        span = span_of_reference(reference)
        yield Diagnostic(CODE, SEVERITY, problem.message, span, problem.hint, reference.item, problem.related)
