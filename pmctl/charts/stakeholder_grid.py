"""The grid of stakeholders: how much they can do against how much it matters to them, and what that asks of us."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pmctl.charts.drawing import Drawing, Request
from pmctl.charts.measure import fitting
from pmctl.charts.palette import LIGHT
from pmctl.charts.paper import sheet, write
from pmctl.charts.strokes import box, dot, fill
from pmctl.diagnostic import UserError
from pmctl.escape import cut, one_line, terminal, terminal_width, wrapped
from pmctl.insights.relations import home_of, members_of
from pmctl.model.control import Stakeholder

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

GRADES = ("low", "medium", "high")
MOST = 6
"""Names that have room in a cell of the picture."""
WIDTH, LEFT, TOP, CELL, STEP = 960.0, 96.0, 76.0, (280.0, 128.0), 17.0
TITLE, SIZE, SMALL = 16.0, 11.5, 10.5

Place = tuple[str, str]
"""Influence, interest."""
ASKS: Mapping[Place, str] = {
    ("high", "low"): "keep satisfied",
    ("high", "high"): "manage closely",
    ("low", "low"): "watch",
    ("low", "high"): "keep informed",
}
"""What the corners ask for. Source: Mendelow's grid of power and interest."""
_BY_NUMBER = ("low", "low", "medium", "high", "high")
"""Grades of 1 to 5."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Stakeholders by their place in the grid, and the names of those who have none."""

    cells: Mapping[Place, Sequence[Stakeholder]] = field(default_factory=dict)
    outside: tuple[str, ...] = ()


def draw(request: Request) -> Drawing:
    """The grid of the project or product that an item belongs to. UserError where nobody has a place in it."""
    workspace = request.plan.workspace
    document = workspace.documents.get(home_of(request.item)) if request.item is not None else None
    if document is None:
        raise UserError("this picture is of a project or product", "`pmctl chart stakeholder-grid DOC`")
    found = placed(members_of(request.plan, document.id, Stakeholder))
    if found is None:
        hint = "give one `interest: high` and `influence: low` (low, medium, high)"
        raise UserError(f"no stakeholder of `{terminal(document.id)}` has a place in the grid", hint)
    return drawing_of(document.title, found)


def placed(stakeholders: Sequence[Stakeholder]) -> Placed | None:
    """Who stands where; None where nobody has both an influence and an interest."""
    cells: dict[Place, list[Stakeholder]] = {}
    outside = []
    for one in stakeholders:
        influence, interest = grade(one.influence), grade(one.interest)
        if influence and interest:
            cells.setdefault((influence, interest), []).append(one)
        else:
            outside.append(one.title)
    return Placed(cells, tuple(outside)) if cells else None


def grade(text: str) -> str:
    """Low, medium or high as it is written, or by a number from 1 to 5; "" for anything else."""
    if text.casefold() in GRADES:
        return text.casefold()
    return _BY_NUMBER[int(text) - 1] if text in ("1", "2", "3", "4", "5") else ""


def drawing_of(name: str, found: Placed) -> Drawing:
    """The picture of some stakeholders."""
    title = f"Stakeholders of {name}: influence and interest"
    words = (*(_label(one) for cell in found.cells.values() for one in cell), *found.outside)
    return Drawing(title, words, lambda: _figure(title, found), lambda width: _text(title, found, width))


def _label(one: Stakeholder) -> str:
    """`Mia Holm, supporter`."""
    return one_line(f"{one.title}, {one.attitude}" if one.attitude else one.title)


# --- on paper ---------------------------------------------------------------------------------------------------------


def _figure(title: str, found: Placed) -> Figure:
    bottom = TOP + 3 * CELL[1]
    figure, axes = sheet(WIDTH, bottom + (72 if found.outside else 54), LIGHT["paper"])
    write(axes, 16, 30, fitting(one_line(title), WIDTH - 32, TITLE, bold=True), TITLE, LIGHT["ink"], bold=True)
    _grid(axes, bottom)
    for place, stakeholders in found.cells.items():
        _names(axes, place, stakeholders)
    if found.outside:
        words = f"Without a place (no influence or interest): {', '.join(found.outside)}"
        write(axes, LEFT, bottom + 60, fitting(one_line(words), WIDTH - LEFT - 16, SMALL), SMALL, LIGHT["soft"])
    return figure


def _corner(place: Place) -> tuple[float, float]:
    return LEFT + GRADES.index(place[1]) * CELL[0], TOP + (2 - GRADES.index(place[0])) * CELL[1]


def _grid(axes: Axes, bottom: float) -> None:
    """Nine cells; the corners say what they ask for, both sides what they mean."""
    for influence in GRADES:
        for interest in GRADES:
            place = influence, interest
            x, y = _corner(place)
            fill(axes, [box(x, y, *CELL)], LIGHT["bar" if place == ("high", "high") else "off"], LIGHT["month"])
            asks = ASKS.get(place, "")
            write(axes, x + CELL[0] - 8, y + CELL[1] - 8, asks, SMALL, LIGHT["soft"], align="right")
    for grade in GRADES:
        across, up = _corner(("low", grade))[0], _corner((grade, "low"))[1]
        write(axes, across + CELL[0] / 2, bottom + 18, grade, SMALL, LIGHT["soft"], align="center")
        write(axes, LEFT - 8, up + CELL[1] / 2 + 4, grade, SMALL, LIGHT["soft"], align="right")
    write(axes, 16, TOP - 12, "Influence", SIZE, LIGHT["ink"], bold=True)
    write(axes, LEFT + 1.5 * CELL[0], bottom + 40, "Interest", SIZE, LIGHT["ink"], bold=True, align="center")


def _names(axes: Axes, place: Place, stakeholders: Sequence[Stakeholder]) -> None:
    x, y = _corner(place)
    for number, one in enumerate(stakeholders[:MOST]):
        at = y + 20 + number * STEP
        dot(axes, x + 14, at - 4, 4, LIGHT["group"], LIGHT["group"])
        write(axes, x + 25, at, fitting(_label(one), CELL[0] - 34, SIZE), SIZE, LIGHT["ink"])
    if len(stakeholders) > MOST:
        write(axes, x + 10, y + CELL[1] - 8, f"{len(stakeholders) - MOST} more", SMALL, LIGHT["ink"])


# --- in a terminal ----------------------------------------------------------------------------------------------------


def _text(title: str, found: Placed, width: int) -> str:
    """Three by three cells; what a corner asks for stands in its last line."""
    margin = 8
    room = max(12, (width - margin - 4) // 3 - 2)
    rule = " " * margin + "+".join(["", *("-" * (room + 2) for _ in GRADES), ""])
    lines = [*wrapped(terminal(title), width), "", "influence", rule]
    for influence in reversed(GRADES):
        columns = [_cell((influence, interest), found, room) for interest in GRADES]
        for line in range(max(len(column) for column in columns)):
            parts = [column[line] if line < len(column) else "" for column in columns]
            side = influence if line == 0 else ""
            lines.append(f"{side:<{margin}}|" + "|".join(f" {_padded(part, room)} " for part in parts) + "|")
        lines.append(rule)
    grades = " " * (margin + 1) + " ".join(f" {_padded(grade, room)} " for grade in GRADES)
    lines.append(f"{grades.rstrip()}  interest" if len(grades.rstrip()) + 10 <= width else grades.rstrip())
    if found.outside:
        lines += wrapped(terminal(f"no place (no influence or interest): {', '.join(found.outside)}"), width)
    return "\n".join(lines) + "\n"


def _padded(text: str, room: int) -> str:
    return text + " " * (room - terminal_width(text))


def _cell(place: Place, found: Placed, room: int) -> list[str]:
    """The lines of a cell: who stands there, and in a corner what that asks for."""
    labels = [(terminal(_label(one)), "  ") for one in found.cells.get(place, ())]
    labels += [(f"({ASKS[place]})", " ")] if place in ASKS else []
    return [cut(line, room) for label, indent in labels for line in wrapped(label, room, "", indent)] or [""]
