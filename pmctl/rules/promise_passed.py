"""A promise has passed, and nobody says when it will be kept.

What it finds:
Releases that were due and are not released; features that were due and are not shipped. Only where no
work stands behind them: else the plan has a new day (`promise-before-forecast`).

Why it matters:
Somebody was told this day. The longer it stands, the less the next one is worth.

Bad:

    # file: products/shop.yaml
    kind: product
    vision: Buying takes one minute.
    features:
      one-click: {status: building, due: 2026-01}  # <- here
    releases:
      r2-1: {name: "2.1", due: 2026-02-06}  # <- here

Good:

    # file: products/shop.yaml
    kind: product
    vision: Buying takes one minute.
    features:
      one-click: {status: shipped, due: 2026-01}
      receipts: {status: building, release: r2-1}
    releases:
      r2-0: {name: "2.0", status: released, due: 2025-11-28, date: 2025-11-28}
      r2-1: {name: "2.1", due: 2026-04-07}

Near miss:
It was dropped, it is due today, or its work has a new day.

    # file: products/shop.yaml
    kind: product
    vision: Buying takes one minute.
    features:
      one-click: {status: dropped, due: 2026-01}
      receipts: {status: building, due: 2026-02-10}
      guest: {status: building, due: 2026-01, delivered-by: checkout/build}
    # file: projects/checkout.yaml
    kind: project
    product: shop
    tasks:
      build: {effort: 3d}

How to fix or allow:
Ship it, drop it, move it to a later `release`, or name the work that delivers it and promise anew.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.insights.promises import forecast_of, say_promise
from pmctl.insights.states import is_over
from pmctl.model.item import spot
from pmctl.model.product import Feature, Release
from pmctl.plan import Plan
from pmctl.rules.judging.index import items

CODE = "PM706"
NAME = "promise-passed"
SEVERITY: Severity = "warning"
LOOKS_AT = "schedule"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Promises in the past with nothing behind them."""
    for release in items(plan, Release):
        if release.due is not None and release.due.last < plan.today and _is_open(plan, release):
            message = f"{release.title} was promised for {say_promise(plan, release)} and is not released"
            yield Diagnostic(CODE, SEVERITY, message, spot(release.source, "due"), "", release.id)
    for feature in items(plan, Feature):
        if feature.due is not None and feature.due.last < plan.today and _is_open(plan, feature):
            message = f"{feature.title} was promised for {say_promise(plan, feature)} and is not shipped"
            yield Diagnostic(CODE, SEVERITY, message, spot(feature.source, "due"), "", feature.id)


def _is_open(plan: Plan, item: Feature | Release) -> bool:
    return not is_over(plan, item) and forecast_of(plan, item).date is None
