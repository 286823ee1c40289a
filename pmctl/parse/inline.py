"""Lists and maps between brackets on one line, where nothing but plain words, numbers and quoted texts is in them."""

from __future__ import annotations

import re

from pmctl.parse.scalars import plain
from pmctl.parse.tree import Map, Seq, Value

KEY = r"[A-Za-z0-9][A-Za-z0-9_./-]{0,255}"
"""A key that means itself: of letters, digits and the signs of ids."""
FIRST = r"""(?:[^\n \-?:,\[\]{}#&*!|>'"%@`]|-(?=[0-9A-Za-z.]))"""
"""What a text without quotes may begin with, wherever it stands."""
QUOTED = r"""(?:"[^"\\\n]*"|'[^'\n]*')"""
"""A text in quotes without escapes."""

_WORDS = rf"{FIRST}[^\n,\[\]{{}}:#]*(?::(?=[0-9A-Za-z/])[^\n,\[\]{{}}:#]*)*(?<! )"
_ENTRY = re.compile(rf"[ ]*(?:({KEY}):[ ]+)?(?:({_WORDS})|({QUOTED})|(?=[\[{{]))")
_NEXT = re.compile(r"[ ]*([,\]}])")
_EMPTY = re.compile(r"\[[ ]*\]|\{[ ]*\}")


class NotPlain(Exception):
    """There is something that only a reader of all YAML can read."""


def read_inline(text: str, start: int, end: int, deepest: int) -> Map | Seq:
    """The list or map from one place to another; `NotPlain` where it is not plain, or ends elsewhere."""
    made = _collection(text, start, deepest)
    if made.end != end:
        raise NotPlain
    return made


def _collection(text: str, start: int, deepest: int) -> Map | Seq:
    """The list or map that begins at a place, nested at most so deep."""
    if deepest == 0:
        raise NotPlain
    made: Map | Seq = _map() if text[start] == "{" else _list()
    made.start = start
    empty = _EMPTY.match(text, start)
    if empty is not None:
        made.end = empty.end()
        return made
    at, separator = start + 1, ","
    while separator == ",":
        at = _entry(text, at, made, deepest)
        found = _NEXT.match(text, at)
        if found is None:
            raise NotPlain
        at, separator = found.end(), found[1]
    if separator != ("}" if isinstance(made, Map) else "]"):
        raise NotPlain
    made.end = at
    return made


def _entry(text: str, at: int, made: Map | Seq, deepest: int) -> int:
    """Add what stands at a place to a list or map; where it ends."""
    found = _ENTRY.match(text, at)
    if found is None:
        raise NotPlain
    key, words, quoted = found.groups()
    value: Value
    if words is not None:
        start, end = found.span(2)
        value = plain(words)
    elif quoted is not None:
        start, end = found.span(3)
        value = quoted[1:-1]
    else:
        start = found.end()
        value = inner = _collection(text, start, deepest - 1)
        end = inner.end
    if isinstance(made, Map):
        if key is None or key in made:
            raise NotPlain
        made[key] = value
        made.places[key] = (found.start(1), start, end)
    else:
        if key is not None:
            raise NotPlain
        made.append(value)
        made.places.append((start, end))
    return end


def _map() -> Map:
    """A map in which nothing is yet."""
    made = Map()
    made.places = {}
    return made


def _list() -> Seq:
    """A list in which nothing is yet."""
    made = Seq()
    made.places = []
    return made
