"""A product that does not say what it is for.

What it finds:
Products without `vision`.

Why it matters:
Every choice of a feature asks for it.

Bad:

    kind: product  # <- here
    features:
      one-click: {}

Good:

    kind: product
    vision: Buying takes one minute.
    features:
      one-click: {}

How to fix or allow:
Add one sentence under `vision`.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.model.item import span_of
from pmctl.model.product import Product
from pmctl.plan import Plan
from pmctl.rules.judging.index import items, unread

CODE = "PM601"
NAME = "no-vision"
SEVERITY: Severity = "warning"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Products without a vision."""
    for product in items(plan, Product):
        if not product.vision and product.stage != "retired" and not unread(plan, product.source, "vision"):
            message = f"the product {product.title} has no vision"
            yield Diagnostic(CODE, SEVERITY, message, span_of(product), "add one sentence: `vision:`", product.id)
