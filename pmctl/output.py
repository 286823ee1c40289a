"""The only writer to standard output and standard error, and the only place that knows colours.

Results go to standard output, everything said about the run to standard error. What comes from a plan is escaped
here once more, so that no control character and no line that a CI server would obey can leave by mistake.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import TextIO, TypeVar

from pmctl.diagnostic import UserError
from pmctl.escape import cut, json_text, terminal, terminal_width
from pmctl.files import write_file
from pmctl.record import dataclass

Thing = TypeVar("Thing")

NARROW = 80  # columns that must do
UNLIMITED = 10_000  # a table that goes to a file or a pipe is not cut
UNCUT = 40  # the least width of a column whose numbers or days stay whole
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

_OURS = re.compile(r"\x1b\[[0-9;]{0,12}m")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")
_OBEYED = re.compile(r"(?m)^([ \t]*):(?=:)|#(?=#(?:vso)?\[)")


@dataclass(frozen=True, slots=True)
class Screen:
    """Where results go: with colour or not, how wide a line may be (0: nobody said), whether a person looks."""

    colour: bool = False
    width: int = 0
    terminal: bool = False


_screen = Screen()
Mark = Callable[[str, str | None], str]
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
    return _OBEYED.sub(lambda match: f"{match[1] or ''}\\x{'23' if match[1] is None else '3a'}", text)


def _escaped(text: str) -> str:
    return _CONTROLS.sub(lambda match: terminal(match.group()), text)


def mark(how: Mark) -> None:
    """Let every result that leaves until the next `set_up` be marked; what is written in parts, where it begins."""
    global _mark, _marks_screen
    _mark, _marks_screen = how, True


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


# --- files ------------------------------------------------------------------------------------------------------------


def deliver(content: str | bytes, file: str | None = None, check: bool = False) -> int:
    """Give a result to standard output, or write it to `file`; with `check` only compare. Returns the exit status.

    A file is written as a whole or not at all, never through a link, and not when it is equal already.
    """
    if _mark is not None and isinstance(content, str):
        content = _mark(content, file)
    data = content.encode("utf-8", "backslashreplace") if isinstance(content, str) else content
    if file is None or file == "-":
        if check:
            raise UserError("`--check` compares a file", "say which one with `-o FILE`")
        _to_standard_output(content)
        return 0
    path = Path(file)
    if file.endswith(("/", "\\")) or path.is_dir():
        raise UserError(f"`{terminal(file)}` is a folder", "`-o FILE` names the file in it that shall be written")
    if check:
        return _compare(path, data)
    write_file(path, data)
    note(f"wrote {terminal(file)}")
    return 0


def _to_standard_output(content: str | bytes) -> None:
    if isinstance(content, str):
        raw(content if content.endswith("\n") or not content else content + "\n")
        return
    if is_terminal():
        raise UserError("this format is for files, not for a terminal", "name a file with `-o FILE`")
    sys.stdout.flush()
    sys.stdout.buffer.write(content)


def _compare(path: Path, data: bytes) -> int:
    try:
        same = path.read_bytes() == data
    except FileNotFoundError:
        note(f"{terminal(str(path))} is not there")
        return 1
    except OSError as error:
        raise UserError(f"cannot read `{terminal(str(path))}`: {error.strerror}") from error
    if not same:
        note(f"{terminal(str(path))} is stale")
    return 0 if same else 1


# --- tables -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; `least` is the width below which it is not cut.

    Where all of them have no room so, those that are `spare` go, the highest number first.
    """

    title: str
    right: bool = False
    least: int = 8
    spare: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell in a style of its own; plain cells are plain text."""

    text: str
    style: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A line over the whole width, above the rows of a group."""

    text: str


Row = Sequence["str | Cell"]


def table(columns: Sequence[Column], rows: Sequence[Row | Heading], indent: int = 0, titles: bool = True) -> str:
    """Rows in columns that fit the screen (or --width); what is cut ends in `…`. Cells are escaped here."""
    cells = [row if isinstance(row, Heading) else [_cell(cell) for cell in row] for row in rows]
    lines = [cell for cell in cells if not isinstance(cell, Heading)]
    natural = [
        max([terminal_width(column.title) if titles else 0, *(terminal_width(line[index].text) for line in lines)])
        for index, column in enumerate(columns)
    ]
    least = [min(column.least, width) for column, width in zip(columns, natural, strict=True)]
    shown = _with_room(columns, least, room() - indent)
    columns = [columns[place] for place in shown]
    space = room() - indent - 2 * max(0, len(columns) - 1)
    widths = fit([natural[place] for place in shown], [least[place] for place in shown], space)
    margin = " " * indent
    text = [margin + _line([Cell(column.title, "dim") for column in columns], columns, widths)] if titles else []
    for entry in cells:
        if isinstance(entry, Heading):
            text.append(margin + paint(cut(terminal(entry.text), room()), "heading"))
        else:
            text.append(margin + _line([entry[place] for place in shown], columns, widths))
    return "\n".join(text)


def _with_room(columns: Sequence[Column], least: Sequence[int], space: int) -> list[int]:
    """The places of the columns that are shown: all, or as many of them as have room."""
    shown = list(range(len(columns)))
    spare = sorted((place for place in shown if columns[place].spare), key=lambda place: columns[place].spare)
    while spare and sum(least[place] for place in shown) + 2 * (len(shown) - 1) > space:
        shown.remove(spare.pop())
    return shown


def _cell(cell: str | Cell) -> Cell:
    if isinstance(cell, str):
        return Cell(terminal(cell))
    return Cell(terminal(cell.text), cell.style)


def _line(cells: Sequence[Cell], columns: Sequence[Column], widths: Sequence[int]) -> str:
    parts = []
    last = len(cells) - 1
    for index, (cell, column, width) in enumerate(zip(cells, columns, widths, strict=True)):
        text = cut(cell.text, width)
        gap = " " * (width - terminal_width(text))
        shown = paint(text, cell.style)
        parts.append(gap + shown if column.right else shown + (gap if index < last else ""))
    return "  ".join(parts).rstrip()


def fit(natural: Sequence[int], least: Sequence[int], room: int) -> list[int]:
    """Widths that fit into `room` where that can be: the widest columns give first, none goes below its least."""
    widths = list(natural)
    excess = sum(widths) - room
    while excess > 0:
        givers = [index for index, width in enumerate(widths) if width > least[index]]
        if not givers:
            break
        widest = max(widths[index] for index in givers)
        for index in givers:
            if widths[index] == widest and excess > 0:
                widths[index] -= 1
                excess -= 1
    return widths


# --- progress ---------------------------------------------------------------------------------------------------------


def progress(things: Iterable[Thing], label: str, total: int | None = None) -> Iterator[Thing]:
    """Go through things, with a bar on standard error where a person looks at it."""
    if not _is_terminal(sys.stderr):
        yield from things
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(things, description=label, total=total, console=Console(stderr=True), transient=True)
