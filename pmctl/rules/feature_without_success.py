"""A feature was shipped, and nobody can say whether it worked.

What it finds:
Shipped features without `success`, in a product that has key results or metrics.

Why it matters:
Shipped is not the end: what counts is what changed.

Bad:

    kind: product
    vision: Buying takes one minute.
    metrics:
      conversion: {from: 3.6, target: 4.2}
    features:
      one-click: {status: shipped, outcome: {due: 2026-07-01}}  # <- here

Good:

    kind: product
    vision: Buying takes one minute.
    metrics:
      conversion: {from: 3.6, target: 4.2}
    features:
      one-click: {status: shipped, success: conversion, outcome: {due: 2026-07-01}}

How to fix or allow:
Name a key result or a metric under `success`.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.insights.relations import family
from pmctl.model.item import span_of
from pmctl.model.product import Feature, KeyResult, Metric
from pmctl.plan import Plan
from pmctl.rules.judging.index import items, unread

CODE = "PM604"
NAME = "feature-without-success"
SEVERITY: Severity = "warning"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Shipped features without a measure."""
    measured = {one.document for one in (*items(plan, KeyResult), *items(plan, Metric))}
    for feature in items(plan, Feature):
        if feature.status != "shipped" or feature.document not in measured or feature.type in ("fix", "debt"):
            continue
        if not any(one.success or unread(plan, one.source, "success") for one in family(plan, feature)):
            message = f"the feature {feature.title} is shipped, and nobody said what success is"
            hint = "name a key result under `success`"
            yield Diagnostic(CODE, SEVERITY, message, span_of(feature), hint, feature.id)
