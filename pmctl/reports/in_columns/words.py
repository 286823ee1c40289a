"""Words of a table: which of them stay whole wherever they stand, how wide they are, how many lines they fill."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pmctl.escape import terminal_width, wrapped

LONG = 32
"""A word that is wider is no prose but something to copy: a hash, an address."""
PIECE = 12
"""Columns in which a text of a script without blanks is readable."""
GLUE = "\0"
"""A blank at which no line ends; texts for a terminal hold no such sign of their own."""

# Thai, Lao, Burmese, Khmer, kana and Han: what is between two blanks is a sentence there, no word
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u312f\u31a0-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff]"
)
_TOGETHER = re.compile(r"\b[A-Z][a-z]{2} \d{1,2} [A-Z][a-z]{2}\b(?: \d{4}\b)?|\d(?: %| \d{3}\b)+")
"""A day, a share, a large number."""


def glued(text: str) -> str:
    """The text, of whose blanks those within a day (`Tue 7 Apr`) or a number end no line."""
    return _TOGETHER.sub(lambda part: part[0].replace(" ", GLUE), text)


def unglued(line: str) -> str:
    """The line as it is printed."""
    return line.replace(GLUE, " ")


def link_width(text: str) -> int:
    """The width of the widest link, path or other word that is there to be copied; 0 without any."""
    return max((terminal_width(word) for word in text.split(" ") if _is_link(word)), default=0)


def _is_link(word: str) -> bool:
    return "/" in word or (terminal_width(word) > LONG and not _UNSPACED.search(word))


def needed(text: str) -> int:
    """The columns in which no word of a text is broken."""
    return max((_needed(word) for word in text.split(" ")), default=0)


def _needed(word: str) -> int:
    width = terminal_width(word)
    return min(width, PIECE) if _UNSPACED.search(word) and "/" not in word else width


def height(words: Sequence[int], width: int) -> int:
    """The lines that words of such widths fill in a column; one that is wider than it goes on in further lines."""
    lines, used = 0, width
    for word in words:
        if lines and used + 1 + word <= width:
            used += 1 + word
        else:
            lines += max(1, -(-word // width))
            used = word if word <= width else word % width or width
    return lines


def indented(text: str, width: int, indent: int) -> list[str]:
    """A text in lines of its own behind a margin, which gives way where a word has no room beside it."""
    margin = " " * max(0, min(indent, width - needed(text)))
    return wrapped(text, width, margin, margin)
