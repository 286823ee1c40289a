"""Tables that fit the screen: what wraps goes on in the next line, what is cut ends in `…`, what has no room goes."""

from __future__ import annotations

from collections.abc import Sequence

from pmctl.escape import cut, fit, terminal, terminal_width, wrapped
from pmctl.output.screen import paint, room
from pmctl.record import dataclass

UNCUT = 40  # the least width of a column whose numbers or days stay whole
WORD = 28  # the longest word for which a column that wraps makes room


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; `least` is the width below which it is not cut. What has several `lines` wraps.

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
    texts = [[line[index].text for line in lines] for index in range(len(columns))]
    natural = [
        max([terminal_width(column.title) if titles else 0, *map(terminal_width, found)])
        for column, found in zip(columns, texts, strict=True)
    ]
    least = [min(column.least, width) for column, width in zip(columns, natural, strict=True)]
    shown = _with_room(columns, least, room() - indent)
    columns = [columns[place] for place in shown]
    space = room() - indent - 2 * max(0, len(columns) - 1)
    widths = _widths(columns, [texts[place] for place in shown], [natural[place] for place in shown], space)
    margin = " " * indent
    head = [Cell(column.title, "dim") for column in columns]
    text = [margin + line for line in _lines(head, columns, widths)] if titles else []
    for entry in cells:
        if isinstance(entry, Heading):
            text.append(margin + paint(cut(terminal(entry.text), room()), "heading"))
        else:
            text += [margin + line for line in _lines([entry[place] for place in shown], columns, widths)]
    return "\n".join(text)


def _widths(columns: Sequence[Column], texts: Sequence[Sequence[str]], natural: Sequence[int], space: int) -> list[int]:
    """The width of each column: where there is room for it, none is so narrow that a word in it is broken."""
    least = [min(column.least, width) for column, width in zip(columns, natural, strict=True)]
    unbroken = [
        max(one, min(width, _longest_word(found))) if column.lines > 1 else one
        for column, found, width, one in zip(columns, texts, natural, least, strict=True)
    ]
    return fit(natural, unbroken if sum(unbroken) <= space else least, space)


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


def _longest_word(texts: Sequence[str]) -> int:
    """The width at which no word of a column is broken, up to what a column makes room for."""
    return min(WORD, max(map(_longest, texts), default=0))


def _longest(text: str) -> int:
    """The width of the longest word of a text, as far in as the text begins."""
    return len(text) - len(text.lstrip(" ")) + max(map(terminal_width, text.split(" ")))


def _lines(cells: Sequence[Cell], columns: Sequence[Column], widths: Sequence[int]) -> list[str]:
    """A row in as many lines as its longest cell wants.

    An id that has no room in its column stands above it, ids and links that have none in others stand below.
    """
    whole = [_is_whole(cell, column, width) for cell, column, width in zip(cells, columns, widths, strict=True)]
    outside = [paint(cell.text, cell.style) for cell, is_in in zip(cells, whole, strict=True) if not is_in]
    inside = [cell if is_in else Cell("") for cell, is_in in zip(cells, whole, strict=True)]
    above = outside[:1] if not all(whole[:1]) else []
    broken = [_broken(cell, column, width) for cell, column, width in zip(inside, columns, widths, strict=True)]
    return [
        *above,
        *(
            _line([one[place] if place < len(one) else Cell("") for one in broken], columns, widths)
            for place in range(max(map(len, broken), default=1))
        ),
        *(f"  {text}" for text in outside[len(above) :]),
    ]


def _is_whole(cell: Cell, column: Column, width: int) -> bool:
    """Can it be copied from its column?"""
    return column.lines == 1 or _longest(cell.text) <= width or not ("/" in cell.text or " " not in cell.text)


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
