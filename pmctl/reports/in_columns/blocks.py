"""Rows that have no room to be a table: each below what it is about, its values in columns or in lines by name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pmctl.escape import terminal_width, wrapped
from pmctl.reports.in_columns.columns import GAP, Column
from pmctl.reports.in_columns.measures import indented, needed
from pmctl.reports.in_columns.rows import Lines, beside

INDENT = 2 * GAP


def headed(columns: Sequence[Column], width: int) -> list[Lines] | None:
    """What each row is about on a line over the others of its cells, which stand in columns; None where they cannot."""
    first = _naming(columns)
    rest = beside(columns[first:], width - INDENT) if len(columns) > first else None
    if rest is None:
        return None
    return [_head(columns[:first], row, width) + _behind(lines) for row, lines in enumerate(rest)]


def _behind(lines: Lines) -> Lines:
    return [" " * INDENT + line for line in lines if line]


def blocks(columns: Sequence[Column], width: int) -> list[Lines]:
    """Rows as blocks: what they are about, and below it a line for each other cell that says something.

    There are no titles, which come first in other forms of a table: each cell is behind its own.
    """
    first = _naming(columns)
    return [
        _head(columns[:first], row, width) + list(pairs_in_lines(_told(columns[first:], row), width, INDENT))
        for row in range(1, len(columns[0].cells))
    ]


def _told(columns: Sequence[Column], row: int) -> list[tuple[str, str]]:
    return [(one.cells[0].text, one.cells[row].text) for one in columns if one.cells[row].text]


def _naming(columns: Sequence[Column]) -> int:
    """How many columns from the left tell the rows apart in words: one, else two."""
    first, second = columns[0], columns[min(1, len(columns) - 1)]
    names = [cell.text for cell in first.cells[1:]]
    is_told_apart = first.is_text and all(names) and len(set(names)) == len(names)
    return 1 if is_told_apart or not second.is_text else 2


def _head(columns: Sequence[Column], row: int, width: int) -> Lines:
    return indented(" · ".join(one.cells[row].text for one in columns if one.cells[row].text) or "–", width, 0)


def pairs_in_lines(pairs: Sequence[tuple[str, str]], width: int, indent: int) -> Iterator[str]:
    """Names, their values behind them in a column; a value that has no room there stands below its name."""
    margin = " " * indent
    column = _names_width(pairs, width - indent) + GAP
    for name, value in pairs:
        own = terminal_width(name)
        if own + GAP <= column and needed(value) <= width - indent - column:
            head = margin + name + " " * (column - own)
            yield from wrapped(value, width, head, " " * (indent + column)) or [head.rstrip()]
        else:
            yield from indented(name, width, indent)
            yield from indented(value, width, indent + GAP)


def _names_width(pairs: Sequence[tuple[str, str]], room: int) -> int:
    """The columns of the names: of all where they leave enough to the values, else of those that do."""
    names = [terminal_width(name) for name, _ in pairs]
    values = max((terminal_width(value) for _, value in pairs), default=0)
    widest = max(names, default=0)
    return widest if widest + GAP + values <= room else max((own for own in names if own <= room // 2), default=0)
