"""A key result without figures.

What it finds:
Key results without `from` and `target`, their own or those of their metric; and those whose `from`
is the `target`.

Why it matters:
No score can be computed, so the objective is a wish.

Bad:

    kind: product
    vision: Buying takes one minute.
    objectives:
      fast: {key-results: {minute: {name: Faster}}}  # <- here

Good:

    kind: product
    vision: Buying takes one minute.
    objectives:
      fast: {key-results: {minute: {name: Median checkout under 60 s, from: 140, target: 60}}}

Near miss:
The figures stand at the metric.

    kind: product
    vision: Buying takes one minute.
    metrics:
      duration: {from: 140, target: 60}
    objectives:
      fast: {key-results: {minute: {metric: duration}}}

How to fix or allow:
Add `from` (where it stands today) and `target`.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.insights.relations import resolved
from pmctl.model.item import span_of
from pmctl.model.product import KeyResult, Metric
from pmctl.plan import Plan
from pmctl.rules.judging.index import items, say_list, unread

CODE = "PM609"
NAME = "key-result-not-measurable"
SEVERITY: Severity = "warning"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Key results that cannot be scored."""
    for result in items(plan, KeyResult):
        metrics = (
            [one for one in resolved(plan, result, (result.metric,)) if isinstance(one, Metric)]
            if result.metric
            else []
        )
        begin = result.from_ or next((metric.from_ for metric in metrics), None)
        target = result.target or next((metric.target for metric in metrics), None)
        if unread(plan, result.source, "from", "target", "metric"):
            continue
        if begin is None or target is None:
            missing = [f"`{key}`" for key, number in (("from", begin), ("target", target)) if number is None]
            message = f"the key result {result.title} has no {say_list(missing)}"
            yield Diagnostic(
                CODE, SEVERITY, message, span_of(result), "say where it stands and what to reach", result.id
            )
        elif begin.likely == target.likely:
            message = f"the key result {result.title} begins at its target, {target.text}"
            yield Diagnostic(CODE, SEVERITY, message, span_of(result), "", result.id)
