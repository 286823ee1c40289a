"""Something promised to others is expected later than before."""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.triggers.between import Between
from pmctl.triggers.forecasts import PROMISE, shifts
from pmctl.triggers.trigger import Occasion, Severity
from pmctl.triggers.words import day, promise_line, signed_days

ID, NAME, KIND = "N13", "forecast-slipped", "derived"
ENTITY = ("milestone", "feature", "release", "project")
RULE = "wd(old.forecast, new.forecast) >= threshold (1d)"
TO = ("owner", "sponsor", "dependents")
SEVERITY: Severity = "alert"
DEDUPE = "new.forecast"
LIMITS = {"after": "1d"}
FOR_CLIENTS = True


def occasions(between: Between) -> Iterator[Occasion]:
    """One for each item that slipped by as many working days, or more."""
    plan, least = between.head, max(between.days("after"), 1)
    for one in shifts(between):
        if one.days >= least:
            words = f"is expected on {day(plan, one.now)}, not {day(plan, one.was)} ({signed_days(plan, one.days)})"
            lines = promise_line(plan, one.item)
            yield Occasion(one.item, words, (one.now.isoformat(),), lines=lines, not_by=PROMISE, by_time=one.by_time)
