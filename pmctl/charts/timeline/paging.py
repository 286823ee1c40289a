"""A long timeline in pages: cut where a group begins, the groups that go on named again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pmctl.charts.timeline.chart import Row, Timeline

ROWS = 500
"""Rows that are still readable on one picture."""


def paged(timeline: Timeline, rows: int = ROWS) -> tuple[Timeline, ...]:
    """Pages of at most so many rows (and the names of the groups they go on with); the time axis is the same on all."""
    if len(timeline.rows) <= rows:
        return (timeline,)
    cuts = _cuts(timeline.rows, rows)
    pages = len(cuts) - 1
    return tuple(_page(timeline, cuts[number], cuts[number + 1], number + 1, pages) for number in range(pages))


def _cuts(rows: Sequence[Row], size: int) -> list[int]:
    """Where pages begin: at the outermost row of the last third of a page, so that groups stay together."""
    cuts = [0]
    while len(rows) - cuts[-1] > size:
        last = cuts[-1] + size
        candidates = range(last, cuts[-1] + size * 2 // 3, -1)
        cuts.append(min(candidates, key=lambda at: (rows[at].depth, -at)))
    return [*cuts, len(rows)]


def _page(timeline: Timeline, first: int, last: int, page: int, pages: int) -> Timeline:
    above = _above(timeline.rows, first)
    shift = first - len(above)
    arrows = tuple(
        replace(arrow, before=arrow.before - shift, after=arrow.after - shift)
        for arrow in timeline.arrows
        if first <= arrow.before < last and first <= arrow.after < last
    )
    rows = (*above, *timeline.rows[first:last])
    more = len(timeline.rows) - (last - first)
    return replace(timeline, rows=rows, arrows=arrows, page=page, pages=pages, more=more)


def _above(rows: Sequence[Row], first: int) -> tuple[Row, ...]:
    """The groups in the middle of which a page begins, as rows of their own without a bar."""
    found: list[Row] = []
    depth = rows[first].depth
    for row in reversed(rows[:first]):
        if row.depth < depth:
            found.append(
                replace(row, kind="continued", name=f"{row.name} (continued)", owner="", late="", forecast=None)
            )
            depth = row.depth
    return tuple(reversed(found))


def outlined(timeline: Timeline, rows: int = 60) -> Timeline:
    """The timeline in about so many rows at most: all of it, else groups, milestones and features as deep as fits."""
    if len(timeline.rows) <= rows:
        return timeline
    kept = [index for index, row in enumerate(timeline.rows) if row.kind != "bar"]
    depth = max((timeline.rows[index].depth for index in kept), default=0)
    while len(kept) > rows and depth > 0:
        kept = [index for index in kept if timeline.rows[index].depth < depth]
        depth -= 1
    place = {index: number for number, index in enumerate(kept)}
    arrows = tuple(
        replace(arrow, before=place[arrow.before], after=place[arrow.after])
        for arrow in timeline.arrows
        if arrow.before in place and arrow.after in place
    )
    return replace(timeline, rows=tuple(timeline.rows[index] for index in kept), arrows=arrows)
