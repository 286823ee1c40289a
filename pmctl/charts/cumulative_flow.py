"""Cumulative flow: the tasks in each category by day, on top of each other; the gaps between are work in progress."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from pmctl.charts.curves import Points, measures_asked, subject, summed
from pmctl.charts.drawing import Drawing, Request
from pmctl.charts.over_time import BOTTOM, corners_of, days_of, height, names, opened, rows_text, scale, stairs
from pmctl.charts.palette import LIGHT
from pmctl.charts.strokes import Corners, fill, stroke
from pmctl.history.measures import CATEGORIES, Measures
from pmctl.quantity import print_date

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_COLOURS = {"done": LIGHT["done"], "doing": LIGHT["bar"], "blocked": LIGHT["red"], "todo": LIGHT["month"]}
_WORDS = {"done": "done", "doing": "in progress", "blocked": "blocked", "todo": "not started"}


def draw(request: Request) -> Drawing:
    """The picture of a project, or of all together."""
    found = measures_asked(request)
    layers = tuple((name, summed(found, _count(name))) for name in CATEGORIES)
    title = f"Cumulative flow: {subject(request)}"
    counts = ", ".join(f"{points[-1][1]:,.0f} {_WORDS[name]}" for name, points in layers if points[-1][1])
    subtitle = f"Tasks by day, without milestones and what was dropped; today {counts or 'none'}."
    today = request.plan.today
    return Drawing(
        title, (), lambda: _figure(title, subtitle, layers), lambda width: _text(title, subtitle, layers, today, width)
    )


def _count(category: str) -> Callable[[Measures], float]:
    return lambda one: one.tasks[category]


def _figure(title: str, subtitle: str, layers: Sequence[tuple[str, Points]]) -> Figure:
    days = [day for day, _ in layers[0][1]]
    page = opened(title, subtitle, *days_of(days))
    sums = [sum(points[place][1] for _, points in layers) for place in range(len(days))]
    most = max(sums) * 1.05 or 1.0
    scale(page, most, "tasks")
    below = [0.0] * len(days)
    labels = []
    for name, points in layers:
        above = [low + number for low, (_, number) in zip(below, points, strict=True)]
        edge = stairs(corners_of(page, list(zip(days, above, strict=True)), most))
        floor = stairs(corners_of(page, list(zip(days, below, strict=True)), most))
        shape: Corners = [*edge, *floor[::-1]]
        fill(page.axes, [shape], _COLOURS[name])
        stroke(page.axes, [edge], LIGHT["group"], 0.75)
        if any(number for _, number in points):
            middle = height((above[-1] + below[-1]) / 2, most)
            labels.append((middle, _WORDS[name], f"{points[-1][1]:,.0f}", _COLOURS[name]))
        below = above
    stroke(page.axes, [[(page.axis.left, BOTTOM), (page.axis.right, BOTTOM)]], LIGHT["ghost"], 1.0)
    names(page, labels, swatches=True)
    return page.figure


def _text(title: str, subtitle: str, layers: Sequence[tuple[str, Points]], today: date, width: int) -> str:
    rows = [["day", *(_WORDS[name] for name, _ in layers), "together"]]
    for place, (day, _) in enumerate(layers[0][1]):
        numbers = [points[place][1] for _, points in layers]
        rows.append([print_date(day, today), *(f"{number:,.0f}" for number in (*numbers, sum(numbers)))])
    return rows_text(title, subtitle, rows, width)
