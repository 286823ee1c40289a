"""Collections laid out as the other side has them: in lines, so far from the left; only blanks change."""

from __future__ import annotations

import re
from dataclasses import replace

from pmctl.merge.document import Collection, Entry, Node
from pmctl.regex import regex

_INDENTED = regex(r"(?m)^ *(?=[^ \n])")
_INDENTED_BELOW = regex(r"(?<=\n) *(?=[^ \n])")


def in_lines(collection: Collection, column: int) -> Collection:
    """A collection in lines, each entry so many characters from the left."""
    if not collection.flow:
        return _moved(collection, column - collection.column) if collection.entries else collection
    entries = tuple(_in_line(entry, collection.kind, column) for entry in collection.entries)
    return Collection(collection.kind, False, column, entries)


def _in_line(entry: Entry, kind: str, column: int) -> Entry:
    mark = "-" if kind == "list" else entry.head if entry.head.endswith(":") else f"{entry.head}:"
    gap = (entry.gap or " ") if entry.value.text else ""
    return replace(entry, lead="", head=" " * column + mark, gap=gap, rest="\n")


def _moved(collection: Collection, by: int) -> Collection:
    """A collection in lines with all that is in it, so many characters farther to the right (or left)."""
    if by == 0:
        return collection
    entries = tuple(_moved_entry(entry, by) for entry in collection.entries)
    return replace(
        collection, column=collection.column + by, entries=entries, tail=_shift(_INDENTED, collection.tail, by)
    )


def _moved_entry(entry: Entry, by: int) -> Entry:
    lead, head = _shift(_INDENTED, entry.lead, by), _shift(_INDENTED, entry.head, by)
    return replace(
        entry, lead=lead, head=head, gap=_shift(_INDENTED_BELOW, entry.gap, by), value=_moved_value(entry.value, by)
    )


def _moved_value(node: Node, by: int) -> Node:
    if not isinstance(node, Collection):
        return replace(node, text=_shift(_INDENTED_BELOW, node.text, by))
    if not node.flow:
        return _moved(node, by)
    entries = tuple(
        replace(
            entry,
            lead=_shift(_INDENTED_BELOW, entry.lead, by),
            gap=_shift(_INDENTED_BELOW, entry.gap, by),
            value=_moved_value(entry.value, by),
        )
        for entry in node.entries
    )
    return replace(node, entries=entries, tail=_shift(_INDENTED_BELOW, node.tail, by))


def _shift(lines: re.Pattern[str], text: str, by: int) -> str:
    """Text whose lines begin farther to the right (or left)."""
    return lines.sub(lambda match: " " * max(0, len(match[0]) + by), text)
