"""What all pictures over time share: a sheet with days below, a scale on the left, the names of lines beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from pmctl.charts.day_axis import DayAxis, ticks
from pmctl.charts.measure import fitting
from pmctl.charts.palette import LIGHT
from pmctl.charts.paper import sheet, write
from pmctl.charts.strokes import Corners, box, fill, stroke
from pmctl.diagnostic import UserError
from pmctl.escape import cut, one_line, terminal, terminal_width, wrapped
from pmctl.model.item import Item
from pmctl.model.project import Project
from pmctl.plan import Plan

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH = 960.0
LEFT, RIGHT, TOP, BOTTOM = 72.0, 712.0, 92.0, 444.0
_FOOT = 46.0
TITLE, SIZE, SMALL = 16.0, 12.0, 10.5
_APART = 17.0
"""Pixels between the names of two lines."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A picture that is being drawn: its days from left to right, and where on the paper it may draw."""

    figure: Figure
    axes: Axes
    axis: DayAxis

    def x(self, day: date) -> float:
        """Where a day ends."""
        return self.axis.end(day)


def days_of(points: Sequence[date]) -> tuple[date, date]:
    """The first and the last day; two at least, so that there is a line."""
    first, last = min(points), max(points)
    return (first, last) if first < last else (first - timedelta(days=1), last)


def opened(title: str, subtitle: str, first: date, last: date, right: float = RIGHT, bottom: float = BOTTOM) -> Sheet:
    """A sheet with its title, a sentence below it, and the days."""
    figure, axes = sheet(WIDTH, bottom + _FOOT, LIGHT["paper"])
    write(axes, 16, 30, fitting(one_line(title), WIDTH - 32, TITLE, bold=True), TITLE, LIGHT["ink"], bold=True)
    write(axes, 16, 52, fitting(one_line(subtitle), WIDTH - 32, SIZE), SIZE, LIGHT["soft"])
    axis = DayAxis(first, last, LEFT, right)
    stroke(axes, [[(LEFT, bottom), (right, bottom)]], LIGHT["ghost"], 1.0)
    marks = list(ticks(axis, SMALL))
    stroke(axes, [[(axis.start(day), bottom), (axis.start(day), bottom + 5)] for day, _ in marks], LIGHT["ghost"])
    for day, label in marks:
        write(axes, axis.start(day), bottom + 19, label, SMALL, LIGHT["soft"], align="center")
    return Sheet(figure, axes, axis)


def scale(page: Sheet, most: float, unit: str) -> None:
    """Lines at round numbers from nothing to `most`, which stands at the top."""
    step = round_step(most)
    number = 0.0
    while number <= most:
        y = height(number, most)
        stroke(page.axes, [[(LEFT, y), (page.axis.right, y)]], LIGHT["month"] if number else LIGHT["ghost"])
        write(page.axes, LEFT - 8, y + 4, f"{number:,g}", SMALL, LIGHT["soft"], align="right")
        number += step
    write(page.axes, LEFT - 8, TOP - 14, unit, SMALL, LIGHT["soft"], align="left")


def height(number: float, most: float) -> float:
    """How high a number stands."""
    return BOTTOM - (BOTTOM - TOP) * number / (most or 1)


def round_step(most: float) -> float:
    """A round number of which about five make `most`."""
    wanted, step = most / 5, 1.0
    while step * 10 <= wanted:
        step *= 10
    return next(step * factor for factor in (1, 2, 5, 10) if step * factor >= wanted)


def corners_of(page: Sheet, points: Sequence[tuple[date, float]], most: float) -> Corners:
    """Numbers at the ends of their days; the only one there is holds for its whole day, else nobody would see it."""
    found: Corners = [(page.x(day), height(number, most)) for day, number in points]
    return [(page.axis.start(points[0][0]), found[0][1]), *found] if len(points) == 1 else found


def stairs(points: Sequence[tuple[float, float]]) -> Corners:
    """A line that holds each value until the next one."""
    corners: Corners = list(points[:1])
    for x, y in points[1:]:
        corners += [(x, corners[-1][1]), (x, y)]
    return corners


def names(page: Sheet, named: Sequence[tuple[float, str, str, str]], swatches: bool = False) -> None:
    """Names at the right end of lines, pushed apart where they would meet: height, name, a second text, colour.

    Of areas (`swatches`) the colour is a square beside the name.
    """
    left = page.axis.right + (26 if swatches else 10)
    room = WIDTH - left - 10
    for (_, name, more, colour), y in zip(named, apart([one[0] for one in named]), strict=True):
        if swatches:
            fill(page.axes, [box(page.axis.right + 8, y - 7, 12, 12)], colour)
        ink = LIGHT["ink"] if swatches else colour
        write(page.axes, left, y + 4, fitting(one_line(name), room, SIZE, bold=True), SIZE, ink, bold=True)
        write(page.axes, left, y + 17, fitting(one_line(more), room, SMALL), SMALL, LIGHT["soft"])


def apart(wanted: Sequence[float], least: float = 2 * _APART) -> list[float]:
    """Heights as near to those wanted as they can be so far apart, within the picture where they fit."""
    order = sorted(range(len(wanted)), key=lambda place: wanted[place])
    found = [0.0] * len(wanted)
    at = TOP - least
    for place in order:
        at = max(wanted[place], at + least)
        found[place] = at
    over = at - (BOTTOM - 6)
    floor = BOTTOM - 6
    for place in reversed(order) if over > 0 else ():
        found[place] = min(found[place], floor)
        floor = found[place] - least
    return found


def projects_of(plan: Plan, item: Item | None) -> tuple[Project, ...]:
    """The project that was asked for, else all; UserError where there is none."""
    if item is None:
        found = tuple(one for one in plan.workspace.documents.values() if isinstance(one, Project))
        if not found:
            raise UserError("this plan has no project to draw")
        return found
    if not isinstance(item, Project):
        raise UserError(f"`{terminal(item.id)}` is a {item.kind}: this picture is of projects")
    return (item,)


def rows_text(title: str, subtitle: str, rows: Sequence[Sequence[str]], width: int) -> str:
    """The same as a table of plain text: the first row are titles, the first column stands left."""
    lines = [*wrapped(terminal(one_line(title)), width), *(wrapped(terminal(subtitle), width) if subtitle else ())]
    return "\n".join([*lines, "", *_aligned(rows, width)]) + "\n"


def _aligned(rows: Sequence[Sequence[str]], width: int) -> Iterator[str]:
    shown = [[terminal(one_line(cell)) for cell in row] for row in rows]
    widths = [max(terminal_width(row[place]) for row in shown) for place in range(len(rows[0]))]
    for row in shown:
        cells = [" " * (room - terminal_width(cell)) + cell for cell, room in zip(row, widths, strict=True)]
        cells[0] = row[0] + " " * (widths[0] - terminal_width(row[0]))
        yield cut("  ".join(cells).rstrip(), width)
