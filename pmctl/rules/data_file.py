"""A file of readings that cannot be used.

What it finds:
`data` of a metric that is not there, leads out of the workspace, is a link or no plain file, or is
too large.

Why it matters:
The metric has no readings. And a plan may not make other people's machines read what is none of its
business.

Bad:

    kind: product
    vision: Buying takes a minute.
    metrics:
      conversion: {from: 3.6, target: 4.2, data: metrics/conversion.csv}  # <- here

Good:

    kind: product
    vision: Buying takes a minute.
    metrics:
      conversion: {from: 3.6, target: 4.2}

How to fix or allow:
Name a file inside the workspace, relative to its root, with `/` between folders. Its lines are
`date,value`.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.model.item import spot
from pmctl.model.product import Metric
from pmctl.plan import Plan
from pmctl.rules.index import items
from pmctl.rules.readings import table_of

CODE = "PM111"
NAME = "data-file"
SEVERITY: Severity = "error"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Files that cannot be opened as they may be."""
    for metric in items(plan, Metric):
        if metric.data:
            refusal = table_of(plan, metric.data).refusal
            if refusal:
                yield Diagnostic(
                    CODE, SEVERITY, refusal, spot(metric.source, "data"), "it is relative to the workspace", metric.id
                )
