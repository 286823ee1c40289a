"""All work of a feature is done, and the feature is not shipped.

What it finds:
Open features without a release that is still to come, whose `delivered-by` names work, all of it
finished.

Why it matters:
Product and project disagree: it is there and nobody was told, or there is more to do than is planned.

Bad:

    # file: products/shop.yaml
    kind: product
    vision: Buying takes one minute.
    features:
      one-click: {status: building, delivered-by: checkout/build}  # <- here
    # file: projects/checkout.yaml
    kind: project
    product: shop
    tasks:
      build: {duration: 3d, status: done, started: 2026-02-02, finished: 2026-02-05}

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
      build: {duration: 3d, status: done, started: 2026-02-02, finished: 2026-02-05}

Near miss:
It waits for its release.

    # file: products/shop.yaml
    kind: product
    vision: Buying takes one minute.
    features:
      one-click: {status: building, delivered-by: checkout/build, release: r2}
    releases:
      r2: {due: 2026-03-06}
    # file: projects/checkout.yaml
    kind: project
    product: shop
    tasks:
      build: {duration: 3d, status: done, started: 2026-02-02, finished: 2026-02-05}

How to fix or allow:
Set its `status` to shipped, give it a `release`, or plan what is left to do.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Related, Severity
from pmctl.insights.promises import forecast_of, work_behind
from pmctl.insights.relations import release_of
from pmctl.insights.states import is_over
from pmctl.model.item import span_of, spot
from pmctl.model.product import Feature
from pmctl.plan import Plan
from pmctl.rules.judging.index import items, say_date

CODE = "PM709"
NAME = "built-but-not-shipped"
SEVERITY: Severity = "info"
LOOKS_AT = "schedule"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Features with nothing left to do; of a released release they are said there."""
    for feature in items(plan, Feature):
        if feature.children or is_over(plan, feature) or release_of(plan, feature) is not None:
            continue
        work = work_behind(plan, feature.id)
        day = forecast_of(plan, feature).date
        if day is None or not all(is_over(plan, one) for one in work):
            continue
        message = f"all work of {feature.title} ended on {say_date(plan, day)}, and it is {feature.status or 'open'}"
        related = tuple(Related(span_of(one), f"{one.id} is over") for one in work)
        place = spot(feature.source, "status" if feature.status else "delivered-by")
        yield Diagnostic(CODE, SEVERITY, message, place, "is it shipped?", feature.id, related)
