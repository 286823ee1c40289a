"""The rest of the path is too long for the promise.

What it finds:
Projects with a `due` whose (length of the path + float of the end) / length is below 0.95. Point 13
of 14, the critical path length index.

Why it matters:
Below 0.95 the promise is rarely kept.

Bad:

    kind: project  # <- here
    due: 2026-02-17
    tasks:
      t0: {effort: 1d}
      t1: {effort: 1d, after: t0}
      t2: {effort: 1d, after: t1}
      t3: {effort: 1d, after: t2}
      t4: {effort: 1d, after: t3}
      t5: {effort: 1d, after: t4}
      t6: {effort: 1d, after: t5}
      t7: {effort: 1d, after: t6}
      t8: {effort: 1d, after: t7}
      t9: {effort: 1d, after: t8}

Good:

    kind: project
    due: 2026-03-31
    tasks:
      t0: {effort: 1d}
      t1: {effort: 1d, after: t0}
      t2: {effort: 1d, after: t1}
      t3: {effort: 1d, after: t2}
      t4: {effort: 1d, after: t3}
      t5: {effort: 1d, after: t4}
      t6: {effort: 1d, after: t5}
      t7: {effort: 1d, after: t6}
      t8: {effort: 1d, after: t7}
      t9: {effort: 1d, after: t8}

How to fix or allow:
Shorten the path, or promise another day.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.insights.promises import last_day
from pmctl.model.item import span_of
from pmctl.plan import Plan
from pmctl.quantity import instant
from pmctl.rules.index import late_days
from pmctl.rules.points import bases, days_between

CODE = "PM813"
NAME = "path-too-long"
SEVERITY: Severity = "info"
LOOKS_AT = "schedule"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Projects with an index below 0.95; the length runs from today to the forecast end."""
    for base in bases(plan):
        extent = plan.schedule.documents.get(base.project.id)
        if extent is None or base.project.due is None:
            continue
        begin = max(extent.start, instant(plan.today))
        length = days_between(plan, base.project, begin, extent.finish)
        slack = -late_days(plan, base.project.id, base.project.due.last, last_day(extent))
        if length > 0 and (length + slack) / length < Fraction(95, 100):
            ratio = float((length + slack) / length)
            words = f"{float(length):.0f}d of path, {slack}d of float"
            message = f"the critical path length index of {base.project.title} is {ratio:.2f}: {words}"
            hint = "0.95 is the least"
            yield Diagnostic(CODE, SEVERITY, message, span_of(base.project), hint, base.project.id)
