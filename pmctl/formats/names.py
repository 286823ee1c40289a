"""Ids for things of a foreign file, made from their names: readable, unique, the same on every run."""

from __future__ import annotations

import unicodedata

from pmctl.regex import regex

LONGEST = 40
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i"})
_OTHER = regex(r"[^a-z0-9]+")
_NOT_IDS = frozenset(("null", "true", "false", "yes", "no", "on", "off", "y", "n"))
_ODD = regex(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]+")


def slug(name: str, otherwise: str) -> str:
    """An id from a name: ASCII, lower case, hyphens, cut at a word; `otherwise` where nothing is left of it."""
    plain = unicodedata.normalize("NFKD", name.lower().translate(_LETTERS)).encode("ascii", "ignore").decode("ascii")
    text = _OTHER.sub("-", plain).strip("-")
    if len(text) > LONGEST:
        text = text[: LONGEST + 1].rpartition("-")[0] or text[:LONGEST]
    return otherwise if not text or text in _NOT_IDS else text


class Ids:
    """Hands out ids, each once: a second `design` becomes `design-2`."""

    __slots__ = ("taken",)

    def __init__(self) -> None:
        self.taken: set[str] = set()

    def give(self, name: str, otherwise: str) -> str:
        """An id that nobody has yet."""
        wish = found = slug(name, otherwise)
        number = 2
        while found in self.taken:
            found = f"{wish}-{number}"
            number += 1
        self.taken.add(found)
        return found


def one_line(text: str) -> str:
    """A name on one line, without control and direction characters, at most 200 characters."""
    return " ".join(_ODD.sub(" ", text).split())[:200]


def paragraphs(text: str) -> str:
    """Text of several lines, without control and direction characters but line ends, at most 60 000 characters."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(_ODD.sub(" ", line).rstrip() for line in lines).strip("\n")[:60_000].strip()
