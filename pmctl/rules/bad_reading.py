"""A line of readings that cannot be read.

What it finds:
Lines of a metric's `data` file that are not `date,value` with an ISO date and a plain number, or
that repeat a date; at most twenty a file.

Why it matters:
A wrong reading makes a wrong picture of whether the product works.

Bad:
A line `2026-02-30,1` or `2026-03-01,n/a` in the file.

Good:

    kind: product
    vision: Buying takes a minute.
    metrics:
      conversion: {from: 3.6, target: 4.2}

How to fix or allow:
Correct the line; a reading that is missing is simply left out.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.insights.readings import table_of
from pmctl.model.product import Metric
from pmctl.plan import Plan
from pmctl.rules.judging.index import items

CODE = "PM112"
NAME = "bad-reading"
SEVERITY: Severity = "error"
LOOKS_AT = "workspace"


MOST = 20


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Lines that are no reading, each at its own place."""
    seen: set[str] = set()
    for metric in items(plan, Metric):
        if not metric.data or metric.data in seen:
            continue
        seen.add(metric.data)
        faults = table_of(plan, metric.data).faults
        for fault in faults[:MOST]:
            yield Diagnostic(CODE, SEVERITY, fault.message, fault.span, "write `2026-02-01,3.9`", metric.id)
        if len(faults) > MOST:
            message = f"{len(faults) - MOST} more lines of this file cannot be read"
            yield Diagnostic(CODE, SEVERITY, message, faults[MOST].span, "", metric.id)
