"""A board for a terminal: columns beside each other, as many as there is room for; the others below them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from pmctl import output
from pmctl.escape import cut, one_line, terminal, terminal_width, wrapped
from pmctl.views.board.view import Board, Card, Column

LEAST = 18
"""A column of cards is not narrower than this."""
WIDEST = 40
"""Nor does it become wider: a card is short."""
GAP = 2
NAME_LINES = 2
MOST_OVER = 8
"""Cards of a column in which all is over: the last ones."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a column, and the style of all of it."""

    text: str
    style: str = ""


def board_text(board: Board) -> str:
    """The columns with their cards, in as many bands as the screen needs."""
    bands = _bands(board.columns, output.width())
    return "\n\n".join(_band(board, columns) for columns in bands)


def heading(column: Column) -> str:
    """`doing  4 of 3`: how many cards, and how many are wanted at most."""
    return f"{column.name}  {counted(column)}"


def counted(column: Column) -> str:
    """`4 of 3`, or `4` where there is no limit."""
    return f"{len(column.cards)} of {column.limit}" if column.limit is not None else str(len(column.cards))


def _least(column: Column) -> int:
    """An empty column takes no more than its title."""
    title = terminal_width(terminal(heading(column)))
    return LEAST if column.cards else min(title, LEAST)


def _bands(columns: Sequence[Column], room: int) -> list[list[Column]]:
    """Columns that have room beside each other, in order."""
    bands: list[list[Column]] = [[]]
    for column in columns:
        taken = sum(_least(one) + GAP for one in bands[-1])
        if bands[-1] and taken + _least(column) > room:
            bands.append([])
        bands[-1].append(column)
    return bands


def _band(board: Board, columns: Sequence[Column]) -> str:
    widths = _widths(columns, output.width())
    stacks = [_stack(board, column, width) for column, width in zip(columns, widths, strict=True)]
    lines = []
    for row in zip_longest(*stacks, fillvalue=_Line("")):
        cells = []
        for line, width in zip(row, widths, strict=True):
            text = cut(line.text, width)
            cells.append(output.paint(text, line.style) + " " * (width - terminal_width(text)))
        lines.append((" " * GAP).join(cells).rstrip())
    return "\n".join(lines).rstrip("\n")


def _widths(columns: Sequence[Column], room: int) -> list[int]:
    """What is left of the screen goes to the columns that hold cards, alike."""
    widths = [_least(column) for column in columns]
    filled = [place for place, column in enumerate(columns) if column.cards]
    left = room - sum(widths) - GAP * (len(widths) - 1)
    if filled and left > 0:
        share, rest = divmod(left, len(filled))
        for number, place in enumerate(filled):
            widths[place] = min(widths[place] + share + (number < rest), WIDEST)
    return widths


def _stack(board: Board, column: Column, width: int) -> list[_Line]:
    """A column from top to bottom: its title, a rule, its cards."""
    title = terminal(heading(column))
    lines = [_Line(title, "red" if column.over else "heading"), _Line("─" * width, "dim")]
    shown = column.cards[:MOST_OVER] if all(card.settled for card in column.cards) else column.cards
    for card in shown:
        lines += [*_card(card, board.document, width), _Line("")]
    left = len(column.cards) - len(shown)
    return [*lines, _Line(f"… and {left} more", "dim")] if left else lines


def _card(card: Card, document: str, width: int) -> list[_Line]:
    """A name, at most two lines of it; the id, short inside the one document; the facts; why it stands still."""
    name = wrapped(terminal(one_line(card.item.title)), width)
    if len(name) > NAME_LINES:
        name = [*name[: NAME_LINES - 1], cut(" ".join(name[NAME_LINES - 1 :]), width - 1).removesuffix("…") + "…"]
    lines = [*(_Line(line, "bold") for line in name), _Line(terminal(card.item.id.removeprefix(f"{document}/")), "dim")]
    lines += [_Line(line, "red" if card.late else "") for line in _facts(card.facts, width)]
    return [*lines, *(_Line(line, "amber") for line in wrapped(terminal(one_line(card.held)), width, "! ", "  "))]


def _facts(facts: Sequence[str], width: int) -> list[str]:
    """Facts on lines, several on one where they have room; a long one goes on below itself."""
    lines: list[str] = []
    for fact in facts:
        text = terminal(one_line(fact))
        if lines and terminal_width(lines[-1]) + 3 + terminal_width(text) <= width:
            lines[-1] += f" · {text}"
        else:
            lines += wrapped(text, width, "", "  ")
    return lines
