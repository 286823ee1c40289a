"""A feature is to come before the one that it comes after.

What it finds:
Open features whose forecast, or without one whose promise, lies before that of what they name under `after`: another
feature, a release or a task. Also where the forecasts are in order, but not the promises.

Why it matters:
The roadmap draws an arrow that goes back in time: either the order is not real, or a day is not.

Bad:

    # file: products/shop.yaml
    kind: product
    vision: Buying takes one minute.
    features:
      guest: {delivered-by: checkout/guest}
      receipts: {delivered-by: checkout/receipts, after: guest}  # <- here
    # file: projects/checkout.yaml
    kind: project
    product: shop
    tasks:
      guest: {duration: 9d}
      receipts: {duration: 2d}

Good:

    # file: products/shop.yaml
    kind: product
    vision: Buying takes one minute.
    features:
      guest: {delivered-by: checkout/guest}
      receipts: {delivered-by: checkout/receipts, after: guest}
    # file: projects/checkout.yaml
    kind: project
    product: shop
    tasks:
      guest: {duration: 9d}
      receipts: {duration: 2d, after: guest}

Near miss:
Both are built side by side, and are there in the right order.

    # file: products/shop.yaml
    kind: product
    vision: Buying takes one minute.
    features:
      guest: {delivered-by: checkout/guest}
      receipts: {delivered-by: checkout/receipts, after: guest}
    # file: projects/checkout.yaml
    kind: project
    product: shop
    tasks:
      guest: {duration: 9d}
      receipts: {duration: 10d}

How to fix or allow:
Link the work as the features are linked, promise another day, or take the link out.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Related, Severity
from pmctl.insights.succession import TooEarly, say_day, too_early
from pmctl.model.item import span_of, spot
from pmctl.plan import Plan
from pmctl.rules.judging.index import say_date

CODE = "PM711"
NAME = "feature-before-predecessor"
SEVERITY: Severity = "warning"
LOOKS_AT = "schedule"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Features that are not to come in the order that they name, once a pair."""
    for found in too_early(plan):
        feature, before = found.feature, plan.workspace.items[found.wait.before]
        comes = f"{feature.title} is {say_day(found.day, plan.today)}"
        behind = f"{found.days}d too early for {before.title}, which it comes after"
        message = f"{comes}, {behind}: {say_day(found.before, plan.today)}{_lag(plan, found)}"
        related = (Related(span_of(before), f"{before.id}, {say_day(found.before, plan.today)}"),)
        place = spot(feature.source, "after", found.wait.place)
        yield Diagnostic(CODE, SEVERITY, message, place, "is the link real?", feature.id, related)


def _lag(plan: Plan, found: TooEarly) -> str:
    """What the link's lag adds."""
    return "" if found.earliest == found.before.date else f", with its lag {say_date(plan, found.earliest)}"
