"""A fact of an entity under its path of keys, and the sheet on which the facts of one are written."""

from __future__ import annotations

from dataclasses import dataclass

from pmctl.changes.edits.references import Side
from pmctl.changes.edits.texts import Compared
from pmctl.model.item import Source


@dataclass(frozen=True, slots=True)
class Fact:
    """A value under its path of keys, and where it stands: `place` is a key of the places of `source`."""

    value: Compared
    source: Source
    place: str


Facts = dict[str, Fact]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The facts of an entity while they are written: on which side, in which document, where its keys hang."""

    side: Side
    document: str
    source: Source
    facts: Facts
    prefix: str = ""

    def add(self, key: str, value: Compared, place: str = "") -> None:
        """One more fact; a second one of the same name gets a number."""
        path = whole = f"{self.prefix}{key}"
        number = 2
        while path in self.facts:
            path, number = f"{whole}.{number}", number + 1
        self.facts[path] = Fact(value, self.source, place or key)

    def inside(self, key: str, source: Source | None = None) -> Sheet:
        """The record that stands under a key."""
        return Sheet(self.side, self.document, source or self.source, self.facts, f"{self.prefix}{key}.")
