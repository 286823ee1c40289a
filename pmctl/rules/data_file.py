"""A file of readings that cannot be used.

What it finds:
`data` of a metric that leads out of the workspace or into `.git`, is no plain file, no text, or too
large. (One that is not there is `file-missing`.)

Why it matters:
A plan may not make other people's machines read what is none of its business.

Bad:

    kind: product
    vision: Buying takes a minute.
    metrics:
      conversion: {from: 3.6, target: 4.2, data: .git/readings.csv}  # <- here

Good:

    kind: product
    vision: Buying takes a minute.
    metrics:
      conversion: {from: 3.6, target: 4.2}

Near miss:
A file inside the workspace that is still to come.

    kind: product
    vision: Buying takes a minute.
    metrics:
      conversion: {from: 3.6, target: 4.2, data: metrics/conversion.csv}

How to fix or allow:
Name a file inside the workspace, relative to its root, with `/` between folders. Its lines are
`date,value`.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.insights.readings import table_of
from pmctl.model.item import spot
from pmctl.model.product import Metric
from pmctl.plan import Plan
from pmctl.rules.judging.index import items

CODE = "PM111"
NAME = "data-file"
SEVERITY: Severity = "error"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Files that cannot be opened as they may be."""
    for metric in items(plan, Metric):
        if metric.data:
            table = table_of(plan, metric.data)
            if table.refusal and not table.missing:
                hint = "it is relative to the workspace"
                yield Diagnostic(CODE, SEVERITY, table.refusal, spot(metric.source, "data"), hint, metric.id)
