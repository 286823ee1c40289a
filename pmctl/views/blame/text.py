"""Who moved a forecast, for a terminal: a line for each move, its edits below it with their shares, then the sum."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from pmctl import output
from pmctl.history import Blame, Row
from pmctl.history.sharing import Cause
from pmctl.output import Cell, Column
from pmctl.quantity import print_date
from pmctl.views.blame.words import because, cause_words, forecast, headline, moved, notes, short, signed, who
from pmctl.views.folding import folded

MOST_ROWS = 40
"""Moves that a first look shows: the largest."""
MOST_CAUSES = 4
"""Edits of a move that a first look shows."""

_COLUMNS = (
    Column("Day", least=output.UNCUT),
    Column("By", least=6),
    Column("Commit", least=7, spare=1),
    Column("Moved", right=True, least=output.UNCUT),
    Column("Forecast", least=output.UNCUT),
    Column("Because", least=12),
)


def blame_text(found: Blame, today: date, everything: bool = False) -> str:
    """The whole; the smallest of very many moves are one line, unless `everything`."""
    parts = ["\n".join(folded(headline(found, today)))]
    if len(found.rows) > 1:
        parts.append("\n".join(_rows(found, today, everything)))
    said = [line for note in notes(found, today) for line in folded(note)]
    return "\n\n".join([*parts, *(["\n".join(said)] if said else [])])


def shown_rows(found: Blame, everything: bool) -> tuple[Row, ...]:
    """The rows that are shown, in order: all, or the first and the largest."""
    if everything or len(found.rows) <= MOST_ROWS + 1:
        return found.rows
    largest = sorted(range(1, len(found.rows)), key=lambda number: -abs(found.rows[number].days))[:MOST_ROWS]
    return tuple(found.rows[number] for number in sorted((0, *largest)))


def _rows(found: Blame, today: date, everything: bool) -> Iterator[str]:
    shown = shown_rows(found, everything)
    cells = [_cells(found, row, today) for row in shown]
    left = len(found.rows) - len(shown)
    if left:
        rest = found.days - sum(row.days for row in shown)
        cells.append(["", "", "", f"{signed(rest)}d", "", f"{left} smaller moves: `--all`"])
    last = forecast(found.rows[-1], today)
    cells.append(["", Cell("sum", "bold"), "", Cell(f"{signed(found.days)}d", "bold"), Cell(last, "bold"), ""])
    title, *lines = output.table(_COLUMNS, cells).split("\n")
    yield title
    for row, line in zip(shown, lines, strict=False):
        yield line
        yield from _causes(found, row.causes.causes, everything)
    yield from lines[len(shown) :]


def _cells(found: Blame, row: Row, today: date) -> list[str | Cell]:
    style = "red" if row.days > 0 else "green" if row.days < 0 else ""
    return [
        print_date(row.day, today),
        who(row),
        short(row),
        Cell(moved(row), style),
        forecast(row, today),
        because(found, row),
    ]


def _causes(found: Blame, causes: Sequence[Cause], everything: bool) -> Iterator[str]:
    """The edits below their move; what one alone did needs no share."""
    shown = causes if everything or len(causes) <= MOST_CAUSES + 1 else causes[:MOST_CAUSES]
    for cause in shown:
        share = f"{signed(cause.days)}d  " if cause.days is not None and len(causes) > 1 else ""
        yield from folded(f"{share}{cause_words(found, cause)}", "    ", "      ")
    if len(shown) < len(causes):
        yield f"    … and {len(causes) - len(shown)} more: `--all`"
