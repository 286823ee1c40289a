"""Maps and lists between braces and brackets: `{name: Design, after: [api, ui]}`, where they stand on one line."""

from __future__ import annotations

from pmctl.edit import splice
from pmctl.edit.order import Rule, in_order, rule_of_element, rule_of_key
from pmctl.edit.splice import Entry
from pmctl.parse import Map, Seq, Value
from pmctl.regex import regex

_COLON = regex(r"[ \t]*:[ \t]*")
_COMMA = regex(r"[ \t]*,[ \t]*")
_BLANK = regex(r"[ \t]*")
_END = regex(r"[ \t]*(?:,[ \t]*)?[]}]")


def flow(text: str, value: Value, start: int, end: int, rule: Rule) -> str:
    """A value on one line in its usual look; as it is written where it holds lines, anchors or anything unusual."""
    written = text[start:end]
    if "\n" in written or not isinstance(value, Map | Seq) or not value or not splice.is_flow(text, value):
        return written
    made = _map(text, value, rule) if isinstance(value, Map) else _list(text, value, rule)
    return written if made is None else made


def _map(text: str, node: Map, rule: Rule) -> str | None:
    """A map in its usual look, None where it is written in an unusual way."""
    entries = splice.own_entries(node)
    spans = [(entry.start, entry.end) for entry in entries]
    if len(entries) != len(node) or not _is_usual(text, node.start, spans, node.end):
        return None
    made = {entry.key: _pair(text, entry, rule) for entry in entries}
    if None in made.values():
        return None
    ordered = in_order(rule, entries, lambda entry: entry.key, lambda _: False)
    return f"{{{', '.join(str(made[entry.key]) for entry in ordered)}}}"


def _pair(text: str, entry: Entry, rule: Rule) -> str | None:
    """`key: value`, None where something else stands between them."""
    key_end = splice.key_end(text, entry)
    key = text[entry.start : key_end]
    colon = _COLON.match(text, key_end)
    if colon is None or colon.end() != entry.value_start or entry.value_start == entry.end:
        return None
    value = flow(text, entry.value, entry.value_start, entry.end, rule_of_key(rule, entry.key))
    return f"{key}: {value}"


def _list(text: str, node: Seq, rule: Rule) -> str | None:
    """A list in its usual look, None where it is written in an unusual way."""
    if not _is_usual(text, node.start, node.places, node.end):
        return None
    inner = rule_of_element(rule)
    return f"[{', '.join(flow(text, one, *place, inner) for one, place in zip(node, node.places, strict=True))}]"


def _is_usual(text: str, start: int, spans: list[tuple[int, int]], end: int) -> bool:
    """Is nothing but blanks and commas between the parts of a map or list?"""
    first = _BLANK.match(text, start + 1)
    last = _END.match(text, spans[-1][1])
    if first is None or first.end() != spans[0][0] or last is None or last.end() != end:
        return False
    gaps = zip(spans, spans[1:], strict=False)
    return all((comma := _COMMA.match(text, one[1])) is not None and comma.end() == other[0] for one, other in gaps)
