"""A life for a terminal: a line for each revision, and below it what it changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pmctl import output
from pmctl.history.told import Life, Told
from pmctl.output import Column
from pmctl.quantity import print_date
from pmctl.views.folding import folded
from pmctl.views.history.words import headline, is_document, lines, notes, short, subject, who

MOST_ROWS = 30
"""Revisions that a first look shows: the latest."""
MOST_LINES = 8
"""Lines below a revision that a first look shows."""

_COLUMNS = (
    Column("Day", least=output.UNCUT),
    Column("By", least=6),
    Column("Commit", least=7, spare=1),
    Column("What for", least=20),
)


def history_text(found: Life, today: date, everything: bool = False) -> str:
    """The whole; the earliest of very many revisions are one line, unless `everything`."""
    shown = found.told if everything or len(found.told) <= MOST_ROWS + 1 else found.told[-MOST_ROWS:]
    parts = ["\n".join(folded(headline(found, today)))]
    if shown:
        parts.append("\n".join(_rows(found, shown, today, everything)))
    said = notes(found, today, any(row.moves for row in shown) and not is_document(found) or is_document(found))
    said = [line for note in said for line in folded(note)]
    return "\n\n".join([*parts, *(["\n".join(said)] if said else [])])


def _rows(found: Life, shown: tuple[Told, ...], today: date, everything: bool) -> Iterator[str]:
    cells = [[print_date(row.day, today), who(row), short(row), subject(row)] for row in shown]
    title, *heads = output.table(_COLUMNS, cells).split("\n")
    yield title
    if len(shown) < len(found.told):
        yield f"… {len(found.told) - len(shown)} earlier revisions: `--all`, or `--since`"
    for row, head in zip(shown, heads, strict=True):
        yield head
        below = list(lines(found, row, today, everything))
        cut = below if everything or len(below) <= MOST_LINES + 1 else below[:MOST_LINES]
        for line in cut:
            yield from folded(line, "    ", "      ")
        if len(cut) < len(below):
            yield f"    … and {len(below) - len(cut)} more: `--all`"
