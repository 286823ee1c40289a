"""A feature is promised for later than the release that it is in.

What it finds:
Open features whose own `due` lies behind the `due` of their `release`.

Why it matters:
Two promises about one thing: one of them is wrong.

Bad:

    kind: product
    vision: Buying takes one minute.
    releases:
      r2: {due: 2026-04-07}
    features:
      one-click: {release: r2, due: 2026-05-31}  # <- here

Good:

    kind: product
    vision: Buying takes one minute.
    releases:
      r2: {due: 2026-04-07}
    features:
      one-click: {release: r2, due: 2026-04-07}

Near miss:
A quarter in which the release lies.

    kind: product
    vision: Buying takes one minute.
    releases:
      r2: {due: 2026-04-07}
    features:
      one-click: {release: r2, due: 2026-Q2}

How to fix or allow:
Move the feature to a later release, or promise it with its release.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Related, Severity
from pmctl.insights.relations import release_of
from pmctl.insights.states import is_over
from pmctl.model.item import spot
from pmctl.model.product import Feature
from pmctl.plan import Plan
from pmctl.rules.judging.index import items

CODE = "PM615"
NAME = "feature-after-release"
SEVERITY: Severity = "warning"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Features beyond their release; of a period its first day counts."""
    for feature in items(plan, Feature):
        release = release_of(plan, feature) if feature.due and not is_over(plan, feature) else None
        if release and release.due and feature.due and feature.due.first > release.due.last:
            promised = f"{feature.title} is promised for {feature.due.text}"
            message = f"{promised}, its release {release.title} for {release.due.text}"
            related = (Related(spot(release.source, "due"), "the release"),)
            yield Diagnostic(CODE, SEVERITY, message, spot(feature.source, "due"), "", feature.id, related)
