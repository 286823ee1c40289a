"""Too much of the work is a must.

What it finds:
Products prioritised by MoSCoW in which the open features of class must make up more than 60 % of
the effort (of the number, where no effort is scored).

Why it matters:
When everything must be there, nothing can give when time runs out.

Bad:

    kind: product
    vision: Buying takes one minute.
    prioritise: {method: moscow}  # <- here
    features:
      a: {score: {moscow: must}}
      b: {score: {moscow: must}}
      c: {score: {moscow: must}}
      d: {score: {moscow: could}}

Good:

    kind: product
    vision: Buying takes one minute.
    prioritise: {method: moscow}
    features:
      a: {score: {moscow: must}}
      b: {score: {moscow: should}}
      c: {score: {moscow: could}}

How to fix or allow:
Ask of each what happens without it.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.insights.states import is_over
from pmctl.model.item import key_spot
from pmctl.model.product import Feature, Product
from pmctl.plan import Plan
from pmctl.quantity import print_share
from pmctl.rules.judging.index import items

CODE = "PM612"
NAME = "must-share"
SEVERITY: Severity = "warning"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Products with more than 60 % of must."""
    for product in items(plan, Product):
        if product.prioritise is None or product.prioritise.method != "moscow":
            continue
        open_ones = [one for one in items(plan, Feature) if one.document == product.id and not is_over(plan, one)]
        classes = [(_class_of(one), _effort(plan, one)) for one in open_ones if _class_of(one)]
        weighed = all(effort for _, effort in classes)
        weights = [(kind, effort if weighed else 1) for kind, effort in classes]
        total, must = sum(weight for _, weight in weights), sum(weight for kind, weight in weights if kind == "must")
        if len(weights) >= 3 and must * 5 > total * 3:
            share = print_share(Fraction(must, total), 0)
            message = f"{share} of the {'effort' if weighed else 'features'} of {product.title} is a must"
            hint = "above 60% nothing can give"
            yield Diagnostic(CODE, SEVERITY, message, key_spot(product.source, "prioritise"), hint, product.id)


def _class_of(feature: Feature) -> str:
    inner = feature.score.get("moscow")
    return feature.moscow or (inner if isinstance(inner, str) else "")


def _effort(plan: Plan, feature: Feature) -> int:
    """Scored effort in minutes; 0 where there is none."""
    found = feature.score.get("effort")
    minutes = getattr(found, "minutes", 0)
    return minutes if isinstance(minutes, int) else 0
