"""The milestone trend: by day of report the day that was forecast; level is stable, rising slips, on the slope it is.

Source: milestone trend analysis as taught in project controlling; report dates across, forecast dates up.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from pmctl.charts.curves import subject
from pmctl.charts.day_axis import DayAxis, ticks
from pmctl.charts.drawing import Drawing, Request
from pmctl.charts.over_time import BOTTOM, LEFT, SMALL, TOP, Sheet, days_of, names, opened, rows_text, stairs
from pmctl.charts.palette import LIGHT, SERIES
from pmctl.charts.paper import write
from pmctl.charts.strokes import dot, stroke
from pmctl.diagnostic import UserError
from pmctl.escape import terminal
from pmctl.history.series import Trend, trends
from pmctl.insights.promises import due_of, forecast_of
from pmctl.model.item import Item
from pmctl.model.product import Feature, Product, Release
from pmctl.model.project import Project, Task
from pmctl.plan import Plan
from pmctl.quantity import print_date

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_MANY = 60
"""Reports up to which each move has a dot."""
MOST = 8
"""Lines of a picture."""


def draw(request: Request) -> Drawing:
    """The picture of one item, or of the milestones of a document (of all)."""
    assert request.past is not None
    items = _items(request.plan, request.item)
    found = [one for one in trends(request.past, items[:MOST]) if any(day for _, day, _ in one.points)]
    if not found:
        raise UserError("nothing here ever had a forecast, so there is no trend")
    title = f"Milestone trend: {subject(request)}"
    more = f"; {len(items) - MOST} more are not drawn" if len(items) > MOST else ""
    subtitle = f"Across the day of the report, up the day that was forecast; dashed what was promised{more}."
    words = tuple(one.item.title for one in found)
    today = request.plan.today
    return Drawing(
        title, words, lambda: _figure(found, title, subtitle, today), lambda width: _text(found, title, today, width)
    )


def _items(plan: Plan, item: Item | None) -> list[Item]:
    """What is drawn: those with a promise first, then the latest."""
    if item is not None and not isinstance(item, Project | Product):
        return [item]
    home = item.id if item is not None else ""
    inside = [one for one in plan.workspace.items.values() if one.document == home or not home]
    ends = [one for one in inside if isinstance(one, Feature | Release) or (isinstance(one, Task) and one.milestone)]
    dated = [(day, one) for one in ends if (day := forecast_of(plan, one).date)]
    dated.sort(key=lambda pair: (due_of(plan, pair[1]) is None, -pair[0].toordinal(), pair[1].id))
    if not dated and isinstance(item, Project):
        return [item]
    if not dated:
        where = f" in `{terminal(home)}`" if home else ""
        raise UserError(f"there is no milestone with a forecast{where}", "`pmctl chart milestone-trend ITEM`")
    return [one for _, one in dated]


def _figure(found: Sequence[Trend], title: str, subtitle: str, today: date) -> Figure:
    first, last = days_of([day for one in found for day, *both in one.points if any(both)])
    page = opened(title, subtitle, first, last)
    dates = [day for one in found for _, *both in one.points for day in both if day is not None]
    margin = timedelta(days=max(1, (max(dates) - min(dates)).days // 25))
    up = DayAxis(min(dates) - margin, max(dates) + margin, 0.0, BOTTOM - TOP)
    _grid(page, up)
    labels = []
    for one, colour in zip(found, SERIES, strict=False):
        _line(page, up, one, colour)
        now = next(day for _, day, _ in reversed(one.points) if day is not None)
        promised = one.points[-1][2]
        words = print_date(now, today) + (f", promised {print_date(promised, today)}" if promised else "")
        labels.append((_y(up, now), one.item.title, words, colour))
    names(page, labels)
    return page.figure


def _y(up: DayAxis, day: date) -> float:
    return BOTTOM - up.start(day)


def _grid(page: Sheet, up: DayAxis) -> None:
    """Forecast days on the left, and the slope on which report and forecast are the same day."""
    right = page.axis.right
    for day, label in ticks(up, SMALL):
        stroke(page.axes, [[(LEFT, _y(up, day)), (right, _y(up, day))]], LIGHT["month"])
        write(page.axes, LEFT - 8, _y(up, day) + 4, label, SMALL, LIGHT["soft"], align="right")
    first, last = max(page.axis.first, up.first), min(page.axis.last, up.last)
    if first < last:
        slope = [(page.x(first), _y(up, first)), (page.x(last), _y(up, last))]
        stroke(page.axes, [slope], LIGHT["ghost"], 1.2)
        write(page.axes, slope[1][0] - 6, slope[1][1] - 6, "today is the day", SMALL, LIGHT["soft"], align="right")


def _line(page: Sheet, up: DayAxis, one: Trend, colour: str) -> None:
    """Stairs with a dot where the forecast is another one; the promise dashed."""
    known = [(page.x(at), _y(up, day)) for at, day, _ in one.points if day is not None]
    promised = [(page.x(at), _y(up, day)) for at, _, day in one.points if day is not None]
    if len(promised) > 1:
        stroke(page.axes, [stairs(promised)], colour, 1.0, dashed=True)
    stroke(page.axes, [stairs(known)], colour, 2.0)
    if len(known) <= _MANY:
        _dots(page.axes, known, colour)


def _dots(axes: Axes, known: Sequence[tuple[float, float]], colour: str) -> None:
    before: float | None = None
    for x, y in known:
        if y != before:
            dot(axes, x, y, 2.6, colour, colour)
        before = y


def _text(found: Sequence[Trend], title: str, today: date, width: int) -> str:
    """A row for each day of report on which a forecast was another one, a column for each item."""
    head = ["report", *(one.item.key or one.item.id for one in found)]
    rows, last = [head], [""] * len(found)
    for place, (day, _, _) in enumerate(found[0].points):
        cells = [print_date(now, today) if (now := one.points[place][1]) else "-" for one in found]
        if cells != last or place == len(found[0].points) - 1:
            rows.append([print_date(day, today), *cells])
        last = cells
    promised = [print_date(due, today) if (due := one.points[-1][2]) else "-" for one in found]
    return rows_text(title, "", [*rows, ["promised", *promised]], width)
