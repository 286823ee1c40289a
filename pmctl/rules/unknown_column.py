"""A view asks for a field that is not there.

What it finds:
Names in `columns`, `group-by` and `sort` of a view that are no field of any item, no declared field
and no `x-` key.

Why it matters:
The column stays empty, and the order is not the one that was meant.

Bad:

    kind: workspace
    views:
      exec: {of: feature, columns: [name, forcast]}  # <- here

Good:

    kind: workspace
    views:
      exec: {of: feature, columns: [name, forecast], sort: -due}

How to fix or allow:
Correct the name, or declare the field under `fields:`.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.model.item import spot
from pmctl.plan import Plan
from pmctl.rules.judging.filters import known_fields
from pmctl.rules.judging.index import did_you_mean

CODE = "PM114"
NAME = "unknown-column"
SEVERITY: Severity = "warning"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Names that are nobody's field."""
    known = known_fields(plan) if plan.workspace.views else ()
    for view in plan.workspace.views.values():
        for key, names in (("columns", view.columns), ("group-by", view.group_by), ("sort", view.sort)):
            for place, name in enumerate(names):
                plain = name.removeprefix("-")
                if plain not in known and not plain.startswith("x-"):
                    span = spot(view.source, key, place)
                    yield Diagnostic(
                        CODE, SEVERITY, f"there is no field `{plain[:80]}`", span, did_you_mean(plain, known)
                    )
