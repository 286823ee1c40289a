"""Words of a table: which of them stay whole wherever they stand, how wide they are, how many lines they fill."""

from __future__ import annotations

from collections.abc import Sequence

from pmctl.escape import terminal_width, words, wrapped
from pmctl.regex import regex

LONG = 32
"""A word that is wider is no prose but something to copy: a hash, an address."""
PIECE = 12
"""Columns in which a text of a script without blanks is readable."""

# Thai, Lao, Burmese, Khmer, kana and Han: what is between two blanks is a sentence there, no word
_UNSPACED = regex(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u312f\u31a0-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff]"
)


def link_width(text: str) -> int:
    """The width of the widest link, path or other word that is there to be copied; 0 without any."""
    return max((terminal_width(word) for word in words(text) if _is_link(word)), default=0)


def _is_link(word: str) -> bool:
    return "/" in word or (terminal_width(word) > LONG and not _UNSPACED.search(word))


def needed(text: str) -> int:
    """The columns in which no word of a text is broken."""
    return max((_needed(word) for word in words(text)), default=0)


def _needed(word: str) -> int:
    width = terminal_width(word)
    return min(width, PIECE) if _UNSPACED.search(word) and "/" not in word else width


def height(widths: Sequence[int], width: int) -> int:
    """The lines that words of such widths fill in a column; one that is wider than it goes on in further lines."""
    lines, used = 0, width
    for word in widths:
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
