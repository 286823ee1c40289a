"""A feature that nobody asked for.

What it finds:
Planned, building or shipped features of type feature or enhancement that no feedback and no finding
names in `supports`, in a product that collects either.

Why it matters:
It is built on belief; that may be right, and should be known.

Bad:

    kind: product
    vision: Buying takes one minute.
    feedback:
      fb-1: {text: Too many steps, supports: one-click}
    features:
      one-click: {status: idea}
      gift-wrap: {status: building}  # <- here

Good:

    kind: product
    vision: Buying takes one minute.
    feedback:
      fb-1: {text: Too many steps, supports: one-click}
    features:
      one-click: {status: building}

How to fix or allow:
Ask customers, and note what they say as `feedback` or a finding; or allow it with the reason.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.insights.voices import is_to_be_wanted, is_wanted
from pmctl.model.item import span_of
from pmctl.model.product import Feature, Feedback, Finding
from pmctl.plan import Plan
from pmctl.rules.judging.index import items

CODE = "PM603"
NAME = "feature-without-evidence"
SEVERITY: Severity = "info"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Features without a voice behind them, their own or that of the features around and below them."""
    listening = {voice.document for voice in (*items(plan, Feedback), *items(plan, Finding))}
    for feature in items(plan, Feature):
        if feature.document in listening and is_to_be_wanted(feature) and not is_wanted(plan, feature):
            message = f"no customer voice supports the feature {feature.title}"
            hint = "note it as `feedback` or as a finding of `research`"
            yield Diagnostic(CODE, SEVERITY, message, span_of(feature), hint, feature.id)
