"""What can be wrong, as values: a place in a file, a finding about it; and the exception for a wrong call."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from operator import add
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


def line_starts(text: str) -> list[int]:
    """Offsets at which the lines of a text begin; only LF, CRLF and CR end a line."""
    if "\r" not in text:
        lines = text.split("\n")
        return list(map(add, accumulate(map(len, lines), initial=0), range(len(lines))))
    starts = [0]
    for index, character in enumerate(text):
        if character == "\n" or (character == "\r" and text[index + 1 : index + 2] != "\n"):
            starts.append(index + 1)
    return starts


@lru_cache(maxsize=64)
def _cached_starts(text: str) -> Sequence[int]:
    return line_starts(text)


def position(text: str, offset: int) -> Position:
    """Line and column of an offset in a text."""
    starts = _cached_starts(text)
    line = bisect_right(starts, offset)
    return Position(line, offset - starts[line - 1] + 1)


def line_at(text: str, line: int) -> str:
    """The text of a line (counted from 1), without its end."""
    starts = _cached_starts(text)
    if not 1 <= line <= len(starts):
        return ""
    end = starts[line] if line < len(starts) else len(text)
    return text[starts[line - 1] : end].rstrip("\r\n")
