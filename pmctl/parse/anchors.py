"""Anchors, aliases and tags: what stands in front of a value, and what stands for one."""

from __future__ import annotations

from typing import Any

from pmctl import source as bounds
from pmctl.parse.reading import Anchor, Reading
from pmctl.parse.scalars import plain
from pmctl.regex import regex
from pmctl.source import echo

_PROPERTIES = regex(r"(?:(?:!<[^>\s]*>|[&!][^\s,\[\]{}]*)(?:[ \t\r\n]|#[^\n]*\n)*){1,2}")
_TAG = regex(r"!(?:<[^>\s]*>|[^\s,\[\]{}]*)")
_STRING_TAG = "tag:yaml.org,2002:str"


def scalar_properties(reading: Reading, event: Any, scalar: str) -> int:
    """Takes note of an anchor and refuses a tag; returns where the scalar itself begins."""
    start, end = int(event.start_mark.index), int(event.end_mark.index)
    value_start = min(skip(reading, start), end)
    if event.tag not in (None, _STRING_TAG):
        refuse_tag(reading, start, value_start)
    if event.anchor is not None:
        check_anchor(reading, event.anchor, start)
        value = plain(scalar) if not event.style and event.tag is None else scalar
        reading.anchors[event.anchor] = Anchor(value, 1, scalar, True)
    return value_start


def collection_properties(reading: Reading, event: Any) -> int:
    """Takes note of an anchor and refuses a tag; returns where the list or map itself begins."""
    start = event.start_mark.index
    value_start = skip(reading, start)
    if event.tag is not None:
        refuse_tag(reading, start, value_start)
    if event.anchor is not None:
        check_anchor(reading, event.anchor, start)
        reading.anchors[event.anchor] = Anchor(None, 0, None, False)
    return value_start


def check_anchor(reading: Reading, name: str, start: int) -> None:
    """libyaml ends a name where YAML 1.2 goes on (`&a:b`), and would take the rest for the value."""
    at = reading.text.find(f"&{name}", start)
    end = at + 1 + len(name)
    if at >= 0 and not reading.text[end : end + 1].isspace() and end < len(reading.text):
        hint = "names of anchors have letters, digits, `-` and `_`; a space follows"
        reading.report("PM002", f"the anchor `&{echo(name, 40)}` runs into its value", at, end + 1, hint)


def skip(reading: Reading, start: int) -> int:
    """Where the value behind anchors and tags begins."""
    skipped = _PROPERTIES.match(reading.text, start)
    return skipped.end() if skipped else start


def refuse_tag(reading: Reading, start: int, end: int) -> None:
    """Reports a tag and remembers the value at `end` behind it as one that nobody judges."""
    reading.refused.add(end)
    found = _TAG.search(reading.text, start, max(end, start + 1))
    first, last = found.span() if found else (start, end)
    message = f"the tag `{echo(reading.text[first:last])}` is not allowed"
    reading.report("PM004", message, first, last, "write the value without a tag")


def alias(reading: Reading, name: str, start: int, end: int) -> Anchor:
    """What an alias stands for; an unknown one stands for nothing, and one inside its own anchor ends reading."""
    known, shown = reading.anchors.get(name), echo(name, 40)
    if known is None:
        hint = f"put a text that begins with `*` in quotes; an alias needs `&{shown}` above it"
        reading.report("PM002", f"the alias `*{shown}` has no anchor", start, end, hint)
        reading.nodes += 1
        return Anchor(None, 1, "", True)
    if not known.complete:
        hint = f"an alias cannot stand inside what `&{shown}` names"
        reading.stop("PM002", f"the alias `*{shown}` refers to itself", start, hint)
    reading.nodes += known.size
    reading.expanded += known.size
    if reading.expanded > bounds.EXPANSION:
        message = f"the aliases of this file stand for more than {bounds.EXPANSION:,} values"
        reading.stop("PM009", message, start, "write the values out, or use fewer aliases")
    return known
