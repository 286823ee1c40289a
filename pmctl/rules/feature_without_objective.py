"""A feature that serves no objective.

What it finds:
Planned or building features without `supports` and `success`, their own or those of the feature
around them, in a product that has objectives.

Why it matters:
Strategy that does not choose the work is decoration.

Bad:

    kind: product
    vision: Buying takes one minute.
    objectives:
      fast: {key-results: {minute: {from: 140, target: 60}}}
    features:
      one-click: {status: building}  # <- here

Good:

    kind: product
    vision: Buying takes one minute.
    objectives:
      fast: {key-results: {minute: {from: 140, target: 60}}}
    features:
      one-click: {status: building, supports: fast}

Near miss:
An idea need not serve anything yet, nor a fix.

    kind: product
    vision: Buying takes one minute.
    objectives:
      fast: {key-results: {minute: {from: 140, target: 60}}}
    features:
      one-click: {status: idea}
      logo: {status: building, type: fix}

How to fix or allow:
Name the objective under `supports`, or drop the feature.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.insights.relations import family
from pmctl.model.item import span_of
from pmctl.model.product import Feature, Objective
from pmctl.plan import Plan
from pmctl.rules.judging.index import items

CODE = "PM602"
NAME = "feature-without-objective"
SEVERITY: Severity = "warning"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Features under way that no objective asked for."""
    aimed = {objective.document for objective in items(plan, Objective)}
    for feature in items(plan, Feature):
        if (
            feature.document not in aimed
            or feature.status not in ("planned", "building")
            or feature.type in ("fix", "debt")
        ):
            continue
        if not any(one.supports or one.success for one in family(plan, feature)):
            message = f"the feature {feature.title} serves no objective"
            yield Diagnostic(CODE, SEVERITY, message, span_of(feature), "name one under `supports`", feature.id)
