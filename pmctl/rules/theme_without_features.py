"""A theme has no features.

What it finds:
Themes of a product with features, which none of them names, or only such as were dropped.

Why it matters:
The strategy says that it matters; the roadmap says that nobody works on it.

Bad:

    kind: product
    vision: Buying takes one minute.
    themes:
      speed: {name: Speed}
      trust: {name: Trust}  # <- here
    features:
      one-click: {theme: speed}
      badges: {theme: trust, status: dropped}

Good:

    kind: product
    vision: Buying takes one minute.
    themes:
      speed: {name: Speed}
    features:
      one-click: {theme: speed}

Near miss:
Without features there is no roadmap yet.

    kind: product
    vision: Buying takes one minute.
    themes:
      speed: {name: Speed}

How to fix or allow:
Name it as the `theme` of a feature, or take it out.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.insights.relations import resolved
from pmctl.insights.states import category_of
from pmctl.model.item import span_of
from pmctl.model.product import Feature, Theme
from pmctl.plan import Plan
from pmctl.rules.judging.index import items

CODE = "PM618"
NAME = "theme-without-features"
SEVERITY: Severity = "info"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Themes that no feature names."""
    features = [one for one in items(plan, Feature) if category_of(plan, one) != "dropped"]
    mapped = {one.document for one in features}
    named = {theme.id for one in features if one.theme for theme in resolved(plan, one, (one.theme,))}
    for theme in items(plan, Theme):
        if theme.document in mapped and theme.id not in named:
            message = f"no feature has the theme {theme.title}"
            yield Diagnostic(CODE, SEVERITY, message, span_of(theme), "name it as a `theme`, or take it out", theme.id)
