"""A charter that nobody will be able to judge.

What it finds:
Projects with a charter that supports no objective, and charters whose `success` holds no number and
which name no benefit with a target.

Why it matters:
At the end everybody will have another opinion of whether it was worth it.

Bad:

    kind: project
    charter:  # <- here
      purpose: Buying shall be easy.
      success: [Customers are happy]
    tasks:
      design: {effort: 2d}

Good:

    # file: projects/checkout.yaml
    kind: project
    supports: shop/fast
    charter:
      purpose: Buying shall be easy.
      success: [Conversion of 4.2 % for four weeks in a row]
    tasks:
      design: {effort: 2d}
    # file: products/shop.yaml
    kind: product
    vision: Buying takes a minute.
    objectives:
      fast: {name: The fastest checkout, key-results: {minute: {from: 140, target: 60}}}

How to fix or allow:
Say in `success` what will be measured and from which figure on it is enough; name the objective
under `supports`.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.model.item import key_spot
from pmctl.model.project import Project
from pmctl.plan import Plan
from pmctl.rules.judging.index import items, say_list

CODE = "PM501"
NAME = "charter-not-measurable"
SEVERITY: Severity = "warning"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Charters without an aim above them, or without a measure."""
    for project in items(plan, Project):
        charter = project.charter
        if charter is None:
            continue
        measured = any(character.isdigit() for text in charter.success for character in text)
        measured = measured or any(benefit.target for benefit in charter.benefits)
        missing = [] if project.supports else ["it supports no objective"]
        missing += [] if measured else ["no `success` with a number in it"]
        if missing:
            message = f"nobody can measure {project.title}: {say_list(missing)}"
            hint = "name the objective under `supports`, and a figure under `success`"
            yield Diagnostic(CODE, SEVERITY, message, key_spot(project.source, "charter"), hint, project.id)
