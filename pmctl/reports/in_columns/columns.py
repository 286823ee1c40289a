"""The columns of a table, and how they share the room of a line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from pmctl.escape import terminal_width, words
from pmctl.reports.in_columns.measures import height, link_width, needed

GAP = 2
MOST_WEIGHED = 60
"""So many cells of a column say well enough what a wider column would save."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A text of a table: the widths of its words, the widest of them that stays whole, its widest link (0: none)."""

    text: str
    widths: tuple[int, ...]
    need: int
    link: int


@dataclass(frozen=True, slots=True)
class Column:
    """A column from its title down; the cells of one that `is_text` wrap, those of one to the `right` end there."""

    cells: tuple[Cell, ...]
    is_text: bool
    right: bool

    @property
    def natural(self) -> int:
        """The columns in which nothing of it wraps."""
        return max(terminal_width(cell.text) for cell in self.cells)

    def least(self, limit: int) -> int:
        """The columns in which no word is broken; 0 where every cell has a wider link than `limit`, or nothing."""
        filled = [cell for cell in self.cells[1:] if cell.text]
        staying = [cell.need for cell in filled if cell.link <= limit]
        return max([self.cells[0].need, *staying]) if staying or not filled else 0


def column(title: str, texts: Sequence[str], is_text: bool, right: bool, keeps: bool) -> Column:
    """A column of texts that are fit for a terminal; one that `keeps` its links does so whatever their width.

    A day or an amount is one word.
    """
    cells = [_text(text, not keeps) if is_text else _word(text) for text in texts]
    return Column((_text(title, False), *cells), is_text, right)


def _text(text: str, has_links: bool) -> Cell:
    return Cell(text, tuple(map(terminal_width, words(text))), needed(text), link_width(text) if has_links else 0)


def _word(text: str) -> Cell:
    width = terminal_width(text)
    return Cell(text, (width,), width, 0)


def shares(columns: Sequence[Column], room: int, limit: int) -> list[int] | None:
    """The width of each column, none below its widest word; 0 for one whose cells all stand below their rows.

    None where they cannot stand beside each other. What is free goes where it saves the most lines.
    """
    widths = [one.least(limit) for one in columns]
    free = room - sum(widths) - GAP * (sum(width > 0 for width in widths) - 1)
    if free < 0:
        return None
    return _widened(widths, [_weight_of(one, limit) for one in columns], [one.natural for one in columns], free)


def _weight_of(one: Column, limit: int) -> Callable[[int], int]:
    """How much a column wraps at a width: a cell of four lines is worse than two of two."""
    staying = [cell.widths for cell in one.cells if cell.link <= limit]
    weighed = staying[:: len(staying) // MOST_WEIGHED + 1]

    @cache
    def weight(width: int) -> int:
        return sum(height(one, width) ** 2 for one in weighed)

    return weight


def _widened(
    widths: list[int], weights: Sequence[Callable[[int], int]], natural: Sequence[int], free: int
) -> list[int]:
    """Give what is free away, step by step to the column that gains the most by it, while any does."""
    while True:
        steps = [
            ((weights[place](width) - weights[place](wider)) / (wider - width), -place, wider)
            for place, width in enumerate(widths)
            if width
            for wider in range(width + 1, min(natural[place], width + free) + 1)
        ]
        gain, place, wider = max(steps, default=(0, 0, 0))
        if gain <= 0:
            return widths
        free -= wider - widths[-place]
        widths[-place] = wider
