"""Something is promised, and nobody plans to build it.

What it finds:
Open features that are committed or have a `due` of their own, without `delivered-by` and without
features below.

Why it matters:
A promise that is in no project is kept by nobody.

Bad:

    kind: product
    vision: Buying takes one minute.
    features:
      one-click: {due: 2026-Q2, status: planned}  # <- here

Good:

    # file: products/shop.yaml
    kind: product
    vision: Buying takes one minute.
    features:
      one-click: {due: 2026-Q2, status: planned, delivered-by: checkout}
    # file: projects/checkout.yaml
    kind: project
    product: shop
    tasks:
      build: {duration: 9d}

Near miss:
An idea may have a day that somebody hopes for.

    kind: product
    vision: Buying takes one minute.
    features:
      one-click: {due: 2026-Q4, status: idea, commitment: target}

How to fix or allow:
Name the project or task under `delivered-by`, or take the promise back.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.insights.relations import family
from pmctl.insights.states import is_over
from pmctl.model.item import spot
from pmctl.model.product import Feature
from pmctl.plan import Plan
from pmctl.rules.judging.index import items, unread

CODE = "PM702"
NAME = "promise-without-plan"
SEVERITY: Severity = "warning"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Promised features that no plan delivers; a feature around them may name the plan."""
    for feature in items(plan, Feature):
        promised = feature.due and feature.status not in ("", "idea", "discovery")
        if not (promised or feature.commitment == "committed") or feature.children or is_over(plan, feature):
            continue
        if not any(one.delivered_by or unread(plan, one.source, "delivered-by") for one in family(plan, feature)):
            when = f" for {feature.due.text}" if feature.due else ""
            message = f"{feature.title} is promised{when}, and no plan delivers it"
            key = "due" if feature.due else "commitment"
            hint = "name a project or task under `delivered-by`"
            yield Diagnostic(CODE, SEVERITY, message, spot(feature.source, key), hint, feature.id)
