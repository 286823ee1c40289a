"""Files that were read before, so that of the next revision only those are read that changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field, replace

from pmctl.diagnostic import Diagnostic
from pmctl.discover import SETTINGS
from pmctl.load.file import Reading, Terms, read_plan, read_settings
from pmctl.model.item import Source
from pmctl.model.workspace import FieldDeclaration
from pmctl.record import dataclass

MOST_BYTES = 8 * 1024 * 1024
"""Beyond so much plan text only that of the last load is remembered; what is made of it takes seven times that."""

Key = tuple[str, str]
"""The path of a file, and what says that its contents are the same (the id of its blob)."""


@dataclass(slots=True)
class Memory:
    """What was read of files by path and key; `keys` are those of the files that are loaded next. Empty: no memory.

    A reading is shared by all workspaces that it is part of: nobody changes it.
    """

    keys: Mapping[str, str] = field(default_factory=dict)
    _terms: Terms | None = None
    _settings: dict[Key, tuple[Reading, Terms]] = field(default_factory=dict)
    _kept: dict[Key, Reading] = field(default_factory=dict)
    _size: int = 0

    def expect(self, keys: Mapping[str, str]) -> None:
        """Say which files are loaded next; what is too much and is not among them is forgotten."""
        self.keys = keys
        if self._size > MOST_BYTES:
            self._kept = {key: one for key, one in self._kept.items() if keys.get(key[0]) == key[1]}
            self._size = sum(one.size for one in self._kept.values())

    def knows(self, path: str) -> bool:
        """Is that file remembered as it is now?"""
        key = (path, self.keys.get(path, ""))
        return key in (self._settings if path == SETTINGS else self._kept)

    def settings(self, terms: Terms, read: Callable[[str], bytes | Diagnostic]) -> tuple[Reading, Terms]:
        """What `pmctl.yaml` says, and what it says for the other files."""
        key = (SETTINGS, self.keys.get(SETTINGS, ""))
        found = self._settings.get(key) or read_settings(read(SETTINGS), terms)
        self._settings = {key: found} if key[1] else {}
        return found

    def agreed(self, terms: Terms) -> Terms:
        """What the other files are read with; where it is not as before, nothing is remembered of them."""
        if self._terms is None or not _alike(self._terms, terms):
            self._kept.clear()
            self._terms, self._size = terms, 0
        return replace(terms, tables=self._terms.tables)

    def reading(self, path: str, terms: Terms, read: Callable[[str], bytes | Diagnostic]) -> Reading:
        """What a file says, read now where it is not remembered."""
        key = (path, self.keys.get(path, ""))
        found = self._kept.get(key)
        if found is None:
            found = read_plan(path, read(path), terms)
            if key[1] and found.size:
                self._kept[key] = found
                self._size += found.size
        return found


def _alike(first: Terms, second: Terms) -> bool:
    """Does a file say the same under both? Where in `pmctl.yaml` a field is declared makes no difference."""
    if (first.workspace_id, bool(first.patterns)) != (second.workspace_id, bool(second.patterns)):
        return False
    return first.tables.units == second.tables.units and _declarations(first) == _declarations(second)


def _declarations(terms: Terms) -> list[FieldDeclaration]:
    every = {key: one for fields in terms.tables.declared.values() for key, one in fields.items()}
    return [replace(every[key], source=Source()) for key in sorted(every)]
