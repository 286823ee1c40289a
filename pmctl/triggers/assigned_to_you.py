"""Somebody answers for something, or works on it, who did not before."""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.insights.states import is_over
from pmctl.triggers.telling.between import Between
from pmctl.triggers.telling.hands import HELD_BY, hands
from pmctl.triggers.telling.trigger import Occasion, Severity

ID, NAME, KIND = "N01", "assigned-to-you", "diff"
ENTITY = ("task", "milestone", "feature", "action", "risk", "issue")
RULE = "`owner` or `assign` gains P"
TO = ("P",)
SEVERITY: Severity = "info"
DEDUPE = "P"
FOR_CLIENTS = True


def occasions(between: Between) -> Iterator[Occasion]:
    """One for each person who gains an item that is not over."""
    for one in hands(between):
        if not is_over(between.head, one.item):
            for person in one.gained:
                text = "is new, and yours" if one.is_new else "is yours now"
                yield Occasion(one.item, text, (person,), {"P": (person,)}, keys=HELD_BY)
