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

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.insights.ranking.effort import MOST_MUST, classes
from pmctl.insights.ranking.places import open_features
from pmctl.model.item import key_spot
from pmctl.model.product import Product
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
        found = classes(plan, open_features(plan, product.id))
        must = found.too_much_must
        if must is not None:
            what = "effort" if found.is_weighed else "features"
            message = f"{print_share(must, 0)} of the {what} of {product.title} is a must"
            hint = f"above {print_share(MOST_MUST)} nothing can give"
            yield Diagnostic(CODE, SEVERITY, message, key_spot(product.source, "prioritise"), hint, product.id)
