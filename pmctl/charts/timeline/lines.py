"""Where the arrows of a timeline run on the paper."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pmctl.charts.timeline.chart import Arrow, Row, Timeline
from pmctl.charts.timeline.picture import HALF, HEAD, ROW, Line
from pmctl.charts.timeline.scale import Axis
from pmctl.charts.timeline.shapes import place_of

Edges = tuple[float, float]
"""The x of the left and of the right end of a bar or diamond."""


def lines_of(timeline: Timeline, ruler: Axis, left: float) -> Iterator[Line]:
    """Right-angled ways, not very critical ones first, so that the critical path lies on top."""
    edges: dict[int, Edges] = {}
    for arrow in sorted(timeline.arrows, key=lambda arrow: arrow.critical):
        for index in (arrow.before, arrow.after):
            if index not in edges:
                edges[index] = _edges(timeline.rows[index], ruler, left)
        points = _way(timeline.rows[arrow.before], timeline.rows[arrow.after], arrow, edges)
        if points:
            (x1, y1), (x2, y2) = points[-2:]
            head = ("right" if x2 > x1 else "left") if y1 == y2 else ("down" if y2 > y1 else "up")
            yield Line(points, head, arrow.critical)


def _edges(row: Row, ruler: Axis, left: float) -> Edges:
    """Left and right end of a bar or diamond."""
    if row.start is None or row.finish is None:
        return left, left
    first, last = place_of(left, ruler, row.start), place_of(left, ruler, row.finish)
    if row.point:
        return round(last - HALF, 1), round(last + HALF, 1)
    return first, max(last, round(first + 2, 1))


def _way(before: Row, after: Row, arrow: Arrow, edges: Mapping[int, Edges]) -> tuple[tuple[float, float], ...]:
    y1 = HEAD + arrow.before * ROW + ROW // 2
    y2 = HEAD + arrow.after * ROW + ROW // 2
    down = 1 if y2 > y1 else -1
    (start1, end1), (start2, end2) = edges[arrow.before], edges[arrow.after]
    leave = end1 if arrow.kind in ("FS", "FF") else start1
    arrive = start2 if arrow.kind in ("FS", "SS") else end2
    if arrow.kind == "FS":
        # the usual case: along the predecessor's line, then straight down (or up) into the successor
        out = (start1 + end1) / 2 if before.point else end1
        x = (start2 + end2) / 2 if after.point else start2 + min(4.0, (end2 - start2) / 2)
        if round(x - out, 1) >= 0:
            return (round(out, 1), y1), (round(x, 1), y1), (round(x, 1), y2 - down * (HALF + 1))
    if arrow.kind == "SS":
        x = round(min(leave, arrive) - 7, 1)
        return (leave, y1), (x, y1), (x, y2), (arrive, y2)
    if arrow.kind == "FF":
        x = round(max(leave, arrive) + 7, 1)
        return (leave, y1), (x, y1), (x, y2), (arrive, y2)
    out, into = (6, -8) if arrow.kind == "FS" else (-6, 8)
    middle = y1 + down * ROW // 2
    x1, x2 = round(leave + out, 1), round(arrive + into, 1)
    return (leave, y1), (x1, y1), (x1, middle), (x2, middle), (x2, y2), (arrive, y2)
