"""Tables of a page in a terminal: no word is broken, nothing is cut; what has no room goes on in the next line."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from pmctl.escape import terminal, terminal_width, words, wrapped
from pmctl.render import RIGHT, Form, shown
from pmctl.reports.in_columns.blocks import blocks, headed, pairs_in_lines
from pmctl.reports.in_columns.columns import Column, column
from pmctl.reports.in_columns.rows import Lines, beside

MUCH = 1.5
"""A form of a table that is more than so many times as long as another is too long."""


def table(
    columns: Sequence[Mapping[str, str]],
    rows: Sequence[Mapping[str, object]],
    width: int,
    indent: int = 2,
    near: date | None = None,
) -> str:
    """Rows under titles in lines of at most so many columns; a row with a true `sum` stands below a rule.

    Only a link or path that is wider than a line goes beyond it. Where the columns cannot stand beside each other, or
    are so narrow that it is much longer, what a row is about stands above the row, or its cells below each other. Days
    that are `near` a day go without their year.
    """
    laid = [_column(place, one, rows, near) for place, one in enumerate(columns)]
    ruled = {row for row, one in enumerate(rows, 1) if one.get("sum")}
    lines = [line for row in _laid_out(laid, width - indent, ruled) for line in row]
    return "\n".join(" " * min(indent, max(0, width - terminal_width(line))) + line for line in lines)


def _laid_out(columns: Sequence[Column], width: int, ruled: Collection[int]) -> list[Lines]:
    """The lines of a table in its form: in columns, unless it has no room so or another form is much shorter."""
    best = beside(columns, width, ruled)
    if best is not None and _height(best) <= 2 * len(best):
        return best  # the others have two lines a row and more
    for form in (headed(columns, width), blocks(columns, width)):
        if form is not None and (best is None or MUCH * _height(form) < _height(best)):
            best = form
    return best or []


def _height(rows: Sequence[Lines]) -> int:
    return sum(map(len, rows))


def _column(place: int, head: Mapping[str, str], rows: Sequence[Mapping[str, object]], near: date | None) -> Column:
    form: Form = head["form"]  # type: ignore[assignment]
    cells = [_cell(row.get(head["key"]), form, near) for row in rows]
    return column(terminal(head["title"]), cells, form == "text", form in RIGHT, keeps=place == 0)


def _cell(value: object, form: Form, near: date | None) -> str:
    return " ".join(words(terminal(shown(value, form, near))))


def facts(pairs: Sequence[Mapping[str, object]], width: int, near: date | None = None, indent: int = 2) -> str:
    """Facts a line each, their values under each other; days that are `near` a day go without their year."""
    told = [(terminal(str(one["name"])), _cell(one["value"], one["form"], near) or "–") for one in pairs]  # type: ignore[arg-type]
    return "\n".join(pairs_in_lines(told, width, indent))


def paragraphs(texts: Sequence[str], listed: bool, width: int, indent: int = 2) -> str:
    """Paragraphs, or the lines of a list, broken at blanks."""
    margin = " " * indent
    lines: list[str] = []
    for text in texts:
        marks = ("- ", "  ") if listed else ("", "")
        lines += wrapped(terminal(text), width, margin + marks[0], margin + marks[1])
        lines += [] if listed else [""]
    return "\n".join(lines).rstrip()
