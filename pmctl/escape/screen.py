"""For a terminal: text of one line, how wide it is, and as much of it as fits."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import category, east_asian_width

from pmctl.escape.hidden import INVISIBLE_OR_LINE, LINE_END, ZERO_WIDTH_JOINER, ZERO_WIDTH_SPACE, shown_code
from pmctl.regex import regex


def terminal(text: str) -> str:
    """A field of one line for a terminal: control characters as `\\x1b`, a line end as `\\n`.

    A build server reads commands from what a program prints: `::` at the start of a line, `##[` anywhere. Both are
    broken, whatever stands before.
    """
    if not (text.isascii() and text.isprintable()):
        text = INVISIBLE_OR_LINE.sub(shown_code, text)
    if "##" in text:
        text = text.replace("##[", "\\x23#[").replace("##vso[", "\\x23#vso[")
    return "\\x3a" + text.lstrip()[1:] if text.lstrip().startswith("::") else text


def _width(character: str) -> int:
    """Columns of one character by itself."""
    number = ord(character)
    if number < 0x300:
        return 1
    if 0x1160 <= number <= 0x11FF or category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(character) in "WF" else 1


def _clusters(text: str) -> Iterator[tuple[str, int]]:
    """What a reader takes for one character, with its width in columns."""
    cluster, width, glued = "", 0, False
    for character in text:
        number = ord(character)
        own = _width(character)
        skin = 0x1F3FB <= number <= 0x1F3FF and width == 2
        flag = 0x1F1E6 <= number <= 0x1F1FF and len(cluster) == 1 and 0x1F1E6 <= ord(cluster) <= 0x1F1FF
        if cluster and (glued or own == 0 or skin or flag):
            cluster += character
            # the emoji selector makes a narrow sign a wide one, two flag letters are one flag
            width = 2 if number == 0xFE0F or flag else max(width, own)
        else:
            if cluster:
                yield cluster, width
            cluster, width = character, own
        glued = character == ZERO_WIDTH_JOINER
    if cluster:
        yield cluster, width


_SINGLE = regex("[\x00-\u02ff\u2010-\u2027\u2030-\u205e\u2190-\u21ff]*")
"""Letters, dashes, quotes, dots and arrows: each takes one column, whatever stands beside it."""


def terminal_width(text: str) -> int:
    """Columns that a terminal needs: wide characters and emoji two, combining marks none."""
    if text.isascii() or _SINGLE.fullmatch(text):
        return len(text)
    return sum(width for _, width in _clusters(text))


def cut(text: str, width: int) -> str:
    """The text in at most so many columns, its end marked by `…` where something is missing."""
    if terminal_width(text) <= width:
        return text
    kept, used = [], 1
    for cluster, columns in _clusters(text):
        used += columns
        if used > width:
            break
        kept.append(cluster)
    return "".join(kept) + "…" if width > 0 else ""


_BLANKS = regex("( *)([^ ]+)")
# a day (`Tue 7 Apr 2026`), a share (`4.2 %`) and a large number (`300 000`) are one word each
_WORDS = regex(
    r"( *)((?:[A-Z][a-z]{2} \d{1,2} [A-Z][a-z]{2}\b(?: \d{4}\b)?|\d %|\d{1,3}(?: \d{3}\b){1,4}(?: %)?"
    r"|[^ A-Z\d]+|[A-Z\d])+)"
)
_LEAST_PART = 8
"""Columns at the end of a line in which a broken word is begun."""


def words(text: str) -> list[str]:
    """What of a text stays together in a line: what stands between two blanks, a day, a share, a large number."""
    return [word for _, word in _WORDS.findall(text)]


def wrapped(text: str, width: int, first: str = "", rest: str = "") -> list[str]:
    """A text in lines of at most so many columns, the first behind `first`, the others behind `rest`.

    It breaks at blanks that are not within a day or a number. What is wider than a whole line (a sentence in Japanese
    has no blanks) is broken between characters, except for what holds a slash: ids, places and links stay whole, to be
    copied.
    """
    lines: list[str] = []
    line, is_begun = first, False
    for gap, word in _pieces(text, width - terminal_width(rest)):
        line += gap if is_begun else ""
        for part in _parts(word, width - terminal_width(line), width - terminal_width(rest)):
            if is_begun and terminal_width(line) + terminal_width(part) > width:
                lines.append(line.rstrip(" "))
                line = rest
            line, is_begun = line + part, True
    return [*lines, line] if is_begun else []


def _pieces(text: str, room: int) -> Iterator[tuple[str, str]]:
    """The words of a text, each with the blanks before it; one with blanks inside goes to pieces where it must."""
    for gap, word in _WORDS.findall(text):
        if " " in word and terminal_width(word) > room:
            yield from _BLANKS.findall(gap + word)
        else:
            yield gap, word


def _parts(word: str, left: int, room: int) -> Iterator[str]:
    """A word as a whole, or what of it fits into the `left` columns of a line, then into each of the next lines."""
    if "/" in word or terminal_width(word) <= max(left, room):
        yield word
        return
    part, used, space = "", 0, left if left >= _LEAST_PART else room
    for cluster, columns in _clusters(word):
        if part and used + columns > space:
            yield part
            part, used, space = "", 0, room
        part, used = part + cluster, used + columns
    yield part


# what steers a terminal or the direction of text; other hidden characters have their uses in a finished text
_STEERING = regex("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
_OBEYED = regex(r"(?m)^(?=[ \t]*::)|(?<=##)(?=\[|vso\[)")


def harmless(text: str) -> str:
    """A finished text that somebody else wrote: nothing steers the terminal, no line commands a build server."""
    return _OBEYED.sub(ZERO_WIDTH_SPACE, _STEERING.sub(shown_code, LINE_END.sub("\n", text)))
