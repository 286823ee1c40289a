"""Health over time: a band for each project, coloured and named by what its health was on each day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from pmctl.charts.curves import measures_asked, subject
from pmctl.charts.drawing import Drawing, Request
from pmctl.charts.measure import fitting, text_width
from pmctl.charts.over_time import SIZE, SMALL, TOP, Sheet, days_of, opened, rows_text
from pmctl.charts.palette import LEVELS, LIGHT
from pmctl.charts.paper import write
from pmctl.charts.strokes import box, fill, stroke
from pmctl.diagnostic import UserError
from pmctl.escape import one_line
from pmctl.history.series import Measured
from pmctl.plan import Plan
from pmctl.quantity import print_date

if TYPE_CHECKING:
    from matplotlib.figure import Figure

MOST = 12
"""Bands of a picture."""
_BAND, _NAMED, _STEP = 22.0, 16.0, 52.0
_LETTER = {"green": "G", "amber": "A", "red": "R", "done": "D", "not-started": "N", "unknown": "?"}
_RIGHT = 936.0


def draw(request: Request) -> Drawing:
    """The picture of a project, or of each."""
    found = measures_asked(request)
    if len(found) > MOST:
        raise UserError(f"{len(found)} projects are more than one picture holds ({MOST})", "`pmctl chart health DOC`")
    title = f"Health over time: {subject(request)}"
    plan = request.plan
    words = tuple(plan.workspace.items[one.document].title for one in found)
    return Drawing(title, words, lambda: _figure(plan, title, found), lambda width: _text(plan, title, found, width))


_SUBTITLE = "By the rules of today on each day; G green, A amber, R red, N not started, D done, ? unknown."


def _figure(plan: Plan, title: str, found: Sequence[Measured]) -> Figure:
    first, last = days_of([day for one in found for day, _ in one.points])
    page = opened(title, _SUBTITLE, first, last, _RIGHT, TOP + _STEP * len(found))
    for number, one in enumerate(found):
        top = TOP + number * _STEP
        name = one_line(plan.workspace.items[one.document].title)
        write(page.axes, page.axis.left, top + 10, fitting(name, 560, SIZE), SIZE, LIGHT["ink"])
        now = f"{one.points[-1][1].health} since {print_date(list(_stretches(one))[-1][0], plan.today)}"
        write(page.axes, _RIGHT, top + 10, now, SMALL, LIGHT["soft"], align="right")
        _band(page, one, top + _NAMED)
    return page.figure


def _band(page: Sheet, one: Measured, top: float) -> None:
    for first, until, level in _stretches(one):
        x, end = page.axis.start(first), page.x(until) if until == page.axis.last else page.axis.start(until)
        fill(page.axes, [box(x, top, end - x, _BAND)], LEVELS[level])
        stroke(page.axes, [[(x, top), (x, top + _BAND)]], LIGHT["paper"], 1.0)
        word = next((text for text in (level, _LETTER[level]) if text_width(text, SMALL) + 6 <= end - x), "")
        write(page.axes, x + 4, top + _BAND / 2 + 4, word, SMALL, LIGHT["ink"])


def _stretches(one: Measured) -> Iterator[tuple[date, date, str]]:
    """From when until when (there the next begins) a health lasted."""
    begun, level = one.points[0][0], one.points[0][1].health
    for day, point in one.points[1:]:
        if point.health != level:
            yield begun, day, level
            begun, level = day, point.health
    yield begun, one.points[-1][0], level


def _text(plan: Plan, title: str, found: Sequence[Measured], width: int) -> str:
    rows = [["project", "from", "health"]]
    for one in found:
        name = plan.workspace.items[one.document].title
        for first, _, level in _stretches(one):
            rows.append([name, print_date(first, plan.today), level])
            name = ""
    return rows_text(title, "", rows, width)
