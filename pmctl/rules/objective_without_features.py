"""Nothing that is planned serves an objective.

What it finds:
Objectives of a product with features, which no feature, project or other objective supports, nor any
of their key results. What was dropped supports nothing; an objective whose period is over is left alone.

Why it matters:
Somebody answers for it, and nobody works on it.

Bad:

    kind: product
    vision: Buying takes one minute.
    objectives:
      fast: {key-results: {minute: {from: 140, target: 60}}}
      trusted: {period: 2026-H1, key-results: {calls: {from: 310, target: 200}}}  # <- here
    features:
      one-click: {supports: fast}
      badges: {supports: trusted, status: dropped}

Good:

    kind: product
    vision: Buying takes one minute.
    objectives:
      fast: {key-results: {minute: {from: 140, target: 60}}}
      trusted: {key-results: {calls: {from: 310, target: 200}}}
    features:
      one-click: {supports: fast, success: calls}

Near miss:
Another objective stands for it; its period is over.

    kind: product
    vision: Buying takes one minute.
    objectives:
      grow: {key-results: {buyers: {from: 140, target: 260}}}
      fast: {supports: grow, key-results: {minute: {from: 140, target: 60}}}
      last-year: {period: 2025, key-results: {pages: {from: 14, target: 6}}}
    features:
      one-click: {supports: fast}

How to fix or allow:
Name it under `supports` of what serves it, or take it back.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.insights.relations import resolved
from pmctl.insights.states import category_of
from pmctl.model.item import Item, span_of
from pmctl.model.product import Feature, Objective, Product
from pmctl.model.project import Project
from pmctl.plan import Plan
from pmctl.rules.judging.index import items

CODE = "PM619"
NAME = "objective-without-features"
SEVERITY: Severity = "info"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Objectives that nothing serves."""
    mapped = {feature.document for feature in items(plan, Feature)}
    served = _served(plan)
    for objective in items(plan, Objective):
        is_past = objective.period is not None and objective.period.last < plan.today
        if objective.document not in mapped or is_past or {objective.id, *objective.key_results} & served:
            continue
        message = f"no feature serves the objective {objective.title}"
        hint = "name it under `supports` of what serves it"
        yield Diagnostic(CODE, SEVERITY, message, span_of(objective), hint, objective.id)


def _served(plan: Plan) -> set[str]:
    """The objectives and key results that something supports which was not dropped."""
    found: set[str] = set()
    for feature in items(plan, Feature):
        if category_of(plan, feature) != "dropped":
            found |= _named(plan, feature, (*feature.supports, *feature.success))
    others: list[Objective | Project | Product] = [
        *items(plan, Objective),
        *items(plan, Project),
        *items(plan, Product),
    ]
    for one in others:
        found |= _named(plan, one, one.supports)
    return found


def _named(plan: Plan, item: Item, references: tuple[str, ...]) -> set[str]:
    return {one.id for one in resolved(plan, item, references)}
