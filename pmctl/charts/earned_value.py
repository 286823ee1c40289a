"""Earned value: what was planned, is earned and was spent week by week, and where the cost will end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from pmctl.charts.drawing import Drawing, Request
from pmctl.charts.over_time import BOTTOM, LEFT, SMALL, TOP, Sheet, height, names, opened, rows_text, scale
from pmctl.charts.palette import LIGHT
from pmctl.charts.paper import write
from pmctl.charts.strokes import stroke
from pmctl.diagnostic import UserError
from pmctl.escape import terminal, wrapped
from pmctl.insights.earned_value.by_week import Curves, Points, curves_of
from pmctl.insights.earned_value.documents import (
    NO_BASELINE,
    NO_TIME,
    EarnedValue,
    earned_values,
    earned_values_of_all,
    reason_of,
)
from pmctl.insights.earned_value.rows import DAYS
from pmctl.insights.promises import forecast_of
from pmctl.model.product import Product
from pmctl.model.project import Project
from pmctl.model.workspace import Document
from pmctl.plan import Plan
from pmctl.quantity import print_date

if TYPE_CHECKING:
    from matplotlib.figure import Figure


NOTE = "What a task has earned lies evenly between its start and its finish, or today."


@dataclass(frozen=True, slots=True)
class _Page:
    """What is drawn: the curves, the budget at completion, and the cost at completion on the day of the forecast."""

    title: str
    unit: str
    today: date
    curves: Curves
    bac: Fraction
    eac: Fraction | None
    end: date

    @property
    def last(self) -> date:
        """The last day of the picture."""
        return max(self.curves.planned[-1][0], self.end, self.today)


def draw(request: Request) -> Drawing:
    """The picture of a project, of a product with its projects, or of all; UserError where there is no earned value."""
    plan, document = request.plan, _meant(request)
    values = earned_values(plan, document.id) if document is not None else earned_values_of_all(plan)
    drawing = drawing_of(plan, document, values[0]) if values else None
    if drawing is None:
        shown = f"`{terminal(document.id)}`" if document is not None else "this plan"
        reason = reason_of(plan, document.id) if document is not None else NO_BASELINE
        raise UserError(f"{shown} has no earned value", reason or NO_TIME)
    return drawing


def _meant(request: Request) -> Document | None:
    """The document that was asked for, else the only project; None for all."""
    if request.item is None:
        projects = [one for one in request.plan.workspace.documents.values() if isinstance(one, Project)]
        return projects[0] if len(projects) == 1 else None
    if not isinstance(request.item, Project | Product):
        raise UserError(f"`{terminal(request.item.id)}` is a {request.item.kind}: this picture is of projects")
    return request.item


def drawing_of(plan: Plan, document: Document | None, one: EarnedValue) -> Drawing | None:
    """The picture of a document (None: of all) in a unit; None where its baseline plans nothing in time."""
    curves = curves_of(plan, one)
    if curves is None:
        return None
    name = document.title if document is not None else plan.workspace.title
    typical = one.value["eac-typical"]
    page = _Page(
        f"Earned value: {name}",
        "days of work" if one.unit == DAYS else one.unit,
        plan.today,
        curves,
        one.base.bac,
        typical if isinstance(typical, Fraction) else None,
        _end(plan, one, curves),
    )
    return Drawing(page.title, (), lambda: _figure(page), lambda width: _text(page, width))


def _end(plan: Plan, one: EarnedValue, curves: Curves) -> date:
    """When the cost at completion is reached: at the forecast end of the work."""
    documents = [plan.workspace.documents[id] for id in dict.fromkeys(row.document for row in one.rows)]
    days = [day for part in documents if (day := forecast_of(plan, part).date)]
    return max([*days, plan.today] if days else [curves.planned[-1][0], plan.today])


def _subtitle(page: _Page) -> str:
    """The answer: how much was planned, earned and spent by today."""
    earned, spent = page.curves.earned[-1][1], page.curves.spent[-1][1]
    words = f"{_number(earned)} of {_number(page.bac)} {page.unit} are earned, {_number(spent)} spent"
    ends = f"; at this cost it will take {_number(page.eac)}" if page.eac is not None else ""
    return f"{words} by {print_date(page.today)}{ends}."


def _number(value: Fraction) -> str:
    return f"{float(value):,.0f}"


# --- on paper ---------------------------------------------------------------------------------------------------------


def _lines(page: _Page) -> Sequence[tuple[str, str, Points, bool]]:
    """Each line with its name, colour and points, and whether it is dashed."""
    curves = page.curves
    found = [
        ("planned", LIGHT["due"], curves.planned, False),
        ("earned", LIGHT["green"], curves.earned, False),
        ("spent", LIGHT["today"], curves.spent, False),
    ]
    if page.eac is not None and page.end > page.today:
        found.append(("cost at completion", LIGHT["today"], (curves.spent[-1], (page.end, page.eac)), True))
    return found


def _figure(page: _Page) -> Figure:
    sheet = opened(page.title, _subtitle(page), page.curves.planned[0][0], page.last)
    lines = _lines(page)
    most = float(max([page.bac, *(value for _, _, points, _ in lines for _, value in points)])) * 1.05 or 1.0
    scale(sheet, most, page.unit)
    _marks(sheet, page, height(float(page.bac), most))
    for _, colour, points, dashed in lines:
        line = [(sheet.x(day), height(float(value), most)) for day, value in points]
        stroke(sheet.axes, [line], colour, 2.0, dashed=dashed)
    write(sheet.axes, LEFT, BOTTOM + 38, NOTE, SMALL, LIGHT["soft"])
    names(sheet, [_named(page, name, colour, points, most) for name, colour, points, _ in lines])
    return sheet.figure


def _marks(sheet: Sheet, page: _Page, top: float) -> None:
    """The budget at completion across the picture, and today down it."""
    axis, now = sheet.axis, sheet.x(page.today)
    stroke(sheet.axes, [[(axis.left, top), (axis.right, top)]], LIGHT["ghost"], 1.0, dashed=True)
    write(sheet.axes, axis.left + 6, top - 5, f"budget at completion {_number(page.bac)}", SMALL, LIGHT["soft"])
    stroke(sheet.axes, [[(now, TOP), (now, BOTTOM)]], LIGHT["ghost"], 1.0)
    write(sheet.axes, now, TOP - 6, "today", SMALL, LIGHT["soft"], align="center")


def _named(page: _Page, name: str, colour: str, points: Points, most: float) -> tuple[float, str, str, str]:
    """What stands at the end of a line: its height, name, last value with its day, colour."""
    day, value = points[-1]
    when = f"{_number(value)} on {print_date(day, page.today)}"
    return height(float(value), most), name, when, colour


# --- in a terminal ----------------------------------------------------------------------------------------------------


def _text(page: _Page, width: int) -> str:
    """A line a week: planned, earned and spent; then the budget and the cost at completion."""
    earned, spent = dict(page.curves.earned), dict(page.curves.spent)
    days = sorted({day for points in (page.curves.planned, page.curves.earned) for day, _ in points})
    planned = dict(page.curves.planned)
    rows = [[f"{page.unit} by the end of", "planned", "earned", "spent"]]
    for day in days:
        cells = [_number(one[day]) if day in one else "" for one in (planned, earned, spent)]
        rows.append([print_date(day, page.today) + (" today" if day == page.today else ""), *cells])
    if page.eac is not None:
        rows.append([f"{print_date(page.end, page.today)} expected", _number(page.bac), "", _number(page.eac)])
    note = "\n".join(wrapped(NOTE, width))
    return f"{rows_text(page.title, _subtitle(page), rows, width)}\n{note}\n"
