"""Something promised to others is expected earlier than before, or in time again."""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.triggers.telling.between import Between
from pmctl.triggers.telling.forecasts import shifts, told
from pmctl.triggers.telling.trigger import Occasion, Severity

ID, NAME, KIND = "N14", "forecast-recovered", "derived"
ENTITY = ("milestone", "feature", "release", "project")
RULE = "forecast is earlier by >= threshold (1d), or back within the promise"
TO = ("owner", "sponsor")
SEVERITY: Severity = "info"
DEDUPE = "new.forecast"
LIMITS = {"after": "1d"}
FOR_CLIENTS = True


def occasions(between: Between) -> Iterator[Occasion]:
    """One for each item that is earlier by as many working days, or more, or that keeps its promise again."""
    plan, least = between.head, max(between.days("after"), 1)
    for one in shifts(between):
        is_back = one.in_time_was is False and one.in_time is True and one.days < 0
        if is_back or one.days <= -least:
            yield told(plan, one)
