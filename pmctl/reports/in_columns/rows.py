"""Rows of a table in lines: cells beside each other, and below them what is too wide to stand there."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from pmctl.escape import terminal_width, wrapped
from pmctl.reports.in_columns.columns import GAP, Column, shares
from pmctl.reports.in_columns.measures import height, indented

MOST_LIMITS = 6
"""So many choices of which links stand in their cells are tried."""
Lines = list[str]


def beside(columns: Sequence[Column], width: int, ruled: Collection[int] = ()) -> list[Lines] | None:
    """The lines of the titles and of each row of a table; None where its columns cannot stand beside each other.

    `ruled` are the rows that have a rule above them; the titles are row 0.

    Links that are too wide for their column stand below the row: as many of them as make the table short.
    """
    tried = [widths for limit in _limits(columns) if (widths := shares(columns, width, limit)) is not None]
    if not tried:
        return None
    return list(_rows(columns, min(tried, key=lambda widths: _cost(columns, widths)), width, ruled))


def _limits(columns: Sequence[Column]) -> list[int]:
    """The widths up to which links may stand in their cells, the widest first, 0 for none."""
    links = sorted({cell.link for one in columns for cell in one.cells if cell.link}, reverse=True)
    return [*links[:: len(links) // MOST_LIMITS + 1], 0]


def _cost(columns: Sequence[Column], widths: Sequence[int]) -> int:
    """About how many lines a table has; a cell that is out of its column counts twice."""
    standing = [
        [height(cell.widths, own) if cell.need <= own else 0 for cell in one.cells]
        for one, own in zip(columns, widths, strict=True)
    ]
    rows: Iterator[tuple[int, ...]] = zip(*standing, strict=True)
    return sum(map(max, rows)) + 2 * sum(_below(columns, widths))


def _below(columns: Sequence[Column], widths: Sequence[int]) -> list[int]:
    """How many cells of each column have no room in it."""
    return [sum(cell.need > own for cell in one.cells[1:]) for one, own in zip(columns, widths, strict=True)]


def _rows(columns: Sequence[Column], widths: Sequence[int], width: int, ruled: Collection[int]) -> Iterator[Lines]:
    rule = [(" " * GAP).join("─" * own for own in widths if own)]
    several = sum(map(bool, _below(columns, widths))) > 1
    for row in range(len(columns[0].cells)):
        stands = [one.cells[row].need <= own for one, own in zip(columns, widths, strict=True)]
        lines = (rule if row in ruled else []) + _row(columns, widths, stands, row)
        for one, is_in_place in zip(columns, stands, strict=True):
            if not is_in_place:
                named = f"{one.cells[0].text}  " if row and several else ""
                lines += indented(named + one.cells[row].text, width, GAP)
        yield lines


def _row(columns: Sequence[Column], widths: Sequence[int], stands: Sequence[bool], row: int) -> Lines:
    """The cells of a row that stand beside each other, in as many lines as the longest of them wants."""
    shown = [(one, own, is_in) for one, own, is_in in zip(columns, widths, stands, strict=True) if own]
    broken = [wrapped(one.cells[row].text, own) if is_in else [] for one, own, is_in in shown]
    lines = [
        [
            _placed(cell[line] if line < len(cell) else "", own, one.right)
            for cell, (one, own, _) in zip(broken, shown, strict=True)
        ]
        for line in range(max(map(len, broken), default=0))
    ]
    return [(" " * GAP).join(line).rstrip() for line in lines]


def _placed(text: str, width: int, right: bool) -> str:
    blanks = " " * max(0, width - terminal_width(text))
    return blanks + text if right else text + blanks
