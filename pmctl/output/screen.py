"""The screen: standard output and error, how wide they are, and colours; nothing else knows them."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from io import BytesIO, TextIOWrapper
from typing import TextIO, TypeAlias, TypeVar

from pmctl.escape import json_text, terminal
from pmctl.record import dataclass
from pmctl.regex import regex

Thing = TypeVar("Thing")

NARROW = 80  # columns that must do
UNLIMITED = 10_000  # a table that goes to a file or a pipe is not cut
STYLES: Mapping[str, str] = {
    "bold": "1",
    "dim": "2",
    "red": "31",
    "green": "32",
    "amber": "33",
    "blue": "34",
    "cyan": "36",
    "error": "1;31",
    "warning": "1;33",
    "info": "1;36",
    "heading": "1",
}

_OURS = regex(r"\x1b\[[0-9;]{0,12}m")
_CONTROLS = regex(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")
_OBEYED = regex(r"(?m)^([ \t]*):(?=:)|#(?=#(?:vso)?\[)")


@dataclass(frozen=True, slots=True)
class Screen:
    """Where results go: with colour or not, how wide a line may be (0: nobody said), whether a person looks."""

    colour: bool = False
    width: int = 0
    terminal: bool = False


_screen = Screen()
Mark: TypeAlias = Callable[[str, str | None], str]
"""What a result becomes, by its text and its file, that says something of its own first."""
_mark: Mark | None = None
_marks_screen = False


def wants_colour(choice: str, environment: Mapping[str, str], terminal: bool) -> bool:
    """Colour or not; the first that says something decides: option, NO_COLOR, FORCE_COLOR, CLICOLOR, TERM, terminal."""
    if choice in ("always", "never"):
        return choice == "always"
    if environment.get("NO_COLOR"):
        return False
    if any(environment.get(name, "0") not in ("", "0") for name in ("FORCE_COLOR", "CLICOLOR_FORCE")):
        return True
    if environment.get("CLICOLOR") == "0" or environment.get("TERM") == "dumb":
        return False
    return terminal


def _columns() -> int:
    from shutil import get_terminal_size

    return get_terminal_size((NARROW, 24)).columns


def set_up(color: str = "auto", width: int | None = None, environment: Mapping[str, str] | None = None) -> None:
    """Decide once a run how to write. Streams are UTF-8 whatever the locale says."""
    global _screen, _mark
    _mark = None
    if sys.stdout is None or sys.stderr is None:  # closed by the caller (`>&-`)
        sys.stdout = sys.stdout or TextIOWrapper(BytesIO())
        sys.stderr = sys.stderr or TextIOWrapper(BytesIO())
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            with suppress(ValueError, OSError):
                reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    looks = _is_terminal(sys.stdout)
    columns = width or (_columns() if looks else 0)
    _screen = Screen(wants_colour(color, os.environ if environment is None else environment, looks), columns, looks)


def _is_terminal(stream: TextIO) -> bool:
    try:
        return stream.isatty()
    except (AttributeError, ValueError):
        return False


def width() -> int:
    """Columns that a text picture may take: the option's, the terminal's, else 80."""
    return max(20, _screen.width or NARROW)


def room() -> int:
    """Columns that a table may take: without end where it goes to a file or a pipe and nobody said `--width`."""
    return _screen.width or UNLIMITED


def is_terminal() -> bool:
    """Whether a person looks at standard output."""
    return _screen.terminal


def paint(text: str, style: str = "") -> str:
    """Text in a style (`red`, `bold` ...), unchanged where there is no colour."""
    if not style or not text or not _screen.colour:
        return text
    return f"\x1b[{STYLES[style]}m{text}\x1b[0m"


def _safe(text: str) -> str:
    """Text that can harm no terminal and command no CI server; our own colours pass."""
    if _CONTROLS.search(text):
        pieces = _OURS.split(text) if not _screen.colour else None
        if pieces is None:
            parts, at = [], 0
            for match in _OURS.finditer(text):
                parts += [_escaped(text[at : match.start()]), match.group()]
                at = match.end()
            text = "".join([*parts, _escaped(text[at:])])
        else:
            text = _escaped(text)
    if "::" not in text and "##" not in text:
        return text
    return _OBEYED.sub(lambda match: f"{match[1] or ''}\\x{'23' if match[1] is None else '3a'}", text)


def _escaped(text: str) -> str:
    return _CONTROLS.sub(lambda match: terminal(match.group()), text)


def mark(how: Mark) -> None:
    """Let every result that leaves until the next `set_up` be marked; what is written in parts, where it begins."""
    global _mark, _marks_screen
    _mark, _marks_screen = how, True


def marked(text: str, file: str | None) -> str:
    """A whole result for a file, or for standard output, as it is marked."""
    return _mark(text, file) if _mark is not None else text


def write(text: str = "", end: str = "\n") -> None:
    """A result, for people: to standard output."""
    global _marks_screen
    if _mark is not None and _marks_screen:
        text, _marks_screen = _mark(text, None), False
    sys.stdout.write(_safe(text) + end)


def note(text: str) -> None:
    """Something about the run (a count of errors, a file that was written): to standard error."""
    sys.stdout.flush()
    sys.stderr.write(_safe(_OURS.sub("", text)) + "\n")


def raw(text: str) -> None:
    """A result in a machine's format, escaped by its writer already: to standard output, as it is."""
    sys.stdout.write(text)


def json(value: object) -> None:
    """One JSON document to standard output."""
    raw(json_text(value) + "\n")


def progress(things: Iterable[Thing], label: str, total: int | None = None) -> Iterator[Thing]:
    """Go through things, with a bar on standard error where a person looks at it."""
    if not _is_terminal(sys.stderr):
        yield from things
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(things, description=label, total=total, console=Console(stderr=True), transient=True)
