"""A feature is planned before it is ready to be.

What it finds:
Features of status planned that lack an owner, a description or problem, an objective (`supports`),
a measure (`success`), conditions (`accept`) or work that delivers them (`delivered-by`), in a product
that has objectives; in one that says how it prioritises also those without a score.

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
        problem: People type it all again
        owner: pia
        supports: fast
        success: minute
        accept: [A returning buyer pays with one click]
        status: planned
        delivered-by: work
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
from pmctl.insights.definition import in_ticks, undefined
from pmctl.model.item import span_of
from pmctl.model.product import Feature, Objective
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
        missing = [in_ticks(one) for one in undefined(plan, feature)]
        if missing:
            message = f"the feature {feature.title} is planned without {say_list(missing, len(missing))}"
            yield Diagnostic(CODE, SEVERITY, message, span_of(feature), "", feature.id)
