"""Somebody does not answer for something any more, nor work on it."""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.triggers.telling.between import Between
from pmctl.triggers.telling.hands import HELD_BY, hands
from pmctl.triggers.telling.trigger import Line, Occasion, Severity
from pmctl.triggers.telling.words import listed

ID, NAME, KIND = "N02", "no-longer-yours", "diff"
ENTITY = ("task", "milestone", "feature", "action", "risk", "issue")
RULE = "`owner` or `assign` loses P"
TO = ("P", "lead")
SEVERITY: Severity = "info"
DEDUPE = "P"
FOR_CLIENTS = True


def occasions(between: Between) -> Iterator[Occasion]:
    """One for each person who loses an item that is still there."""
    people = between.head.workspace.people
    for one in hands(between):
        for person in one.lost:
            now = listed([people[who].title for who in one.holders if who in people])
            whose = f"with {now}" if now else "with nobody"
            line = Line(f"It was with {people[person].title}, and is {whose} now.")
            yield Occasion(one.item, "has changed hands", (person,), {"P": (person,)}, (line,), keys=HELD_BY)
