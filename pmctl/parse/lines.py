"""The short way for plain text: lines as nearly all lines of plans are, read by one pattern.

It takes half the time of the long way, and less than the events of libyaml take alone. Whatever is not plain (anchors,
tags, escapes, text over several lines, tabs, a key that is there twice, anything near a bound, and every mistake) is
not judged here: then the whole file goes the long way, and the tree is the same either way.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TypeAlias

from pmctl import source as bounds
from pmctl.parse.inline import FIRST, KEY, QUOTED, NotPlain, read_inline
from pmctl.parse.reading import Reading
from pmctl.parse.scalars import CONSTANTS, NUMBER_START, plain
from pmctl.parse.tree import Map, Seq, Value

_PLAIN = rf"{FIRST}[^\n:#]*(?:(?::(?=[^ \n])|(?<! )#)[^\n:#]*)*(?<! )"
_WORD = r"[A-Za-z][^\n,\[\]{}:#?]*(?<! )"
_WORDS = rf"\[{_WORD}(?:,[ ]{_WORD})*\]"
_BLOCK = r"[>|]-?(?:\n\1[ ]+[^\n]*)+"
_BRACKETS = r"[\[{][^\n]*[\]}]"
_ITEMS = r"-[ ][^\n]*(?:\n\1[ ]*-[ ][^\n]*)*"
_LINE = re.compile(
    rf"([ ]*)({KEY}):(?:[ ]+(?:({_PLAIN})|({_WORDS})|({_BRACKETS})|({QUOTED})|({_BLOCK}))|\n\1[ ]*({_ITEMS}))?"
    r"[ ]*(?:(?<=[ ])#[^\n]*)?\n|[ ]*(?:#[^\n]*)?\n|([^\n]+)"
)
_ITEM = re.compile(rf"-[ ]+(?:({_PLAIN})|({_BRACKETS})|({QUOTED}))(?:\n[ ]*|\Z)")
_KEY, _SCALAR, _LIST, _INLINE, _QUOTED, _BLOCK_OF_LINES, _LIST_OF_LINES, _ODD = range(2, 10)
"""What stands behind a key, by the number of its group; the last is a line that is not plain at all."""

_UNKNOWN = -1
"""The blanks before the keys of a map, as long as its first key has not come."""

_Outer: TypeAlias = tuple[Map, int, str, int]
"""A map in which another one is read: its blanks, the key of the other one, and where that begins."""


def is_near_plain(reading: Reading) -> bool:
    """May a text be plain? It is far from every bound, and none of its characters needs a second look."""
    text = reading.text
    is_usual = reading.spans is None and reading.source is text and "\t" not in text and "\r" not in text
    return is_usual and text.endswith("\n") and len(text) < bounds.NODES  # there are fewer values than characters


def read_lines(text: str) -> Map:
    """The tree of a text in which all lines are plain; `NotPlain` where one is not.

    A tenth of all time on a plan is spent here, so it is one loop over local names. `end` is that of the last value.
    """
    constants, number_start, longest = CONSTANTS, NUMBER_START, bounds.LINE_LENGTH
    container, indent, end = _map_at(0), 0, 0
    places = container.places
    stack: list[_Outer] = []
    for line in _LINE.finditer(text):
        form = line.lastindex
        if form is None:  # nothing, or a comment
            continue
        if form == _ODD:
            raise NotPlain
        blanks, key, value = line.group(1, 2, form)
        key_start = line.start(2)
        if len(blanks) != indent:
            if container or not stack or len(blanks) <= stack[-1][1]:
                container, indent = _go_on(stack, container, len(blanks), end)
                places = container.places
            else:
                indent, container.start = len(blanks), key_start
        if key in container:
            raise NotPlain
        if form == _KEY:
            end = key_start + len(key) + 1
            stack.append((container, indent, key, key_start))
            container, indent = _map_at(end), _UNKNOWN
            places = container.places
            continue
        start, end = line.span(form)
        if end - start > longest:
            raise NotPlain
        if form == _SCALAR:
            if value in constants or value[0] in number_start:
                value = plain(value)
        else:
            value = _VALUES[form](text, start, end)
        container[key] = value
        places[key] = (key_start, start, end)
    root = _go_on(stack, container, 0, end)[0] if stack else container
    if not root:
        raise NotPlain
    root.start, root.end = next(iter(root.places.values()))[0], end
    return root


def _map_at(start: int) -> Map:
    """A map in which nothing is yet."""
    made = Map()
    made.places, made.start = {}, start
    return made


def _go_on(stack: list[_Outer], inner: Map, width: int, end: int) -> tuple[Map, int]:
    """The map that goes on in a line behind so many blanks, with its own, after those inside it have ended at `end`."""
    if len(stack) > bounds.DEPTH // 2:
        raise NotPlain
    indent = _UNKNOWN
    while stack and not 0 <= indent <= width:
        outer, indent, key, key_start = stack.pop()
        if inner:
            inner.end = end
            outer[key], outer.places[key] = inner, (key_start, inner.start, end)
        else:
            outer[key], outer.places[key] = None, (key_start, end, end)
        inner = outer
    if indent != width:
        raise NotPlain
    return inner, indent


# --- what stands behind a key


def _words(text: str, start: int, end: int) -> Map | Seq:
    """A list of plain words, each a comma and a blank behind the one before."""
    words = text[start + 1 : end - 1].split(", ")
    if not CONSTANTS.keys().isdisjoint(words):
        return _inline(text, start, end)
    made = Seq(words)
    made.start, made.end = start, end
    places = made.places = []
    start += 1
    for word in words:
        end = start + len(word)
        places.append((start, end))
        start = end + 2
    return made


def _inline(text: str, start: int, end: int) -> Map | Seq:
    """What else stands between brackets."""
    return read_inline(text, start, end, bounds.DEPTH // 2)


def _in_quotes(text: str, start: int, end: int) -> str:
    """A text between quotes."""
    return text[start + 1 : end - 1]


def _block(text: str, start: int, end: int) -> str:
    """The lines below `>` or `|`, each behind as many blanks as the first; `>` makes one of them."""
    header, *lines = text[start:end].split("\n")
    blanks = len(lines[0]) - len(lines[0].lstrip(" "))
    if any(not line.startswith(" " * blanks) or line[-1].isspace() for line in lines):
        raise NotPlain
    inner = [line[blanks:] for line in lines]
    folded = header[0] == ">"
    if folded and any(line[0] == " " for line in inner):
        raise NotPlain
    return (" " if folded else "\n").join(inner) + ("" if header[1:] else "\n")


def _items(text: str, start: int, end: int) -> Seq:
    """A list of values behind dashes, all in one column."""
    made = Seq()
    made.start, made.end = start, end
    places = made.places = []
    column = start - text.rfind("\n", 0, start)
    while start < end:
        item = _ITEM.match(text, start, end)
        if item is None or start - text.rfind("\n", 0, start) != column:
            raise NotPlain
        words, brackets, _ = item.groups()
        first, last = place = item.span(item.lastindex or 0)
        value: Value = text[first + 1 : last - 1]  # between quotes
        if words is not None:
            value = plain(words)
        elif brackets is not None:
            value = _inline(text, first, last)
        made.append(value)
        places.append(place)
        start = item.end()
    return made


_VALUES: Mapping[int, Callable[[str, int, int], Value]] = {
    _LIST: _words,
    _INLINE: _inline,
    _QUOTED: _in_quotes,
    _BLOCK_OF_LINES: _block,
    _LIST_OF_LINES: _items,
}
