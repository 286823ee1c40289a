"""A feature or release is promised for earlier than its work is planned.

What it finds:
Open features and releases whose promise lies before the forecast of what delivers them: their tasks
and projects, the features below, the launch tasks of a release. Said once, at the promise.

Why it matters:
The roadmap says one thing, the plan another; customers read the roadmap.

Bad:

    # file: products/shop.yaml
    kind: product
    vision: Buying takes one minute.
    features:
      one-click: {due: 2026-02-13, delivered-by: checkout/build}  # <- here
    # file: projects/checkout.yaml
    kind: project
    product: shop
    tasks:
      build: {duration: 9d}

Good:

    # file: products/shop.yaml
    kind: product
    vision: Buying takes one minute.
    features:
      one-click: {due: 2026-Q1, delivered-by: checkout/build}
    # file: projects/checkout.yaml
    kind: project
    product: shop
    tasks:
      build: {duration: 9d}

Near miss:
It is shipped.

    # file: products/shop.yaml
    kind: product
    vision: Buying takes one minute.
    features:
      one-click: {due: 2026-02-03, delivered-by: checkout/build, status: shipped}
    # file: projects/checkout.yaml
    kind: project
    product: shop
    tasks:
      build: {duration: 9d, status: done, started: 2026-01-26, finished: 2026-02-05}

How to fix or allow:
Promise another day, take something out, or bring the work forward.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Related, Severity
from pmctl.insights.promises import forecast_of
from pmctl.insights.states import is_over
from pmctl.model.item import span_of, spot
from pmctl.model.product import Feature, Release
from pmctl.plan import Plan
from pmctl.rules.judging.index import items, late_days, say_date, say_days

CODE = "PM701"
NAME = "promise-before-forecast"
SEVERITY: Severity = "warning"
LOOKS_AT = "schedule"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Promises of the product that the plans do not keep; a release without features of its own day speaks for them."""
    promises: list[Feature | Release] = [*items(plan, Feature), *items(plan, Release)]
    for item in promises:
        if item.due is None or is_over(plan, item):
            continue
        forecast = forecast_of(plan, item)
        if forecast.date is None or forecast.date <= item.due.last:
            continue
        days = late_days(plan, item.document, item.due.last, forecast.date)
        if days > 0:
            promise = say_date(plan, item.due.last) if item.due.first == item.due.last else item.due.text
            said = f"{promise}, forecast {say_date(plan, forecast.date)} ({say_days(days)})"
            cause = plan.workspace.items.get(forecast.reason)
            hint = f"because of {forecast.reason}" if "/" in forecast.reason or cause is not None else ""
            related = (
                (Related(span_of(cause), f"ends on {say_date(plan, forecast.date)}"),) if cause is not None else ()
            )
            message = f"{item.title} promised {said}"
            yield Diagnostic(CODE, SEVERITY, message, spot(item.source, "due"), hint, item.id, related)
