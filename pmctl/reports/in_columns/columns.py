"""The columns of a table, and how they share the room of a line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from pmctl.escape import terminal_width
from pmctl.reports.in_columns.words import height, link_width, needed

GAP = 2
MOST_WEIGHED = 60
"""So many cells of a column say well enough what a wider column would save."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its texts from the title down, and of each the widths of its words, its widest word, its widest link.

    A cell that is no text (a day, an amount) is one word. A column that `keeps` its links says what a row is about.
    """

    texts: tuple[str, ...]
    words: tuple[tuple[int, ...], ...]
    needs: tuple[int, ...]
    links: tuple[int, ...]
    right: bool

    @property
    def natural(self) -> int:
        """The columns in which nothing of it wraps."""
        return max(map(terminal_width, self.texts))

    def stays(self, row: int, limit: int) -> bool:
        """Does a cell stand in its column, where wider links than `limit` stand below their row?"""
        return self.links[row] <= limit

    def least(self, limit: int) -> int:
        """The columns in which no word is broken; 0 where no cell stays."""
        staying = [need for row, need in enumerate(self.needs) if row and self.stays(row, limit) and self.texts[row]]
        emptied = not staying and any(self.texts[1:])
        return 0 if emptied else max([self.needs[0], *staying])


def column(title: str, cells: Sequence[str], is_text: bool, right: bool, keeps: bool) -> Column:
    """A column of texts that are fit for a terminal; `keeps` its links, whatever their width."""
    texts = (title, *cells)
    breakable = [is_text or not row for row in range(len(texts))]
    return Column(
        texts,
        tuple(
            _words(text) if breaks else (terminal_width(text),) for text, breaks in zip(texts, breakable, strict=True)
        ),
        tuple(needed(text) if breaks else terminal_width(text) for text, breaks in zip(texts, breakable, strict=True)),
        tuple(link_width(text) if row and is_text and not keeps else 0 for row, text in enumerate(texts)),
        right,
    )


def _words(text: str) -> tuple[int, ...]:
    return tuple(terminal_width(word) for word in text.split(" ") if word)


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
    rows = [row for row in range(len(one.texts)) if one.stays(row, limit)]
    weighed = [one.words[row] for row in rows[:: len(rows) // MOST_WEIGHED + 1]]

    @cache
    def weight(width: int) -> int:
        return sum(height(words, width) ** 2 for words in weighed)

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
