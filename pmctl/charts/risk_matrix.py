"""The matrix of risks: how likely against how bad, by band, and where the response brings each of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from pmctl.charts.drawing import Drawing, Request
from pmctl.charts.measure import fitting
from pmctl.charts.palette import BANDS, LIGHT
from pmctl.charts.paper import sheet, write
from pmctl.charts.strokes import box, dot, fill, stroke
from pmctl.diagnostic import UserError
from pmctl.escape import cut, one_line, terminal, terminal_width, wrapped
from pmctl.insights.relations import home_of
from pmctl.insights.risk import IMPACTS, PROBABILITIES, band
from pmctl.insights.risk_register import Entry, Face, register_of
from pmctl.quantity import print_share

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

CLASSES = range(1, 6)
MOST, MOST_LISTED = 4, 12
"""Risks that have room in a cell of the picture, and in one of the table."""
WIDTH, LEFT, TOP, CELL, STEP = 960.0, 84.0, 92.0, (172.0, 92.0), 16.0
TITLE, SIZE, SMALL = 16.0, 11.5, 10.5
NOTE = "Before the response in full, after it with an arrow; + is an opportunity."

Place = tuple[int, int]
"""Class of the probability, class of the impact."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A risk in a cell: as it is, or (`after`) as its response leaves it."""

    label: str
    after: bool


def draw(request: Request) -> Drawing:
    """The matrix of the project or product that an item belongs to, of the whole workspace where none is named.

    UserError where no open risk has a place in it.
    """
    plan, item = request.plan, request.item
    document = plan.workspace.documents.get(home_of(item)) if item is not None else None
    if item is not None and document is None:
        raise UserError(f"`{terminal(item.id)}` is a {item.kind}: this picture is of projects and products")
    title = document.title if document is not None else plan.workspace.title
    found = matrix(register_of(plan, document.id if document is not None else "").open, title)
    if found is None:
        hint = "a risk wants `probability` and `impact`, its project a `budget` or a `due`"
        raise UserError(f"no open risk of {terminal(title)} has a place in the matrix", hint)
    return found


def matrix(entries: Sequence[Entry], name: str) -> Drawing | None:
    """The picture of some risks; None where none of them has both classes."""
    cells, outside = _placed(entries)
    if not cells:
        return None
    title = f"Risks of {name}: how likely, how bad"
    words = tuple(one.risk.title for one in entries)
    return Drawing(
        title,
        words,
        lambda: _figure(title, cells, outside),
        lambda width: _text(title, cells, outside, width),
    )


def _placed(entries: Sequence[Entry]) -> tuple[dict[Place, list[Mark]], list[str]]:
    """What stands in which cell, and what has no place; keys that several documents have are told in full."""
    cells: dict[Place, list[Mark]] = {}
    outside = []
    keys = Counter(one.risk.key for one in entries)
    for one in entries:
        name = one.risk.key if keys[one.risk.key] == 1 else one.risk.id
        label = f"{'+' if one.opportunity else ''}{name}"
        before, then = _place(one.inherent), _place(one.left)
        if before is None:
            outside.append(name)
            continue
        cells.setdefault(before, []).append(Mark(label, False))
        if then is not None and then != before:
            cells.setdefault(then, []).append(Mark(label, True))
    return cells, outside


def _place(face: Face) -> Place | None:
    likely, bad = face.classes
    return (likely, bad) if likely is not None and bad is not None else None


def _ends(limits: Sequence[Fraction]) -> list[str]:
    """`≤ 10%` ... `> 70%`: what the classes mean."""
    return [*(f"≤ {print_share(one)}" for one in limits), f"> {print_share(limits[-1])}"]


# --- on paper ---------------------------------------------------------------------------------------------------------


def _figure(title: str, cells: Mapping[Place, Sequence[Mark]], outside: Sequence[str]) -> Figure:
    bottom = TOP + 5 * CELL[1]
    figure, axes = sheet(WIDTH, bottom + (78 if outside else 58), LIGHT["paper"])
    write(axes, 16, 30, fitting(one_line(title), WIDTH - 32, TITLE, bold=True), TITLE, LIGHT["ink"], bold=True)
    write(axes, 16, 52, NOTE, SIZE, LIGHT["soft"])
    _grid(axes, bottom)
    spots = dict(_marks(axes, cells))
    for mark, spot in spots.items():
        if mark.after and replace(mark, after=False) in spots:
            _arrow(axes, spots[replace(mark, after=False)], spot)
    if outside:
        words = f"Without a place (no probability, impact, budget or end): {', '.join(outside)}"
        write(axes, LEFT, bottom + 64, fitting(one_line(words), WIDTH - LEFT - 16, SMALL), SMALL, LIGHT["soft"])
    return figure


def _corner(place: Place) -> tuple[float, float]:
    likely, bad = place
    return LEFT + (bad - 1) * CELL[0], TOP + (5 - likely) * CELL[1]


def _grid(axes: Axes, bottom: float) -> None:
    """Cells in the colour of their band, which its name says as well; what the classes mean on both sides."""
    for likely in CLASSES:
        for bad in CLASSES:
            x, y = _corner((likely, bad))
            found = band(likely * bad)
            fill(axes, [box(x, y, *CELL)], BANDS[found], LIGHT["paper"])
            words = f"{found} {likely * bad}"
            write(axes, x + CELL[0] / 2, y + CELL[1] - 7, words, SMALL, LIGHT["soft"], align="center")
    for place, words in enumerate(_ends(PROBABILITIES), 1):
        write(axes, LEFT - 8, _corner((place, 1))[1] + CELL[1] / 2 + 4, words, SMALL, LIGHT["soft"], align="right")
    for place, words in enumerate(_ends(IMPACTS), 1):
        write(axes, _corner((1, place))[0] + CELL[0] / 2, bottom + 18, words, SMALL, LIGHT["soft"], align="center")
    write(axes, 16, TOP - 12, "Probability", SIZE, LIGHT["ink"], bold=True)
    words = "Impact, of the budget or of the planned duration"
    write(axes, LEFT + 2.5 * CELL[0], bottom + 40, words, SIZE, LIGHT["ink"], bold=True, align="center")


def _marks(axes: Axes, cells: Mapping[Place, Sequence[Mark]]) -> Iterator[tuple[Mark, tuple[float, float]]]:
    """Write the names into the cells, those after the response at the right; where the dot of each stands."""
    for place, marks in cells.items():
        x, y = _corner(place)
        for number, mark in enumerate(marks[:MOST]):
            spot = x + (CELL[0] - 13 if mark.after else 13), y + 15 + number * STEP
            dot(axes, *spot, 4, LIGHT["paper"] if mark.after else LIGHT["group"], LIGHT["group"])
            label = fitting(one_line(mark.label), CELL[0] - 30, SIZE, bold=not mark.after)
            beside, side = (-10, "right") if mark.after else (10, "left")
            ink = LIGHT["soft"] if mark.after else LIGHT["ink"]
            write(axes, spot[0] + beside, spot[1] + 4, label, SIZE, ink, not mark.after, align=side)
            yield mark, spot
        if len(marks) > MOST:
            write(axes, x + 8, y + CELL[1] - 7, f"{len(marks) - MOST} more", SMALL, LIGHT["ink"])


def _arrow(axes: Axes, start: tuple[float, float], end: tuple[float, float]) -> None:
    """From the dot before the response to that after it."""
    across, down = end[0] - start[0], end[1] - start[1]
    length = (across**2 + down**2) ** 0.5
    tip = end[0] - across / length * 6, end[1] - down / length * 6
    stroke(axes, [[start, tip]], LIGHT["group"], 1.1)
    wings = []
    for side in (-0.45, 0.45):
        back = -across / length, -down / length
        turned = back[0] - side * back[1], back[1] + side * back[0]
        wings.append([tip, (tip[0] + turned[0] * 8, tip[1] + turned[1] * 8)])
    stroke(axes, wings, LIGHT["group"], 1.1)


# --- in a terminal ----------------------------------------------------------------------------------------------------


def _text(title: str, cells: Mapping[Place, Sequence[Mark]], outside: Sequence[str], width: int) -> str:
    """Five by five cells; each begins with the first letter of its band."""
    sides = _ends(PROBABILITIES)
    margin = max(terminal_width(side) for side in sides) + 2
    room = max(8, (width - margin) // 5 - 1)
    lines = wrapped(terminal(one_line(title)), width)
    lines += wrapped("L low, M medium, H high, E extreme; > after the response, + an opportunity", width) + [""]
    for likely in reversed(CLASSES):
        columns = [_cell((likely, bad), cells, room) for bad in CLASSES]
        for line in range(max(len(column) for column in columns)):
            side = sides[likely - 1] if line == 0 else ""
            parts = [column[line] if line < len(column) else "" for column in columns]
            lines.append(_row(side, parts, margin, room))
        lines.append("")
    lines.append(_row("", [f"  {end}" for end in _ends(IMPACTS)], margin, room))
    lines += wrapped("impact across, of the budget or of the planned duration; probability up", width)
    if outside:
        lines += wrapped(terminal(f"no place (no probability, impact, budget or end): {', '.join(outside)}"), width)
    return "\n".join(lines) + "\n"


def _row(side: str, parts: Sequence[str], margin: int, room: int) -> str:
    padded = [part + " " * (room + 1 - terminal_width(part)) for part in parts]
    return (side.ljust(margin) + "".join(padded)).rstrip()


def _cell(place: Place, cells: Mapping[Place, Sequence[Mark]], room: int) -> list[str]:
    """The lines of a cell: the letter of its band, then the names in it."""
    letter = band(place[0] * place[1])[0].upper()
    marks = cells.get(place, ())
    found = []
    for mark in marks[:MOST_LISTED]:
        found += _hyphenated(terminal(one_line(f"{'>' if mark.after else ''}{mark.label}")), room)
    if len(marks) > MOST_LISTED:
        found.append(f"  {len(marks) - MOST_LISTED} more")
    return [letter + found[0][1:], *found[1:]] if found else [letter]


def _hyphenated(label: str, room: int) -> list[str]:
    """An id in lines, broken behind its hyphens."""
    parts = [part + "-" for part in label.split("-")]
    lines = [""]
    for part in (*parts[:-1], parts[-1][:-1]):
        if lines[-1] and terminal_width(lines[-1] + part) > room - 2:
            lines.append("")
        lines[-1] += part
    return [f"  {cut(line, room - 2)}" for line in lines]
