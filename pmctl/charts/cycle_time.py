"""Cycle time: a dot for each piece of finished work, by the day of its end, as high as it took; P50, P85 and P95."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from pmctl.charts.curves import subject
from pmctl.charts.drawing import Drawing, Request
from pmctl.charts.over_time import days_of, height, names, opened, projects_of, rows_text, scale
from pmctl.charts.palette import LIGHT, SERIES
from pmctl.charts.strokes import dot, stroke
from pmctl.diagnostic import UserError
from pmctl.history.flow import pieces_from_history
from pmctl.insights.flow.measures import EXPECTED, RANKS, Spread, spread_of
from pmctl.insights.flow.pieces import Piece, pieces_by_dates
from pmctl.quantity import print_date

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Done = Sequence[tuple[date, int, Piece]]
"""When each was finished, how many days it took."""
_COLOURS = {50: SERIES[2], 85: SERIES[1], 95: SERIES[4]}


def draw(request: Request) -> Drawing:
    """The picture of a project, or of all together. UserError where nothing is finished."""
    projects = projects_of(request.plan, request.item)
    if request.past is not None:
        pieces = pieces_from_history(request.past, projects)
    else:
        pieces = pieces_by_dates(request.plan, projects)
    found = drawing_of(pieces, subject(request), request.plan.today)
    if found is None:
        raise UserError("nothing is finished, so nothing is known of how long work takes")
    return found


def drawing_of(pieces: Sequence[Piece], name: str, today: date) -> Drawing | None:
    """The picture of some work; None where nothing of it is finished."""
    done = sorted(
        ((one.finished, one.cycle_time, one) for one in pieces if one.finished is not None and one.cycle_time),
        key=lambda one: (one[0], one[1], one[2].id),
    )
    spread = spread_of(days for _, days, _ in done)
    if spread is None:
        return None
    title = f"Cycle time: {name}"
    subtitle = (
        f"Calendar days from start to finish; {EXPECTED}% of {len(done)} took at most {_days(spread.at(EXPECTED))}."
    )
    return Drawing(
        title,
        tuple(one.name for _, _, one in done),
        lambda: _figure(title, subtitle, done, spread, today),
        lambda width: _text(title, subtitle, done, spread, today, width),
    )


def _days(number: int) -> str:
    return f"{number} day{'' if number == 1 else 's'}"


def _figure(title: str, subtitle: str, done: Done, spread: Spread, today: date) -> Figure:
    page = opened(title, subtitle, *days_of([*(day for day, _, _ in done), today]))
    most = max(days for _, days, _ in done) * 1.1 or 1.0
    scale(page, most, "days")
    labels = []
    for rank in RANKS:
        y = height(spread.at(rank), most)
        stroke(page.axes, [[(page.axis.left, y), (page.axis.right, y)]], _COLOURS[rank], 1.2, dashed=True)
        labels.append((y, f"{rank}%", f"at most {_days(spread.at(rank))}", _COLOURS[rank]))
    for day, days, _ in done:
        middle = (page.axis.start(day) + page.axis.end(day)) / 2
        dot(page.axes, middle, height(days, most), 4.0, LIGHT["done"], LIGHT["paper"])
    names(page, labels)
    return page.figure


def _text(title: str, subtitle: str, done: Done, spread: Spread, today: date, width: int) -> str:
    rows = [["item", "finished", "days"]]
    rows += [[one.id, print_date(day, today), str(days)] for day, days, one in done]
    rows += [[f"{rank}%", "", str(spread.at(rank))] for rank in RANKS]
    return rows_text(title, subtitle, rows, width)
