"""A feature is planned before it is ready to be.

What it finds:
Features of status planned that lack an owner, a description or problem, an objective (`supports`),
a measure (`success`) or work that delivers them (`delivered-by`), in a product that has objectives; in
one that says how it prioritises also those without a score.

Why it matters:
What is missing is found out by those who build it.

Bad:

    kind: product
    vision: Buying takes one minute.
    objectives:
      fast: {key-results: {minute: {from: 140, target: 60}}}
    features:
      one-click: {status: planned, supports: fast}  # <- here

Good:

    # file: people.yaml
    kind: people
    people:
      pia: {}
    # file: products/shop.yaml
    kind: product
    vision: Buying takes one minute.
    objectives:
      fast: {key-results: {minute: {from: 140, target: 60}}}
    features:
      one-click:
        {status: planned, supports: fast, owner: pia, problem: People type it all, success: minute, delivered-by: work}
    # file: projects/work.yaml
    kind: project
    product: shop
    tasks:
      build: {duration: 9d, owner: pia}

How to fix or allow:
Add what is missing, or go back to `discovery`.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.insights.promises import work_behind
from pmctl.insights.relations import family
from pmctl.model.item import span_of
from pmctl.model.product import Feature, Objective, Product
from pmctl.plan import Plan
from pmctl.rules.judging.index import items, say_list

CODE = "PM605"
NAME = "not-ready"
SEVERITY: Severity = "warning"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Planned features and what they lack."""
    aimed = {objective.document for objective in items(plan, Objective)}
    for feature in items(plan, Feature):
        if feature.status != "planned" or feature.document not in aimed:
            continue
        around = family(plan, feature)
        missing = [
            word
            for word, is_there in (
                ("`owner`", any(one.owner for one in around)),
                ("`problem` or `description`", any(one.problem or one.description for one in around)),
                ("`supports`", any(one.supports for one in around)),
                ("`success`", any(one.success for one in around)),
                ("`delivered-by`", any(work_behind(plan, one.id) for one in around)),
                ("`score`", not _is_scored_by(plan, feature) or _has_score(feature)),
            )
            if not is_there
        ]
        if missing:
            message = f"the feature {feature.title} is planned without {say_list(missing, len(missing))}"
            yield Diagnostic(CODE, SEVERITY, message, span_of(feature), "", feature.id)


def _is_scored_by(plan: Plan, feature: Feature) -> bool:
    """Does its product say how it prioritises? A feature with parts has the score of theirs."""
    product = plan.workspace.documents.get(feature.document)
    return isinstance(product, Product) and product.prioritise is not None and not feature.children


def _has_score(feature: Feature) -> bool:
    return bool(feature.score or feature.moscow or feature.kano)
