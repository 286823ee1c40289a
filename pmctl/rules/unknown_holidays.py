"""Holidays of a place that nobody knows.

What it finds:
`holidays` of a calendar that name no country, or no region of it.

Why it matters:
No day is free then, and dates fall on public holidays.

Bad:

    kind: workspace
    calendars:
      default: {holidays: DE-BX}  # <- here
    ---
    kind: workspace
    calendars:
      default: {holidays: QQ}  # <- here

Good:

    kind: workspace
    calendars:
      default: {holidays: DE-BE}

How to fix or allow:
Write the country by its two letters and the region behind a hyphen (`DE-BE`); days that no table
knows stand under `days-off`.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.model.item import spot
from pmctl.plan import Plan
from pmctl.rules.judging.index import say_list
from pmctl.worktime import holiday_regions

CODE = "PM109"
NAME = "unknown-holidays"
SEVERITY: Severity = "error"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Codes for which there is no table of holidays."""
    for calendar in plan.workspace.calendars.values():
        codes = calendar.holidays or ()
        for place, code in enumerate(codes):
            country, _, region = code.partition("-")
            regions = holiday_regions().get(country)
            span = spot(calendar.source, "holidays", place)
            if regions is None:
                hint = "two letters: `DE`, `ES-MD`"
                yield Diagnostic(CODE, SEVERITY, f"no holidays are known for `{code[:80]}`", span, hint)
            elif region and region not in regions:
                hint = f"`{country}` has {say_list(regions, 20)}" if regions else f"`{country}` has no regions"
                yield Diagnostic(CODE, SEVERITY, f"`{country}` has no region `{region[:40]}`", span, hint)
