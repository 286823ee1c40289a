"""Collections between braces or brackets, put together with their commas."""

from __future__ import annotations

from collections.abc import Sequence

from pmctl.merge.document import CLOSING, OPENING, Collection
from pmctl.merge.pieces import Conflict, Part, Piece, either, of_side

_COMMA = ", "


def between_braces(
    parts: Sequence[tuple[str, Part]], base: Collection, ours: Collection, theirs: Collection
) -> list[Piece]:
    """Entries between braces; a conflict as a whole where one is there on one side only."""
    commas = _commas(ours, theirs)
    pad, tail = either(_pad(base), _pad(ours), _pad(theirs)), either(base.tail, ours.tail, theirs.tail)

    def joined(chosen: Sequence[tuple[str, Part]]) -> list[Piece]:
        inner: list[Piece] = []
        for index, (key, part) in enumerate(chosen):
            inner += [commas.get(key, commas[""]) if index else pad, *part.pieces]
        return [OPENING[ours.kind], *inner, tail if chosen else "", CLOSING[ours.kind]]

    if all(part.ours and part.theirs for _, part in parts):
        return joined(parts)
    here = joined([(key, part) for key, part in parts if part.ours])
    there = joined([(key, part) for key, part in parts if part.theirs])
    return [Conflict(of_side(here, "ours"), of_side(there, "theirs"))]


def _pad(collection: Collection) -> str:
    """What stands behind the opening brace."""
    return collection.entries[0].lead if collection.entries else ""


def _commas(ours: Collection, theirs: Collection) -> dict[str, str]:
    """The comma with its blanks before each entry that has one; under the empty name the usual one."""
    commas: dict[str, str] = {}
    for one in (theirs, ours):
        commas |= {entry.key: entry.lead for entry in one.entries[1:]}
    usual = next((one.entries[1].lead for one in (ours, theirs) if len(one.entries) > 1), _COMMA)
    return {**commas, "": usual}
