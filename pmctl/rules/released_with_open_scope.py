"""A release is out, and features that belong to it are not.

What it finds:
Released releases with features that are neither shipped nor dropped. Said once, at the release, with
the place of each of them.

Why it matters:
The notes promise what is not there, and nobody plans it any more: its release is over.

Bad:

    # file: products/shop.yaml
    kind: product
    vision: Buying takes one minute.
    features:
      one-click: {status: shipped, release: r2}
      receipts: {status: building, release: r2, delivered-by: checkout/build}
      guest: {status: planned, release: r2}
    releases:
      r2: {due: 2026-02-06, date: 2026-02-06, status: released}  # <- here
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
      one-click: {status: shipped, release: r2}
      receipts: {status: building, release: r3, delivered-by: checkout/build}
    releases:
      r2: {due: 2026-02-06, date: 2026-02-06, status: released}
      r3: {due: 2026-03-06}
    # file: projects/checkout.yaml
    kind: project
    product: shop
    tasks:
      build: {duration: 9d}

Near miss:
What was dropped is no part of it.

    kind: product
    vision: Buying takes one minute.
    features:
      one-click: {status: shipped, release: r2}
      receipts: {status: dropped, release: r2}
    releases:
      r2: {due: 2026-02-06, date: 2026-02-06, status: released}

How to fix or allow:
Say that they are shipped, move them to the next `release`, or drop them.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Related, Severity
from pmctl.insights.promises import forecast_of
from pmctl.insights.releases import scope_of, shipped
from pmctl.model.item import spot
from pmctl.model.product import Feature, Release
from pmctl.plan import Plan
from pmctl.rules.judging.index import items, say_date, say_list

CODE = "PM707"
NAME = "released-with-open-scope"
SEVERITY: Severity = "warning"
LOOKS_AT = "schedule"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Released releases with open features."""
    for release in items(plan, Release):
        if release.status != "released":
            continue
        scope = scope_of(plan, release)
        done = shipped(plan, scope)
        left = [one for one in scope if one not in done]
        if left:
            when = f" on {say_date(plan, release.date.last)}" if release.date else ""
            names = say_list([one.title for one in left])
            message = f"{release.title} was released{when} with {len(done)} of {len(scope)} features; open: {names}"
            related = tuple(Related(spot(one.source, "release"), _said(plan, one)) for one in left)
            hint = "ship them, or move them to the next release"
            yield Diagnostic(CODE, SEVERITY, message, spot(release.source, "status"), hint, release.id, related)


def _said(plan: Plan, feature: Feature) -> str:
    """`shop/receipts is building, forecast Fri 20 Feb`."""
    day = forecast_of(plan, feature).date
    state = f"{feature.id} is {feature.status or 'open'}"
    return f"{state}, forecast {say_date(plan, day)}" if day is not None else f"{state}, without a forecast"
