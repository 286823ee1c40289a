"""Features as bubbles: how much each is worth against what it takes, in the quadrants that the medians make."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pmctl.charts.asked import product_of
from pmctl.charts.drawing import Drawing, Request
from pmctl.charts.labels import Frame, around, meet, place_beside
from pmctl.charts.measure import fitting, text_width
from pmctl.charts.palette import LIGHT
from pmctl.charts.paper import sheet, write
from pmctl.charts.scales import Scale, scale_of, tick_text
from pmctl.charts.strokes import box, dot, fill, stroke
from pmctl.diagnostic import UserError
from pmctl.escape import one_line, terminal, wrapped
from pmctl.insights.ranking.quadrants import BY_EFFORT, Bubble, Field, field_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH, LEFT, TOP, RIGHT, HIGH = 960.0, 76.0, 84.0, 24.0, 480.0
TITLE, SIZE, SMALL = 16.0, 11.5, 10.5
INSIDE: Frame = (LEFT + 2, TOP, WIDTH - RIGHT, TOP + HIGH)
"""The field in which names stand."""
LEAST, MOST = 6.0, 20.0
"""Radius of a bubble."""
LABEL = 220.0
"""The widest name beside a bubble."""
LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
COLOURS = ("green", "done", "ghost", "dark-red")
"""Of the quadrants in the order of their names, where they say what is well and what is not."""


def draw(request: Request) -> Drawing:
    """The features of a product; UserError where none of them has both numbers."""
    product = product_of(request, "value-effort")
    found = field_of(request.plan, product)
    if found is None:
        hint = "`score: {value: 8, effort: 3}`, or the inputs of `rice`, `wsjf`, `cd3` or two weighted criteria"
        raise UserError(f"no open feature of {terminal(product.title)} has a value and an effort", hint)
    title = f"{product.title}: {found.axes.up.lower()} against {found.axes.right.lower()}"
    words = (title, *(one.feature.title for one in found.bubbles), *(one.title for one in found.outside))
    return Drawing(title, words, lambda: _figure(title, found), lambda width: _text(title, found, width))


def _notes(found: Field) -> Iterator[str]:
    """What the picture leaves to words: whose medians, what a size means, who is not in it."""
    count = len(found.bubbles)
    scales = zip((found.axes.up, found.axes.right), _scales(found), strict=True)
    powers = "".join(f" {name}: in powers." for name, scale in scales if scale.is_powers)
    sizes = " Size: how much customers want it." if any(one.weight for one in found.bubbles) else ""
    yield f"By {found.axes.method}; quadrants at the medians of {count} feature{'s'[: count != 1]}.{sizes}{powers}"
    if found.outside:
        yield f"Not in it, for want of inputs: {', '.join(one.title for one in found.outside)}"


def _sides(found: Field) -> tuple[list[float], list[float]]:
    return [float(one.up) for one in found.bubbles], [float(one.right) for one in found.bubbles]


# --- on paper ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Spot:
    """A bubble on the sheet, of one feature or of several in one place; `label` is where their names stand."""

    bubbles: tuple[Bubble, ...]
    x: float
    y: float
    radius: float
    label: Frame | None = None

    @property
    def name(self) -> str:
        """What stands beside it."""
        return one_line(", ".join(one.feature.title for one in self.bubbles))

    @property
    def frame(self) -> Frame:
        """The square around it."""
        return self.x - self.radius, self.y - self.radius, self.x + self.radius, self.y + self.radius


def _figure(title: str, found: Field) -> Figure:
    spots, crowded = _placed(found)
    notes = list(_notes(found))
    listed = [
        f"{letter}  {one.feature.title}"
        for letter, spot in zip(_letters(), crowded, strict=False)
        for one in spot.bubbles
    ]
    rows = math.ceil(len(listed) / 3)
    bottom = TOP + HIGH
    gap = 8 if listed else 0
    figure, axes = sheet(WIDTH, bottom + 62 + gap + 16 * (rows + len(notes)), LIGHT["paper"])
    write(axes, 16, 30, fitting(one_line(title), WIDTH - 32, TITLE, bold=True), TITLE, LIGHT["ink"], bold=True)
    _field(axes, found)
    for spot in (*spots, *crowded):
        dot(axes, spot.x, spot.y, spot.radius, LIGHT[_colour(found, spot.bubbles[0])], LIGHT["paper"])
    _labels(axes, spots, _median_frames(found))
    for letter, spot in zip(_letters(), crowded, strict=False):
        write(axes, spot.x, spot.y + 3.5, letter, SMALL, LIGHT["paper"], bold=True, align="center")
    for place, line in enumerate(listed):
        x, y = LEFT + place % 3 * 290, bottom + 58 + 16 * (place // 3)
        write(axes, x, y, fitting(one_line(line), 280, SMALL), SMALL, LIGHT["ink"])
    for place, note in enumerate(notes, rows):
        y = bottom + 58 + gap + 16 * place
        write(axes, LEFT, y, fitting(one_line(note), WIDTH - LEFT - 16, SMALL), SMALL, LIGHT["soft"])
    return figure


def _labels(axes: Axes, spots: Sequence[Spot], lines: Sequence[Frame]) -> None:
    """The names beside their bubbles; where one has no place off the lines, a line makes room for it."""
    for spot in spots:
        if spot.label is None:
            continue
        left, top, right, bottom = spot.label
        if any(meet(spot.label, line) for line in lines):
            fill(axes, [box(left - 2, top + 1, right - left + 4, bottom - top - 2)], LIGHT["off"])
        write(axes, left, bottom - 3, fitting(spot.name, LABEL, SIZE), SIZE, LIGHT["ink"])


def _letters() -> Iterator[str]:
    """`a` to `Z`, then numbers."""
    yield from LETTERS
    number = 1
    while True:
        yield str(number)
        number += 1


def _colour(found: Field, bubble: Bubble) -> str:
    place = found.axes.names.index(bubble.quadrant)
    return COLOURS[place] if found.axes.names == BY_EFFORT else ("today", "green", "ghost", "done")[place]


def _scales(found: Field) -> tuple[Scale, Scale]:
    up, right = _sides(found)
    return scale_of(up), scale_of(right)


def _spot(scales: tuple[Scale, Scale], up: float, right: float) -> tuple[float, float]:
    """The place of two numbers on the sheet."""
    x = LEFT + scales[1].at(right) * (WIDTH - LEFT - RIGHT)
    return x, TOP + (1 - scales[0].at(up)) * HIGH


def _placed(found: Field) -> tuple[list[Spot], list[Spot]]:
    """Bubbles with their names beside them, and those whose names have no room; the most worth first."""
    spots = _spots(found)
    taken = list(_corner_frames(found))
    lines = _median_frames(found)
    named, crowded = [], []
    for spot in spots:
        others = [around(one.frame) for one in spots if one is not spot]
        wide = text_width(fitting(spot.name, LABEL, SIZE), SIZE)
        beside = place_beside((spot.x, spot.y, spot.radius), (wide, SIZE + 4), INSIDE, (*taken, *others), lines)
        if beside is None or (len(spot.bubbles) > 1 and text_width(spot.name, SIZE) > LABEL):
            crowded.append(spot)
            continue
        taken.append(beside)
        named.append(replace(spot, label=beside))
    return named, crowded


def _spots(found: Field) -> list[Spot]:
    """The bubbles on the sheet; their areas grow with what customers want."""
    places: dict[tuple[float, float], list[Bubble]] = {}
    for one in found.bubbles:
        places.setdefault((float(one.up), float(one.right)), []).append(one)
    weights = {place: float(sum(one.weight for one in inside)) for place, inside in places.items()}
    scales, most = _scales(found), max(weights.values())
    spots = []
    for place, inside in places.items():
        grown = math.sqrt(weights[place] / most) if most else 0.15
        spots.append(Spot(tuple(inside), *_spot(scales, *place), LEAST + (MOST - LEAST) * grown))
    return spots


def _median_frames(found: Field) -> tuple[Frame, Frame]:
    """The two lines of the medians, which no name should lie on."""
    x, y = _spot(_scales(found), float(found.middle[0]), float(found.middle[1]))
    return (x - 1, TOP, x + 1, TOP + HIGH), (LEFT, y - 1, WIDTH - RIGHT, y + 1)


def _corner_frames(found: Field) -> Iterator[Frame]:
    """Where the names of the quadrants stand: in the corners of the field."""
    for place, name in enumerate(found.axes.names):
        wide = text_width(name, SIZE, bold=True)
        x = LEFT + 8 if place % 2 == 0 else WIDTH - RIGHT - 8 - wide
        y = TOP + 6 if place < 2 else TOP + HIGH - 22
        yield x, y, x + wide, y + 16


def _field(axes: Axes, found: Field) -> None:
    """The quadrants with their names, the medians, both axes with their numbers."""
    scales = _scales(found)
    bottom, end = TOP + HIGH, WIDTH - RIGHT
    fill(axes, [box(LEFT, TOP, end - LEFT, HIGH)], LIGHT["off"], LIGHT["month"])
    x, y = _spot(scales, float(found.middle[0]), float(found.middle[1]))
    stroke(axes, [[(x, TOP), (x, bottom)], [(LEFT, y), (end, y)]], LIGHT["link"], 1.1, dashed=True)
    for frame, name in zip(_corner_frames(found), found.axes.names, strict=True):
        write(axes, frame[0], frame[3] - 4, name, SIZE, LIGHT["soft"], bold=True)
    for tick in scales[1].ticks:
        at = _spot(scales, float(found.middle[0]), tick)[0]
        stroke(axes, [[(at, bottom), (at, bottom + 4)]], LIGHT["link"])
        write(axes, at, bottom + 17, tick_text(tick), SMALL, LIGHT["soft"], align="center")
    for tick in scales[0].ticks:
        at = _spot(scales, tick, float(found.middle[1]))[1]
        stroke(axes, [[(LEFT - 4, at), (LEFT, at)]], LIGHT["link"])
        write(axes, LEFT - 8, at + 4, tick_text(tick), SMALL, LIGHT["soft"], align="right")
    write(axes, 16, TOP - 12, found.axes.up, SIZE, LIGHT["ink"], bold=True)
    write(axes, end, bottom + 36, found.axes.right, SIZE, LIGHT["ink"], bold=True, align="right")


# --- in a terminal ----------------------------------------------------------------------------------------------------

ROWS = 17


def _text(title: str, found: Field, width: int) -> str:
    """Letters on a field with its medians, then what each of them is, quadrant by quadrant."""
    lines = [*wrapped(terminal(one_line(title)), width), "", f"{terminal(found.axes.up)} ↑", *_plot(found, width)]
    lettered = dict(zip((one.feature.id for one in found.bubbles), _letters(), strict=False))
    for name in found.axes.names:
        inside = [one for one in found.bubbles if one.quadrant == name]
        lines.append("")
        lines.append(f"{terminal(name)}{'' if inside else ': none'}")
        for one in inside:
            numbers = f"({tick_text(float(one.up))} against {tick_text(round(float(one.right), 2))})"
            text = f"{terminal(one.feature.title)} {numbers}"
            lines += wrapped(text, width, f"  {lettered[one.feature.id]}  ", "     ")
    lines.append("")
    several = ["* several in one place"] if any("*" in line for line in lines[2 : ROWS + 4]) else []
    for note in (*several, *_notes(found)):
        lines += wrapped(terminal(one_line(note)), width)
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _plot(found: Field, width: int) -> list[str]:
    wide = max(20, min(width, 100) - 4)
    scales = _scales(found)
    middle = _cell(scales, float(found.middle[0]), float(found.middle[1]), wide)
    field = [["·" if column == middle[1] or row == middle[0] else " " for column in range(wide)] for row in range(ROWS)]
    for letter, one in zip(_letters(), found.bubbles, strict=False):
        row, column = _cell(scales, float(one.up), float(one.right), wide)
        field[row][column] = letter[:1] if field[row][column] in " ·" else "*"
    lines = ["  │" + "".join(row) for row in field]
    name = f"{terminal(found.axes.right)} →"
    return [*lines, "  └" + "─" * wide, f"{name:>{wide + 3}}"]


def _cell(scales: tuple[Scale, Scale], up: float, right: float, wide: int) -> tuple[int, int]:
    return round((1 - scales[0].at(up)) * (ROWS - 1)), round(scales[1].at(right) * (wide - 1))
