"""It is time to decide what becomes of a feature.

What it finds:
Shipped features whose `outcome.due` has passed and which have no `outcome.decision`.

Why it matters:
What nobody decides on is kept for ever.

Bad:

    kind: product
    vision: Buying takes one minute.
    features:
      one-click: {status: shipped, outcome: {due: 2026-02-01}}  # <- here

Good:

    kind: product
    vision: Buying takes one minute.
    features:
      one-click: {status: shipped, outcome: {due: 2026-02-01, decision: keep, reason: Conversion rose to 4.2 %}}

How to fix or allow:
Look at the metric and decide: iterate, phase-2, keep or cut.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Related, Severity
from pmctl.insights.closing import closure_text, ended_behind
from pmctl.insights.outcomes.argument import argument_of
from pmctl.model.item import span_of, spot
from pmctl.model.product import Feature
from pmctl.plan import Plan
from pmctl.rules.judging.index import items, say_date

CODE = "PM616"
NAME = "outcome-due"
SEVERITY: Severity = "warning"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Outcomes that nobody has judged."""
    for feature in items(plan, Feature):
        outcome = feature.outcome
        if (
            feature.status == "shipped"
            and outcome
            and outcome.due
            and outcome.due.last < plan.today
            and not outcome.decision
        ):
            message = f"the outcome of {feature.title} was to be judged on {say_date(plan, outcome.due.last)}"
            argued = argument_of(plan, feature)
            said = f"; the data argues for {argued.decision}: {argued.reason}" if argued and argued.decision else ""
            hint = f"add `decision`: iterate, phase-2, keep or cut{said}"
            built = tuple(
                Related(span_of(one), closure_text(plan, one, plan.today)) for one in ended_behind(plan, feature)
            )
            yield Diagnostic(CODE, SEVERITY, message, spot(outcome.source, "due"), hint, feature.id, built)
