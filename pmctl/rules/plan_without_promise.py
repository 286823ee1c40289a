"""A project works for a product that does not know of it.

What it finds:
Projects with a `product` that no feature of it names under `delivered-by`, nor any of their tasks.

Why it matters:
The work is on no roadmap: nobody outside waits for it, or they do and cannot see it.

Bad:

    # file: products/shop.yaml
    kind: product
    vision: Buying takes one minute.
    features:
      one-click: {}
    # file: projects/checkout.yaml
    kind: project
    product: shop  # <- here
    tasks:
      build: {duration: 9d}

Good:

    # file: products/shop.yaml
    kind: product
    vision: Buying takes one minute.
    features:
      one-click: {delivered-by: checkout}
    # file: projects/checkout.yaml
    kind: project
    product: shop
    tasks:
      build: {duration: 9d}

How to fix or allow:
Name the project under `delivered-by` of the features that it builds.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.insights.relations import deliveries
from pmctl.model.item import spot
from pmctl.model.product import Feature
from pmctl.model.project import Project
from pmctl.plan import Plan
from pmctl.rules.judging.index import items

CODE = "PM703"
NAME = "plan-without-promise"
SEVERITY: Severity = "info"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Projects that no feature of their product names; a product without features has no roadmap yet."""
    mapped = {feature.document for feature in items(plan, Feature)}
    named = {id.partition("/")[0] for id in deliveries(plan)}
    for project in items(plan, Project):
        if project.product in mapped and project.id not in named and project.phase != "closed":
            message = f"no feature of {project.product} is delivered by {project.title}"
            hint = "name it under `delivered-by` of what it builds"
            yield Diagnostic(CODE, SEVERITY, message, spot(project.source, "product"), hint, project.id)
