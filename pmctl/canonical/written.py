"""How keys and values stand in a text: what is between them may only be what a look is made of."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pmctl.edit import splice
from pmctl.edit.splice import Entry
from pmctl.parse import Map, Seq, Value
from pmctl.regex import regex

_COLON = regex(r"[ \t]*:(?=[ \t\n]|$)")
_REST = regex(r"([ \t]*)(#[^\n]*)?$", re.M)


class Untouched(Exception):
    """Why a file is left as it is."""


@dataclass(frozen=True, slots=True)
class Key:
    """A key as it is written, and where its colon ends."""

    text: str
    end: int


def key_of(text: str, entry: Entry) -> Key:
    """The key of an entry; Untouched where it is no plain or quoted one with a colon."""
    end = splice.key_end(text, entry)
    colon = _COLON.match(text, end)
    if colon is None or text[entry.start : end].strip("\"'") != entry.key.strip("\"'"):
        raise Untouched(f"line {line_of(text, entry.start)}: a key is written in an unusual way")
    return Key(text[entry.start : end], colon.end())


def beside(text: str, at: int) -> tuple[str, int]:
    """The comment behind a value or colon, with the blanks before it, and where the next line begins.

    Untouched where anything else stands there: an anchor, a tag, a value that was not expected.
    """
    found = _REST.match(text, at)
    if found is None:
        raise Untouched(f"line {line_of(text, at)}: there is an anchor or a tag")
    comment = (found[1] + found[2]).rstrip() if found[2] else ""
    return comment, min(found.end() + 1, len(text))


def is_block(text: str, value: Value) -> bool:
    """Does a map or list stand on lines of its own, without braces?"""
    return isinstance(value, Map | Seq) and bool(value) and not splice.is_flow(text, value)


def raw(text: str, start: int, end: int, shift: int) -> list[str]:
    """The lines of a value as they are, those behind the first moved to the right (or left) by so many columns."""
    if splice.keeps_blanks(text, start):
        raise Untouched(f"line {line_of(text, start)}: a text keeps the blank lines at its end")
    first, *rest = text[start:end].split("\n")
    return [first, *(_shifted(line, shift) for line in rest)]


def _shifted(line: str, shift: int) -> str:
    if shift >= 0:
        return " " * shift + line if line else line
    return line[min(-shift, len(line) - len(line.lstrip(" "))) :]


def line_of(text: str, at: int) -> int:
    """The line of a place, counted from 1."""
    return text.count("\n", 0, at) + 1
