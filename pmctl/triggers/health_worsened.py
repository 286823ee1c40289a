"""The health of a project, product or release is worse."""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.triggers.telling.between import Between
from pmctl.triggers.telling.healths import evidence, turns
from pmctl.triggers.telling.trigger import Occasion, Severity

ID, NAME, KIND = "N20", "health-worsened", "derived"
ENTITY = ("project", "product", "release")
RULE = "health is worse than before; the message carries rule, value, threshold and evidence"
TO = ("lead", "owner", "sponsor", "watchers")
SEVERITY: Severity = "alert"
DEDUPE = "new.health"


def occasions(between: Between) -> Iterator[Occasion]:
    """One for each that fell, with the dimensions that are as bad as the whole."""
    for one in turns(between):
        if one.worse > 0:
            lines = evidence(between.head, one.item, one.now)
            yield Occasion(one.item, f"is {one.now}, was {one.was}", (one.now,), lines=lines, by_time=one.by_time)
