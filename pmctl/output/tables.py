"""Tables that fit the screen: what wraps goes on in the next line, what is cut ends in `…`, what has no room goes."""

from __future__ import annotations

from collections.abc import Sequence

from pmctl.escape import cut, fit, terminal, terminal_width, wrapped
from pmctl.output.screen import paint, room
from pmctl.record import dataclass

UNCUT = 40  # the least width of a column whose numbers or days stay whole
WORD = 24  # the longest word for which a column that wraps makes room


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; `least` is the width below which it is not cut, nor a word of one that has several `lines`.

    Where all of them have no room so, those that are `spare` go, the highest number first.
    """

    title: str
    right: bool = False
    least: int = 8
    spare: int = 0
    lines: int = 1


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
    """Rows in columns that fit the screen (or --width): cells wrap, or end in `…`. They are escaped here."""
    cells = [row if isinstance(row, Heading) else [_cell(cell) for cell in row] for row in rows]
    lines = [cell for cell in cells if not isinstance(cell, Heading)]
    natural = [
        max([terminal_width(column.title) if titles else 0, *(terminal_width(line[index].text) for line in lines)])
        for index, column in enumerate(columns)
    ]
    least = [
        min(_least(column, [line[index].text for line in lines]), natural[index])
        for index, column in enumerate(columns)
    ]
    shown = _with_room(columns, least, room() - indent)
    columns = [columns[place] for place in shown]
    space = room() - indent - 2 * max(0, len(columns) - 1)
    widths = fit([natural[place] for place in shown], [least[place] for place in shown], space)
    margin = " " * indent
    head = [Cell(column.title, "dim") for column in columns]
    text = [margin + line for line in _lines(head, columns, widths)] if titles else []
    for entry in cells:
        if isinstance(entry, Heading):
            text.append(margin + paint(cut(terminal(entry.text), room()), "heading"))
        else:
            text += [margin + line for line in _lines([entry[place] for place in shown], columns, widths)]
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


def _least(column: Column, texts: Sequence[str]) -> int:
    """The width of a column that is enough for it."""
    if column.lines == 1:
        return column.least
    words = [terminal_width(word) for text in texts for word in text.split(" ")]
    return max(column.least, min(WORD, max(words, default=0)))


def _lines(cells: Sequence[Cell], columns: Sequence[Column], widths: Sequence[int]) -> list[str]:
    """A row in as many lines as its longest cell wants."""
    broken = [_broken(cell, column, width) for cell, column, width in zip(cells, columns, widths, strict=True)]
    return [
        _line([one[place] if place < len(one) else Cell("") for one in broken], columns, widths)
        for place in range(max(map(len, broken), default=1))
    ]


def _broken(cell: Cell, column: Column, width: int) -> list[Cell]:
    """What of a cell stands in each line, as far in as its beginning; what it has too much goes from the last."""
    text = cell.text.lstrip(" ")
    lead = cell.text[: len(cell.text) - len(text)]
    lines = wrapped(text, width, lead, lead) if column.lines > 1 else [cell.text]
    if len(lines) > column.lines:
        lines[column.lines - 1 :] = [" ".join(lines[column.lines - 1 :])]
    return [Cell(line, cell.style) for line in lines]


def _line(cells: Sequence[Cell], columns: Sequence[Column], widths: Sequence[int]) -> str:
    parts = []
    last = len(cells) - 1
    for index, (cell, column, width) in enumerate(zip(cells, columns, widths, strict=True)):
        text = cut(cell.text, width)
        gap = " " * (width - terminal_width(text))
        shown = paint(text, cell.style)
        parts.append(gap + shown if column.right else shown + (gap if index < last else ""))
    return "  ".join(parts).rstrip()
