"""A feature was shipped, and nobody will look at what it did.

What it finds:
Shipped features with a `success` and without `outcome`.

Why it matters:
After the launch comes a decision: go on, change it, keep it, or cut it.

Bad:

    kind: product
    vision: Buying takes one minute.
    metrics:
      conversion: {from: 3.6, target: 4.2}
    features:
      one-click: {status: shipped, success: conversion}  # <- here

Good:

    kind: product
    vision: Buying takes one minute.
    metrics:
      conversion: {from: 3.6, target: 4.2}
    features:
      one-click: {status: shipped, success: conversion, outcome: {due: 2026-07-01}}

How to fix or allow:
Add `outcome: {due: ...}` with the day on which you will look.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.model.item import span_of
from pmctl.model.product import Feature
from pmctl.plan import Plan
from pmctl.rules.judging.index import items, unread

CODE = "PM606"
NAME = "shipped-without-outcome"
SEVERITY: Severity = "warning"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Shipped and measurable features that nobody will judge."""
    for feature in items(plan, Feature):
        if feature.status == "shipped" and feature.success and feature.outcome is None:
            if unread(plan, feature.source, "outcome"):
                continue
            message = f"the feature {feature.title} is shipped, and no day is set to judge it"
            yield Diagnostic(CODE, SEVERITY, message, span_of(feature), "add `outcome: {due: ...}`", feature.id)
