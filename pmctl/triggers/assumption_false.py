"""What was taken to be true is not."""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.model.control import Assumption
from pmctl.triggers.telling.between import Between, pairs
from pmctl.triggers.telling.roles import affected_owners
from pmctl.triggers.telling.trigger import Line, Occasion, Severity
from pmctl.triggers.telling.words import listed

ID, NAME, KIND = "N46", "assumption-false", "diff"
ENTITY = ("assumption",)
RULE = "`status` became false"
TO = ("affected owners", "lead", "owner")
SEVERITY: Severity = "alert"
DEDUPE = "item"


def occasions(between: Between) -> Iterator[Occasion]:
    """One for each assumption."""
    for before, one in pairs(between, Assumption):
        if one.status == "false" and (before is None or before.status != "false"):
            who = {"affected owners": affected_owners(between.head, one, one.affects)}
            lines = (Line(f"It affects {listed(one.affects)}."),) if one.affects else ()
            yield Occasion(one, "is false", (), who, lines, keys=("status",))
