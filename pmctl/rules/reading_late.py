"""A metric was not read when it should have been.

What it finds:
Metrics with `every` and `data` whose last reading is older than that, with a fifth of grace.

Why it matters:
Decisions are taken on figures of last month.

Bad:

    # file: metrics/conversion.csv
    date,value
    2026-01-05,3.7
    # file: products/shop.yaml
    kind: product
    vision: Buying takes one minute.
    metrics:
      conversion: {every: 1w, from: 3.6, target: 4.2, data: metrics/conversion.csv}  # <- here

Good:

    # file: metrics/conversion.csv
    date,value
    2026-01-05,3.7
    2026-02-04,3.8
    # file: products/shop.yaml
    kind: product
    vision: Buying takes one minute.
    metrics:
      conversion: {every: 1w, from: 3.6, target: 4.2, data: metrics/conversion.csv}

How to fix or allow:
Add the reading, or say less often under `every`.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.insights.outcomes.standing import standing_of
from pmctl.model.item import spot
from pmctl.model.product import Metric
from pmctl.plan import Plan
from pmctl.quantity import print_age
from pmctl.rules.judging.index import items

CODE = "PM610"
NAME = "reading-late"
SEVERITY: Severity = "warning"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Metrics whose last reading is too old; calendar days."""
    for metric in items(plan, Metric):
        standing = standing_of(plan, metric.id)
        if standing.overdue and metric.every is not None:
            said = f"was read {print_age(standing.age)}" if standing.age is not None else "has no reading"
            message = f"{metric.title} {said}, and should be every {metric.every.text}"
            yield Diagnostic(CODE, SEVERITY, message, spot(metric.source, "data"), "add a line to the file", metric.id)
