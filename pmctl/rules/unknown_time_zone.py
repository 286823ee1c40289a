"""A time zone that nobody knows.

What it finds:
`timezone` of the workspace or of a calendar that is no name of the IANA time zone database.

Why it matters:
Hours of people in different places cannot be compared; the zone is read as UTC.

Bad:

    kind: workspace
    timezone: Europe/Belin  # <- here
    ---
    kind: workspace
    calendars:
      office: {timezone: Europe/Madird}  # <- here

Good:

    kind: workspace
    timezone: Europe/Berlin

How to fix or allow:
Write the zone as `Europe/Berlin`, `America/New_York` or `UTC`.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.model.item import spot
from pmctl.plan import Plan
from pmctl.rules.judging.index import did_you_mean
from pmctl.worktime import time_zones

CODE = "PM108"
NAME = "unknown-time-zone"
SEVERITY: Severity = "error"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Zones that stand in no table; nothing that a plan says is looked up anywhere else."""
    workspace = plan.workspace
    places = [(workspace.timezone, workspace.source)]
    places += [(calendar.timezone, calendar.source) for calendar in workspace.calendars.values()]
    for zone, source in places:
        if zone and zone not in time_zones():
            hint = did_you_mean(zone, sorted(time_zones())) or "write it like `Europe/Berlin`"
            yield Diagnostic(CODE, SEVERITY, f"there is no time zone `{zone[:80]}`", spot(source, "timezone"), hint)
