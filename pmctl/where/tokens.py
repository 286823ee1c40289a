"""The words, texts and signs of a filter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pmctl.quantity import Unreadable

OPERATORS = ("==", "!=", "<=", ">=", "<", ">", "~")
_WORD = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./%:-")
_FOREIGN = {"&": "write `and`", "|": "write `or`", "!": "write `not` or `!=`", "=": "equality is `==`"}


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a quoted text, a sign or the end, and the column where it begins."""

    kind: str  # word, text, sign, end
    text: str
    column: int


def _quoted(text: str, start: int) -> tuple[str, int]:
    """The text between quotes and the offset behind it; a backslash stands before a quote or another backslash."""
    quote, at = text[start], start + 1
    parts: list[str] = []
    while at < len(text):
        character = text[at]
        if character == quote:
            return "".join(parts), at + 1
        if character == "\\" and text[at + 1 : at + 2] in ("'", '"', "\\"):
            at += 1
            character = text[at]
        parts.append(character)
        at += 1
    raise Unreadable("the text does not end", f"close it with {quote}", start + 1)


def _word_end(text: str, start: int) -> int:
    at = start + 1
    while at < len(text) and text[at] in _WORD:
        at += 1
    return at


def tokens(text: str) -> Iterator[Token]:
    """The words, texts and signs of a filter, then its end; raises `Unreadable` at what is none of them."""
    at = 0
    while at < len(text):
        character, column = text[at], at + 1
        following = text[at + 1 : at + 2]
        if character in " \t\r\n":
            at += 1
        elif character in "'\"":
            inside, at = _quoted(text, at)
            yield Token("text", inside, column)
        elif character in "()[],":
            at += 1
            yield Token("sign", character, column)
        elif sign := next((sign for sign in OPERATORS if text.startswith(sign, at)), None):
            at += len(sign)
            yield Token("sign", sign, column)
        elif (
            character in _WORD and character not in "%./:-" or (character in "+-" and following in tuple("0123456789"))
        ):
            end = _word_end(text, at)
            yield Token("word", text[at:end], column)
            at = end
        else:
            hint = _FOREIGN.get(character, "texts and patterns stand in quotes: 'pay*'")
            raise Unreadable(f"`{character}` means nothing here", hint, column)
    yield Token("end", "", len(text) + 1)
