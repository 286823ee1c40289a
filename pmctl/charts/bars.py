"""Bars under each other: a name, a bar from the left, a value behind it, and a mark where it should be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pmctl.charts.drawing import Drawing
from pmctl.charts.measure import fitting, text_width
from pmctl.charts.palette import LIGHT
from pmctl.charts.paper import sheet, write
from pmctl.charts.strokes import box, fill, stroke
from pmctl.escape import cut, one_line, terminal, terminal_width, wrapped

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH, TOP, ROW, THICK, LABELS = 960.0, 62.0, 26.0, 14.0, 330.0
TITLE, SIZE, SMALL = 16.0, 11.5, 10.5
INDENT = 16.0
FULL, LESS, MARK = "█", "░", "│"


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a share from 0 to 1 (None: no bar, only its value), in a colour of the palette.

    `mark` is a share at which a line stands across it; `level` indents the name; `is_pale` draws it lighter in a
    terminal; `rule` is written over a line above it.
    """

    name: str
    share: float | None
    value: str
    colour: str
    mark: float | None = None
    level: int = 0
    is_pale: bool = False
    rule: str = ""


def bars(title: str, rows: Sequence[Bar], notes: Sequence[str]) -> Drawing:
    """The picture of some bars, with notes below it."""
    words = (title, *(one.name for one in rows), *(one.rule for one in rows), *notes)
    return Drawing(title, words, lambda: _figure(title, rows, notes), lambda width: _text(title, rows, notes, width))


# --- on paper ---------------------------------------------------------------------------------------------------------


def _figure(title: str, rows: Sequence[Bar], notes: Sequence[str]) -> Figure:
    lines = [line for note in notes for line in wrapped(one_line(note), 150)]
    height = TOP + sum(_height(one) for one in rows) + 24 + 16 * len(lines)
    figure, axes = sheet(WIDTH, height, LIGHT["paper"])
    write(axes, 16, 30, fitting(one_line(title), WIDTH - 32, TITLE, bold=True), TITLE, LIGHT["ink"], bold=True)
    values = max((text_width(one.value, SIZE) for one in rows), default=0.0) + 14
    top = TOP
    for one in rows:
        top += _height(one)
        _row(axes, one, top - ROW, WIDTH - LABELS - 24 - values)
    for place, line in enumerate(lines):
        write(axes, 16, top + 22 + 16 * place, line, SMALL, LIGHT["soft"])
    return figure


def _height(one: Bar) -> float:
    return ROW + (20 if one.rule else 0)


def _row(axes: Axes, one: Bar, top: float, room: float) -> None:
    middle, line = top + ROW / 2, top + ROW / 2 + 4
    if one.rule:
        stroke(axes, [[(16, top - 6), (WIDTH - 16, top - 6)]], LIGHT["today"], 1.2, dashed=True)
        write(axes, WIDTH - 16, top - 10, one_line(one.rule), SMALL, LIGHT["today"], align="right")
    left = 16 + INDENT * one.level
    write(axes, left, line, fitting(one_line(one.name), LABELS - left - 10, SIZE), SIZE, LIGHT["ink"])
    if one.share is not None:
        fill(axes, [box(LABELS, middle - THICK / 2, room, THICK)], LIGHT["off"])
        fill(axes, [box(LABELS, middle - THICK / 2, max(one.share * room, 1.5), THICK)], LIGHT[one.colour])
    if one.mark is not None:
        at = LABELS + one.mark * room
        stroke(axes, [[(at, middle - THICK / 2 - 3), (at, middle + THICK / 2 + 3)]], LIGHT["ink"], 1.6)
    write(axes, WIDTH - 16, line, one.value, SIZE, LIGHT["ink"], align="right")


# --- in a terminal ----------------------------------------------------------------------------------------------------


def _text(title: str, rows: Sequence[Bar], notes: Sequence[str], width: int) -> str:
    names = ["  " * one.level + terminal(one_line(one.name)) for one in rows]
    values = max((terminal_width(one.value) for one in rows), default=0)
    wide = min(max(map(terminal_width, names), default=0), max(16, (width - values) // 2))
    room = max(8, width - wide - values - 4)
    lines = [*wrapped(terminal(one_line(title)), width), ""]
    for one, name in zip(rows, names, strict=True):
        if one.rule:
            lines.append(f"── {cut(terminal(one_line(one.rule)), width - 4)} ".ljust(width, "─"))
        short = cut(name, wide)
        padded = short + " " * (wide - terminal_width(short))
        lines.append(f"{padded}  {_bar(one, room)}  {one.value:>{values}}".rstrip())
    lines += ["", *(line for note in notes for line in wrapped(terminal(one_line(note)), width))]
    return "\n".join(lines) + "\n"


def _bar(one: Bar, room: int) -> str:
    if one.share is None:
        return " " * room
    full = max(round(one.share * room), 1 if one.share > 0 else 0)
    cells = list((LESS if one.is_pale else FULL) * full + " " * (room - full))
    if one.mark is not None:
        cells[min(round(one.mark * room), room - 1)] = MARK
    return "".join(cells)
