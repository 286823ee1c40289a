"""The health of a project, product or release is better."""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.triggers.telling.between import Between
from pmctl.triggers.telling.healths import turns
from pmctl.triggers.telling.trigger import Occasion, Severity

ID, NAME, KIND = "N21", "health-improved", "derived"
ENTITY = ("project", "product", "release")
RULE = "health is better than before"
TO = ("lead", "owner", "sponsor")
SEVERITY: Severity = "info"
DEDUPE = "new.health"


def occasions(between: Between) -> Iterator[Occasion]:
    """One for each that rose."""
    for one in turns(between):
        if one.worse < 0:
            yield Occasion(one.item, f"is {one.now}, was {one.was}", (one.now,), by_time=one.by_time)
