"""What can be wrong, as values: a place in a file, a finding about it; and the exception for a wrong call."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from typing import Literal

from pmctl.record import dataclass

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a file: offsets in code points behind the byte order mark, `end` exclusive.

    Offsets become line and column only when they are printed (`position`). `path` is relative to the workspace, by `/`.
    """

    path: str
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Replacement:
    """A part of a fix: the text that shall stand in place of the span."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that belongs to a finding: a step of a cycle, the first of two equal keys."""

    span: Span
    message: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding: the message states the fact, the hint the remedy; `item` is the full id that it is about, or ""."""

    code: str
    severity: Severity
    message: str
    span: Span
    hint: str = ""
    item: str = ""
    related: Sequence[Related] = ()
    fix: tuple[Replacement, ...] = ()


class UserError(Exception):
    """A wrong call or surroundings that do not allow it: exit status 2. `hint` says what to do instead."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Position:
    """Line and column in code points, both counted from 1."""

    line: int
    column: int


_BLOCK = 2048


@lru_cache(maxsize=64)
def _ends_before(text: str) -> Sequence[int]:
    """How many lines have ended before each block of a text: few places are asked for, and a text has many lines."""
    blocks = range(0, len(text), _BLOCK)
    return list(accumulate([_line_ends(text, start, start + _BLOCK) for start in blocks], initial=0))


def _line_ends(text: str, start: int, stop: int) -> int:
    """How many lines end in a part of a text; only LF, CRLF and CR end a line."""
    found = text.count("\n", start, stop)
    alone = text.count("\r", start, stop)
    return found + alone - text.count("\r\n", start, stop + 1) if alone else found


def _line_start(text: str, offset: int) -> int:
    """Where the line of an offset begins."""
    if text[max(offset - 1, 0) : offset + 1] == "\r\n":  # the offset lies within the end of its line
        offset -= 1
    start = text.rfind("\n", 0, offset) + 1
    return max(text.rfind("\r", start, offset) + 1, start)


def position(text: str, offset: int) -> Position:
    """Line and column of an offset in a text."""
    ends = _ends_before(text)
    block = min(offset // _BLOCK, len(ends) - 1)
    line = ends[block] + _line_ends(text, block * _BLOCK, offset) + 1
    return Position(line, offset - _line_start(text, offset) + 1)


def line_around(text: str, offset: int) -> str:
    """The line in which an offset lies, without its end."""
    start = _line_start(text, offset)
    end = text.find("\n", start)
    end = len(text) if end < 0 else end
    first = text.find("\r", start, end)
    return text[start : end if first < 0 else first]
