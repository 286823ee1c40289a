"""The timeline for print and slides: PNG and PDF of the same picture, without a browser."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pmctl.charts.palette import LIGHT
from pmctl.charts.paper import drawing, pdf_bytes, png_bytes, sheet, write
from pmctl.charts.strokes import Corners, box, fill, stroke
from pmctl.charts.timeline.chart import Timeline
from pmctl.charts.timeline.layout import picture
from pmctl.charts.timeline.paging import paged
from pmctl.charts.timeline.picture import BAR, GAP, HEAD, ROW, SIZE, SMALL, Line, Mark, Picture, Shape

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

PAGE_ROWS = 45
"""Rows of a page of a PDF."""


def png(timeline: Timeline) -> bytes:
    """The picture (of one page) as PNG."""
    with drawing(_texts(timeline)):
        return png_bytes(_figure(picture(timeline)))


def pdf(timeline: Timeline) -> bytes:
    """All of the timeline as PDF, a page each so many rows."""
    with drawing(_texts(timeline)):
        return pdf_bytes((_figure(picture(page)) for page in paged(timeline, PAGE_ROWS)), timeline.title)


def _texts(timeline: Timeline) -> Iterator[str]:
    """All words of a plan that stand on the picture."""
    yield timeline.title
    for row in timeline.rows:
        yield row.name
        yield row.owner


def _figure(paper: Picture) -> Figure:
    """From the back to the front: days off, grid, arrows, bars, words."""
    figure, axes = sheet(paper.width, paper.height, LIGHT["paper"])
    fill(axes, [box(x, 74, width, paper.bottom - 74) for x, width in paper.off], LIGHT["off"])
    rules: list[Corners] = [[(0, y), (paper.width, y)] for y in range(HEAD, paper.bottom + 1, ROW)]
    rules += [[(tick.x, 78), (tick.x, paper.bottom)] for tick in paper.minor]
    stroke(axes, rules, LIGHT["grid"])
    stroke(axes, [[(tick.x, 58), (tick.x, paper.bottom)] for tick in paper.major], LIGHT["month"])
    if paper.today is not None:
        stroke(axes, [[(paper.today, 74), (paper.today, paper.bottom)]], LIGHT["today"], 1.4, dashed=True)
    for critical, colour in ((False, "link"), (True, "dark-red")):
        lines = [line for line in paper.lines if line.critical is critical]
        stroke(axes, [list(line.points) for line in lines], LIGHT[colour])
        fill(axes, [_head(line) for line in lines], LIGHT[colour])
    _bars(axes, paper.shapes)
    _points(axes, paper.shapes)
    _words(axes, paper)
    _legend(axes, paper)
    return figure


def _diamond(x: float, y: float, half: float) -> Corners:
    return [(x, y - half), (x + half, y), (x, y + half), (x - half, y)]


def _bracket(shape: Shape) -> Corners:
    """The bar of a group: thin, with its ends pointing down."""
    x, top, inner = shape.x or 0, shape.top, shape.bracket
    last = x + shape.width
    return [
        (x, top + 8),
        (last, top + 8),
        (last, top + 16),
        (last - inner, top + 12),
        (x + inner, top + 12),
        (x, top + 16),
    ]


def _head(line: Line) -> Corners:
    x, y = line.points[-1]
    dx, dy = {"right": (-5, 0), "left": (5, 0), "down": (0, -5), "up": (0, 5)}[line.head]
    return [(x, y), (x + dx - dy * 0.7, y + dy - dx * 0.7), (x + dx + dy * 0.7, y + dy + dx * 0.7)]


def _bars(axes: Axes, shapes: Sequence[Shape]) -> None:
    """Likely finishes, baselines, bars and their finished parts, one collection a colour."""
    fill(axes, [box(band[0], shape.top + 3, band[1], 18) for shape in shapes if (band := shape.band)], LIGHT["band"])
    fill(
        axes,
        [box(ghost[0], shape.top + 19, ghost[1], 3) for shape in shapes if (ghost := shape.ghost)],
        LIGHT["ghost"],
    )
    barred = [(shape, shape.classes.split()) for shape in shapes if shape.x is not None]
    brackets = [(shape, words) for shape, words in barred if words[0] in ("group", "document")]
    plain = [(shape, words) for shape, words in barred if words[0] not in ("group", "document")]
    for critical in (False, True):
        chosen = [shape for shape, words in brackets if ("critical" in words) is critical]
        fill(axes, [_bracket(shape) for shape in chosen], LIGHT["dark-red" if critical else "group"])
        chosen = [shape for shape, words in plain if ("critical" in words) is critical and "sketch" not in words]
        fill(axes, [_bar(shape, shape.width) for shape in chosen], LIGHT["red" if critical else "bar"])
        done = [_bar(shape, shape.done) for shape in chosen if shape.done]
        fill(axes, done, LIGHT["dark-red" if critical else "done"])
    blocked = [_bar(shape, shape.width) for shape, words in plain if "blocked" in words]
    fill(axes, blocked, "none", LIGHT["dark-red"], dashed=True)
    sketched = [_bar(shape, shape.width) for shape, words in plain if "sketch" in words]
    fill(axes, sketched, LIGHT["paper"], LIGHT["done"], dashed=True)


def _bar(shape: Shape, width: float) -> Corners:
    return box(shape.x or 0, shape.top + 6, width, BAR)


def _points(axes: Axes, shapes: Sequence[Shape]) -> None:
    """Milestones, promises, and the line between the two."""
    stroke(
        axes,
        [[(gap[0], shape.top + 12), (gap[1], shape.top + 12)] for shape in shapes if (gap := shape.gap)],
        LIGHT["dark-red"],
        1.1,
    )
    for shape in shapes:
        if shape.point is None:
            continue
        words = shape.classes.split()
        colour = "dark-red" if "critical" in words else "done" if "finished" in words else "ink"
        hollow = words[0] == "event" or "sketch" in words
        corners = [_diamond(shape.point, shape.top + 12, 7)]
        fill(axes, corners, LIGHT["paper" if hollow else colour], LIGHT[colour], dashed="sketch" in words)
    dues = [_diamond(shape.due, shape.top + 12, 6) for shape in shapes if shape.due is not None]
    fill(axes, dues, "none", LIGHT["due"])


def _words(axes: Axes, paper: Picture) -> None:
    soft, ink = LIGHT["soft"], LIGHT["ink"]
    write(axes, GAP, 26, paper.title, 16, ink, bold=True)
    write(axes, GAP, 45, paper.subtitle, SMALL, soft)
    write(axes, GAP, paper.height - 12, paper.stamp, SMALL, soft)
    write(axes, paper.owner_x, 86, paper.beside, SMALL, soft)
    write(axes, paper.date_x, 86, "Forecast", SMALL, soft)
    for tick in paper.major:
        write(axes, tick.x + 4, 69, tick.label, SMALL, soft)
    for tick in paper.minor:
        write(axes, tick.x + 3, 87, tick.label, SMALL, soft)
    for shape in paper.shapes:
        words, line = shape.classes.split(), shape.top + 16
        quiet = "continued" in words or "dropped" in words
        bold = words[0] in ("group", "document", "heading", "continued")
        end = paper.owner_x - GAP / 2
        write(axes, shape.name_x, line, shape.name, SIZE, soft if quiet else ink, bold, "dropped" in words, end)
        write(axes, paper.owner_x, line, shape.owner, SMALL, soft, end=paper.date_x - GAP / 2)
        write(axes, paper.date_x, line, shape.date, SMALL, soft)
        write(axes, paper.late_x, line, shape.late, SMALL, LIGHT["dark-red"], bold=True)


def _legend(axes: Axes, paper: Picture) -> None:
    y = paper.bottom + 26
    for mark in paper.legend:
        _sign(axes, mark, y)
        write(axes, mark.x, y, mark.label, SMALL, LIGHT["soft"])
    if not paper.shapes:
        write(axes, GAP, 108, "Nothing to show.", SMALL, LIGHT["soft"])


def _sign(axes: Axes, mark: Mark, y: float) -> None:
    """The small sign before a word of the legend."""
    x = mark.x
    if mark.kind in ("milestone", "event"):
        fill(axes, [_diamond(x - 10, y - 4, 7)], LIGHT["ink" if mark.kind == "milestone" else "paper"], LIGHT["ink"])
    elif mark.kind == "due":
        fill(axes, [_diamond(x - 10, y - 4, 6)], "none", LIGHT["due"])
    elif mark.kind == "ghost":
        fill(axes, [box(x - 17, y - 5, 13, 3)], LIGHT["ghost"])
    elif mark.kind == "today":
        stroke(axes, [[(x - 9, y - 12), (x - 9, y + 3)]], LIGHT["today"], 1.4, dashed=True)
    else:
        colour = {
            "done": "done",
            "planned": "bar",
            "blocked": "bar",
            "critical": "red",
            "off": "off",
            "band": "band",
            "sketch": "paper",
        }[mark.kind]
        edge = {"sketch": LIGHT["done"], "blocked": LIGHT["dark-red"]}.get(mark.kind, "none")
        fill(axes, [box(x - 17, y - 10, 13, BAR)], LIGHT[colour], edge, dashed=edge != "none")
