"""Numbers of projects by day as lines of one picture, each with its name and last value beside it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from pmctl.charts.drawing import Drawing, Request
from pmctl.charts.over_time import corners_of, days_of, height, names, opened, projects_of, rows_text, scale, stairs
from pmctl.charts.strokes import stroke
from pmctl.diagnostic import UserError
from pmctl.history.measures import Measures
from pmctl.history.series import Measured, measured
from pmctl.quantity import print_date

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Points = tuple[tuple[date, float], ...]


@dataclass(frozen=True, slots=True)
class Curve:
    """A number by day, with its name and colour."""

    name: str
    colour: str
    points: Points
    dashed: bool = False


def measures_asked(request: Request) -> tuple[Measured, ...]:
    """How the project that was asked for stood over time, or all of them; UserError where there is nothing to draw."""
    assert request.past is not None
    found = [measured(request.past, one.id) for one in projects_of(request.plan, request.item)]
    found = [one for one in found if any(point.scope or sum(point.tasks.values()) for _, point in one.points)]
    if not found:
        raise UserError("no revision has any work to draw")
    return tuple(found)


def subject(request: Request) -> str:
    """What a picture is of: a project, or the plan."""
    if request.item is not None:
        return request.item.title
    return request.plan.workspace.title


def summed(parts: Sequence[Measured], number: Callable[[Measures], float]) -> Points:
    """A number of all parts together by day; before its first day a part has none, and then holds until the next."""
    return total([tuple((day, number(one)) for day, one in part.points) for part in parts])


def total(parts: Sequence[Points]) -> Points:
    """Numbers added up by day."""
    days = sorted({day for points in parts for day, _ in points})
    return tuple((day, sum(_at(points, day) for points in parts)) for day in days)


def _at(points: Points, day: date) -> float:
    place = bisect_right(points, day, key=lambda point: point[0])
    return points[place - 1][1] if place else 0.0


def drawing_of(title: str, subtitle: str, curves: Sequence[Curve], today: date) -> Drawing:
    """The picture of some curves, in days of work."""
    return Drawing(
        title, (), lambda: _figure(title, subtitle, curves), lambda width: _text(title, subtitle, curves, today, width)
    )


def _figure(title: str, subtitle: str, curves: Sequence[Curve]) -> Figure:
    page = opened(title, subtitle, *days_of([day for curve in curves for day, _ in curve.points]))
    most = max((number for curve in curves for _, number in curve.points), default=0) * 1.05 or 1.0
    scale(page, most, "days of work")
    for curve in curves:
        line = stairs(corners_of(page, curve.points, most))
        stroke(page.axes, [line], curve.colour, 2.0, dashed=curve.dashed)
    last = ((curve, curve.points[-1][1]) for curve in curves)
    names(page, [(height(end, most), curve.name, f"{end:,.0f} days of work", curve.colour) for curve, end in last])
    return page.figure


def _text(title: str, subtitle: str, curves: Sequence[Curve], today: date, width: int) -> str:
    rows = [["day", *(curve.name for curve in curves)]]
    for place, (day, _) in enumerate(curves[0].points):
        rows.append([print_date(day, today), *(f"{curve.points[place][1]:,.1f}" for curve in curves)])
    return rows_text(title, subtitle, rows, width)
