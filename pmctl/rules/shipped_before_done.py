"""A feature is shipped while its work is open.

What it finds:
Shipped features whose `delivered-by` names open tasks.

Why it matters:
Either it is not there, or the plan still holds people for it.

Bad:

    # file: products/shop.yaml
    kind: product
    vision: Buying takes one minute.
    features:
      one-click: {status: shipped, delivered-by: checkout/build}  # <- here
    # file: projects/checkout.yaml
    kind: project
    product: shop
    tasks:
      build: {effort: 3d}

Good:

    # file: products/shop.yaml
    kind: product
    vision: Buying takes one minute.
    features:
      one-click: {status: shipped, delivered-by: checkout/build}
    # file: projects/checkout.yaml
    kind: project
    product: shop
    tasks:
      build: {effort: 3d, status: done, finished: 2026-02-06}

How to fix or allow:
Close the tasks, or say that it is still being built.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Related, Severity
from pmctl.insights.promises import forecast_of
from pmctl.insights.relations import WORK, resolved
from pmctl.insights.states import is_over
from pmctl.model.item import span_of, spot
from pmctl.model.product import Feature
from pmctl.model.project import Task
from pmctl.plan import Plan
from pmctl.rules.judging.index import items, say_date

CODE = "PM614"
NAME = "shipped-before-done"
SEVERITY: Severity = "warning"
LOOKS_AT = "schedule"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Open tasks under shipped features; whole projects may have more to do."""
    for feature in items(plan, Feature):
        if feature.status != "shipped":
            continue
        for place, name in enumerate(feature.delivered_by):
            found = resolved(plan, feature, (name,), WORK)
            if found and isinstance(found[0], Task) and not is_over(plan, found[0]):
                day = forecast_of(plan, found[0]).date
                ends = f", forecast {say_date(plan, day)}" if day is not None else ""
                message = f"{feature.title} is shipped, and {found[0].title}, which delivers it, is open{ends}"
                span = spot(feature.source, "delivered-by", place)
                related = (Related(span_of(found[0]), f"{found[0].id} is open{ends}"),)
                yield Diagnostic(CODE, SEVERITY, message, span, "", feature.id, related)
