"""A message to one person, and all messages to one person."""

from __future__ import annotations

from dataclasses import dataclass

from pmctl.model.people import Person
from pmctl.triggers.telling.trigger import Severity, Trigger


@dataclass(frozen=True, slots=True)
class Place:
    """Where an item stands: its file, line and column."""

    path: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Cause:
    """An edit behind a message: the item, what became of it, and who did it (people's ids)."""

    item: str
    title: str
    change: str
    authors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """One message: what happened to an item, why this person is told (`role`), and what brought it about.

    `key` tells it from the other messages of the trigger about the item. `by_time` says that only the passing of time
    did it; else `causes` are edits, at most a few, and `more_causes` how many there are beside them. `watched` says
    that it is for the digest only. `place` is None for a reader who sees no files.
    """

    trigger: Trigger
    severity: Severity
    item: str
    entity: str
    title: str
    text: str
    key: tuple[str, ...]
    lines: tuple[str, ...] = ()
    by_time: bool = False
    causes: tuple[Cause, ...] = ()
    more_causes: int = 0
    role: str = ""
    watched: bool = False
    place: Place | None = None

    @property
    def id(self) -> str:
        """What makes two messages the same: `N10 checkout/launch 2026-04-07`."""
        return " ".join((self.trigger.id, self.item, *self.key))


@dataclass(frozen=True, slots=True)
class Digest:
    """Everything that one person is told, the urgent first, what they only watch last."""

    person: Person
    notices: tuple[Notice, ...]
