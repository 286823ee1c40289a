"""Something promised to others is expected later than before."""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.triggers.telling.between import Between
from pmctl.triggers.telling.forecasts import shifts, told
from pmctl.triggers.telling.trigger import Occasion, Severity

ID, NAME, KIND = "N13", "forecast-slipped", "derived"
ENTITY = ("milestone", "feature", "release", "project")
RULE = "wd(old.forecast, new.forecast) >= threshold (1d)"
TO = ("owner", "sponsor", "dependents")
SEVERITY: Severity = "alert"
DEDUPE = "new.forecast"
LIMITS = {"after": "1d"}
FOR_CLIENTS = True


def occasions(between: Between) -> Iterator[Occasion]:
    """One for each item that slipped by as many working days, or more; not for each day on which nobody begins it."""
    plan, least = between.head, max(between.days("after"), 1)
    for one in shifts(between):
        if one.days >= least and not one.is_drift:
            yield told(plan, one)
