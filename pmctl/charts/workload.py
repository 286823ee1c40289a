"""Load: people down, weeks across, how much of their time is asked in each cell; what is booked stands below."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from pmctl.charts.drawing import Drawing, Request
from pmctl.charts.measure import fitting
from pmctl.charts.over_time import rows_text
from pmctl.charts.palette import LIGHT, LOADS
from pmctl.charts.paper import sheet, write
from pmctl.charts.strokes import box, fill, stroke
from pmctl.diagnostic import UserError
from pmctl.escape import one_line, terminal
from pmctl.insights.teams import people_of
from pmctl.insights.workload.grid import Cell, Stretch, cells_of, stretches
from pmctl.model.item import Item
from pmctl.model.people import Person, Resource, Team
from pmctl.model.product import Product
from pmctl.model.project import Project
from pmctl.plan import Plan
from pmctl.quantity import print_date, print_share

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WEEKS, MOST = 13, 40
"""Weeks of a picture, and people in it."""
WIDTH, LEFT, TOP, ROW, FOOT = 960.0, 176.0, 108.0, 34.0, 58.0
TITLE, SIZE, SMALL = 16.0, 12.0, 10.5
FULL, BUSY = Fraction(1), Fraction(4, 5)
"""Above the first it is too much, from the second on queues grow."""
LONGEST = 4
"""Characters of a cell of text."""
LEVELS = (("over", "above 100%"), ("full", "80 to 100%"), ("some", "below 80%"), ("off", "time off"))
Line = tuple[str, tuple[Cell, ...]]


def draw(request: Request) -> Drawing:
    """The picture of a person, a team, those who work on a document, or everybody. UserError where nobody has work."""
    plan = request.plan
    frame = stretches(plan.today, plan.today, WEEKS, "week")
    found = [line for who in _people(plan, request.item) if (line := _line(plan, who, frame)) is not None]
    if not found:
        raise UserError("nobody has work in the weeks to come, so there is nothing to draw")
    found.sort(key=lambda line: (-max(_weight(cell) for cell in line[1]), line[0]))
    more = f" {len(found) - MOST} more are not drawn." if len(found) > MOST else ""
    title = _title(plan, request.item)
    subtitle = f"Per cent of their time that is asked, and after levelling booked, from {print_date(plan.today)}.{more}"
    lines = found[:MOST]
    return Drawing(
        title,
        tuple(who for who, _ in lines),
        lambda: _figure(title, subtitle, frame, lines),
        lambda width: _text(title, subtitle, frame, lines, width),
    )


def _title(plan: Plan, item: Item | None) -> str:
    """Of whom the picture is; what they do for other documents is load as well."""
    if isinstance(item, Project | Product):
        return f"Workload of the people of {item.title}, in all documents"
    return f"Workload: {item.title if item is not None else plan.workspace.title}"


def _people(plan: Plan, item: Item | None) -> list[str]:
    """Who is drawn."""
    workspace = plan.workspace
    if item is None:
        return [*workspace.people, *workspace.resources]
    if isinstance(item, Person | Resource):
        return [item.id]
    if isinstance(item, Team):
        return [who for who in dict.fromkeys(item.members) if who in workspace.people]
    if isinstance(item, Project | Product):
        return list(people_of(plan, item.id))
    raise UserError(f"`{terminal(item.id)}` is a {item.kind}: this picture is of people, teams and documents")


def _line(plan: Plan, who: str, frame: Sequence[Stretch]) -> Line | None:
    cells = cells_of(plan, who, frame)
    return (who, cells) if any(cell.asked or cell.booked for cell in cells) else None


def _weight(cell: Cell) -> float:
    """How much is asked of somebody in a week; work without any time is more than any share."""
    if cell.asked_share is not None:
        return float(cell.asked_share)
    return float("inf") if cell.asked else 0.0


def _level(cell: Cell) -> str:
    """What the colour of a cell says, and the legend: `over`, `full`, `some`, `off`, or nothing."""
    if cell.asked_share is None:
        return "over" if cell.asked else "off" if cell.away else ""
    if cell.is_over:
        return "over"
    return "full" if cell.asked_share >= BUSY else "some" if cell.asked else ""


# --- the picture ------------------------------------------------------------------------------------------------------


def _figure(title: str, subtitle: str, frame: Sequence[Stretch], lines: Sequence[Line]) -> Figure:
    bottom = TOP + ROW * len(lines)
    figure, axes = sheet(WIDTH, bottom + FOOT, LIGHT["paper"])
    write(axes, 16, 30, fitting(one_line(title), WIDTH - 32, TITLE, bold=True), TITLE, LIGHT["ink"], bold=True)
    write(axes, 16, 52, fitting(one_line(subtitle), WIDTH - 32, SIZE), SIZE, LIGHT["soft"])
    step = (WIDTH - 16 - LEFT) / len(frame)
    for place, (first, _) in enumerate(frame):
        x = LEFT + step * (place + 0.5)
        write(axes, x, TOP - 26, f"W{first.isocalendar().week}", SIZE, LIGHT["ink"], align="center")
        write(axes, x, TOP - 10, print_date(first, first).partition(" ")[2], SMALL, LIGHT["soft"], align="center")
    for number, (who, cells) in enumerate(lines):
        top = TOP + ROW * number
        write(axes, LEFT - 12, top + 21, fitting(one_line(who), LEFT - 28, SIZE), SIZE, LIGHT["ink"], align="right")
        for place, cell in enumerate(cells):
            _cell(axes, LEFT + step * place, top, step, cell)
    _legend(axes, bottom + 34)
    return figure


def _cell(axes: Axes, x: float, top: float, step: float, cell: Cell) -> None:
    level = _level(cell)
    shape = box(x + 1, top + 1, step - 2, ROW - 2)
    fill(axes, [shape], LOADS[level] if level else LIGHT["paper"], LIGHT["month"])
    asked, booked = (_percent(share) for share in (cell.asked_share, cell.booked_share))
    text = asked or ("time off" if cell.away or cell.asked else "")
    is_split = bool(booked) and booked != asked
    ink = LIGHT["ink"] if level else LIGHT["ghost"]
    write(axes, x + step / 2, top + (15 if is_split else 21), text, SIZE if asked else SMALL, ink, align="center")
    if is_split:
        write(axes, x + step / 2, top + 28, f"booked {booked}", 9.0, ink, align="center")
    if level == "over":
        stroke(axes, [[*shape, shape[0]]], LIGHT["dark-red"], 1.6)


def _legend(axes: Axes, y: float) -> None:
    x = LEFT
    for level, words in LEVELS:
        fill(axes, [box(x, y - 11, 14, 14)], LOADS[level], LIGHT["dark-red"] if level == "over" else LIGHT["month"])
        write(axes, x + 20, y, words, SMALL, LIGHT["soft"])
        x += 130


def _percent(share: Fraction | None) -> str:
    return "" if share is None else print_share(share, 0).removesuffix("%")


# --- text -------------------------------------------------------------------------------------------------------------


def _text(title: str, subtitle: str, frame: Sequence[Stretch], lines: Sequence[Line], width: int) -> str:
    """A row for each person, as many weeks as have room, `!` behind what is too much."""
    weeks = max((width - max(len(who) for who, _ in lines) - 2) // (LONGEST + 2), 1)
    rows = [["asked, %", *(f"W{first.isocalendar().week}" for first, _ in frame[:weeks])]]
    rows += [[who, *(_mark(cell) for cell in cells[:weeks])] for who, cells in lines]
    return rows_text(title, f"{subtitle} `!` is more than they can give.", rows, width)


def _mark(cell: Cell) -> str:
    text = _percent(cell.asked_share) or ("off" if cell.away or cell.asked else "")
    return f"{text}!" if cell.is_over else text
