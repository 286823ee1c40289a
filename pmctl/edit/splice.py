"""Spans of plan text replaced: a value put, a key added or taken away, an entry of a list added or taken away."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from pmctl.edit.values import as_list, as_yaml
from pmctl.parse import Map, Seq, Value
from pmctl.record import dataclass
from pmctl.regex import regex

_LINE_END = regex(r"[^\r\n]*")
_COMMENT = regex(r"([ \t]*)#")
_AFTER_KEY = regex(r"[ \t]*:")
_QUOTED_KEY = regex(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'", re.DOTALL)
_KEEPS_BLANKS = regex(r"[|>][1-9]?\+")
_BLANKS = regex(r"(?:[ \t]*(?:\r\n|\r|\n)(?=[ \t]*[\r\n]))*")
_TO_NEXT = regex(r"[ \t\r\n]*,[ \t]*")


@dataclass(frozen=True, slots=True)
class Entry:
    """A key of a map as it is written: the map, the key, where the key begins, its value's start and end."""

    node: Map
    key: str
    start: int
    value_start: int
    end: int

    @property
    def value(self) -> Value:
        """What is written behind the key."""
        return self.node[self.key]


def own_entries(node: Map) -> list[Entry]:
    """The keys that are written in a map itself (none that a merge brought), in the order of the text."""
    found = [Entry(node, key, *place) for key, place in node.places.items() if node.start <= place[0] < node.end]
    return sorted(found, key=lambda entry: entry.start)


def own_entry(node: Map, key: str) -> Entry | None:
    """A key that is written in a map itself."""
    return next((entry for entry in own_entries(node) if entry.key == key), None)


def end_of(text: str, entry: Entry) -> int:
    """Where an entry ends; blank lines below a text that keeps them (`|+`) are part of it."""
    if not keeps_blanks(text, _last_value(text, entry.value, entry.value_start)):
        return entry.end
    blanks = _BLANKS.match(text, entry.end)
    return blanks.end() if blanks else entry.end


def keeps_blanks(text: str, start: int) -> bool:
    """Does a text begin here to which the blank lines at its end belong (`|+`)?"""
    return _KEEPS_BLANKS.match(text, start) is not None


def _last_value(text: str, value: Value, start: int) -> int:
    """Where the last single value begins of what is written in block style."""
    if isinstance(value, Seq) and value and not is_flow(text, value):
        return _last_value(text, value[-1], value.places[-1][0])
    if isinstance(value, Map) and not is_flow(text, value):
        entries = own_entries(value)
        return _last_value(text, entries[-1].value, entries[-1].value_start) if entries else start
    return start


def is_alias(text: str, entry: Entry) -> bool:
    """Whether a value is written elsewhere, and only named here."""
    return text[entry.value_start : entry.value_start + 1] == "*"


def is_flow(text: str, node: Map | Seq) -> bool:
    """Whether a map or list stands between braces or brackets."""
    return text[node.start : node.start + 1] in "{["


def new_line(text: str) -> str:
    """How lines end in a text."""
    return "\r\n" if "\r\n" in text else "\n"


def line_start(text: str, at: int) -> int:
    """Where the line of a place begins."""
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1


def column(text: str, at: int) -> int:
    """How many characters stand before a place on its line."""
    return at - line_start(text, at)


def above_comments(text: str, at: int) -> int:
    """Where the line of a place begins, or the comments right above it that are indented like it."""
    indent, at = column(text, at), line_start(text, at)
    while at:
        above = line_start(text, at - (2 if text.startswith("\r\n", at - 2) else 1))
        comment = _COMMENT.match(text, above)
        if comment is None or len(comment[1]) != indent:
            break
        at = above
    return at


def _line_end(text: str, at: int) -> int:
    match = _LINE_END.match(text, at)
    return match.end() if match else at


def past_line(text: str, at: int) -> int:
    """Behind the end of the line."""
    end = _line_end(text, at)
    return end + (2 if text.startswith("\r\n", end) else 1 if end < len(text) else 0)


# --- a value ----------------------------------------------------------------------------------------------------------


def put(text: str, entry: Entry, value: str) -> str:
    """Other text for a value; a value in quotes keeps them, a comment behind it stays."""
    start, end = entry.value_start, entry.end
    if start == end:
        glue = " " if text[start - 1 : start] == ":" else ": "
        return text[:start] + glue + value + text[start:]
    held = entry.value
    if isinstance(held, Map | Seq) and not is_flow(text, held):
        behind = _behind_colon(text, entry)
        line = _line_end(text, behind)
        return text[:behind] + " " + value + text[behind:line] + text[end:]
    return text[:start] + value + text[end:]


def quote_of(text: str, entry: Entry) -> str:
    """The quotes in which a value stands, or nothing."""
    mark = text[entry.value_start : entry.value_start + 1]
    return mark if mark in ("'", '"') else ""


def key_end(text: str, entry: Entry) -> int:
    """Where a key ends, its quotes included."""
    quoted = _QUOTED_KEY.match(text, entry.start)
    return quoted.end() if quoted else entry.start + len(entry.key)


def _behind_colon(text: str, entry: Entry) -> int:
    end = key_end(text, entry)
    colon = _AFTER_KEY.match(text, end)
    return colon.end() if colon else end


# --- a key ------------------------------------------------------------------------------------------------------------


def add_key(text: str, node: Map, key: str, value: str, known: Sequence[str] = ()) -> str:
    """A key more in a map: where it belongs among its `known` keys if those that are written stand in that order,
    else behind the last one; before the first nested block where others come before that.
    """
    others = [entry.key for entry in _flat_entries(text, node)]
    return add_pair(text, node, f"{as_yaml(key)}: {value}", _rank(known, key, others))


def add_pair(text: str, node: Map, pair: str, at: int | None = None) -> str:
    """A key with its value, as they are written, more in a map: before its entry number `at`, or as `add_key` adds one
    that nobody knows.
    """
    entries = _flat_entries(text, node)
    if not entries:
        return text[: node.start] + "{" + pair + "}" + text[node.end :]
    at = len(entries) if at is None else at
    place, margin = entries[0].start, " " * column(text, entries[0].start)
    if is_flow(text, node):
        separator = _separator(text, [entry.start for entry in entries])
        end = entries[at - 1].end
        return text[:end] + separator + pair + text[end:] if at else text[:place] + pair + separator + text[place:]
    if not at and not text[line_start(text, place) : place].strip():
        place = above_comments(text, place)
        return text[:place] + margin + pair + new_line(text) + text[place:]
    if not at:  # `- key: value`
        return text[:place] + pair + new_line(text) + margin + text[place:]
    return _line_after(text, end_of(text, entries[at - 1]), margin + pair)


def _rank(known: Sequence[str], key: str, others: Sequence[str]) -> int | None:
    """Before which of the others a key belongs: behind all that come before it; None where they go their own way."""
    rank = {name: place for place, name in enumerate(known)}
    places = [rank.get(other, len(rank)) for other in others]
    return bisect_right(places, rank[key]) if key in rank and places == sorted(places) else None


def _flat_entries(text: str, node: Map) -> Sequence[Entry]:
    """The keys of a map among which another single value stands: those before the first nested block, if there are."""
    entries = own_entries(node)
    return entries if is_flow(text, node) else _leading_simple(text, entries) or entries


def _leading_simple(text: str, entries: Sequence[Entry]) -> Sequence[Entry]:
    """The keys before the first one that holds a map in block style."""
    for index, entry in enumerate(entries):
        if isinstance(entry.value, Map) and not is_alias(text, entry) and not is_flow(text, entry.value):
            return entries[:index]
    return entries


def _line_after(text: str, at: int, line: str) -> str:
    """A line more behind the one on which a value ends."""
    end = _line_end(text, at)
    return text[:end] + new_line(text) + line + text[end:]


def _separator(text: str, starts: Sequence[int]) -> str:
    """What stands between two entries between braces: a line each where they stand so."""
    margin = text[line_start(text, starts[-1]) : starts[-1]]
    if len(starts) > 1 and line_start(text, starts[-1]) > starts[-2] and not margin.strip():
        return "," + new_line(text) + margin
    return ", "


def drop_key(text: str, node: Map, entry: Entry) -> str:
    """A map less one key, its line and the comment on that line."""
    entries = own_entries(node)
    if is_flow(text, node):
        return _without(text, [(one.start, one.end) for one in entries], entries.index(entry))
    start, end = line_start(text, entry.start), past_line(text, end_of(text, entry))
    if len(entries) == 1 and node.start > 0:  # the map is gone: what held it holds nothing
        return text[:start].rstrip(" ") + text[end:]
    return text[:start] + text[end:]


def _without(text: str, spans: Sequence[tuple[int, int]], index: int) -> str:
    """Entries between braces or brackets less one, and one comma."""
    start, end = spans[index]
    if index > 0:
        return text[: spans[index - 1][1]] + text[end:]
    if len(spans) > 1:
        return text[:start] + text[spans[1][0] :]
    comma = _TO_NEXT.match(text, end)
    return text[:start] + text[comma.end() if comma else end :]


# --- an entry of a list -----------------------------------------------------------------------------------------------


def add_elements(text: str, entry: Entry, values: Sequence[str]) -> str:
    """A list with more at its end; a single value becomes a list."""
    held = entry.value
    if not isinstance(held, Seq) or not held:
        single = [] if isinstance(held, Seq) else [text[entry.value_start : entry.end]]
        return put(text, entry, as_list([*single, *values]))
    start, end = held.places[-1]
    if is_flow(text, held):
        separator = _separator(text, [place[0] for place in held.places])
        return text[:end] + "".join(separator + value for value in values) + text[end:]
    mark = text[line_start(text, start) : start]
    return _line_after(text, end, new_line(text).join(mark + value for value in values))


def drop_element(text: str, held: Seq, index: int) -> str:
    """A list of several less one of them."""
    start, end = held.places[index]
    if is_flow(text, held):
        return _without(text, held.places, index)
    return text[: line_start(text, start)] + text[past_line(text, end) :]
