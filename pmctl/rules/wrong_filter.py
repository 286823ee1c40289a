"""A filter that cannot be read.

What it finds:
`where` of views and policies that does not follow the filter language, or asks for a field that no
item has.

Why it matters:
A view shows nothing, and a policy that cannot be read guards nothing.

Bad:

    kind: workspace
    views:
      mine: {of: task, where: "owner = 'ana'"}  # <- here
    ---
    kind: workspace
    policies:
      slip: {of: plan, where: "slipp > 5d", say: Nothing slips}  # <- here

Good:

    kind: workspace
    views:
      mine: {of: task, where: "owner == 'ana'"}
    policies:
      slip: {of: plan, where: "slip > 5d", say: Nothing slips}

How to fix or allow:
Correct the expression; `pmctl list --where` reads the same language.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.plan import Plan
from pmctl.rules.judging.filters import filter_faults

CODE = "PM113"
NAME = "wrong-filter"
SEVERITY: Severity = "error"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Expressions of views and policies that do not compile."""
    for span, message, hint in filter_faults(plan):
        yield Diagnostic(CODE, SEVERITY, message, span, hint)
