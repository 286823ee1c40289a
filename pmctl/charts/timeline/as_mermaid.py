"""The timeline as Mermaid gantt text, for pages that draw it themselves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

from pmctl.charts.timeline.chart import Row, Timeline
from pmctl.escape import markdown_block
from pmctl.escape import mermaid as escaped

LONGEST = 45_000
"""Characters of one chart; hosting sites refuse 50,000."""
_EPOCH = date(1970, 1, 1)


def mermaid(timeline: Timeline) -> str:
    """One chart as it is; several (a long plan) as fenced blocks of Markdown."""
    parts = mermaid_parts(timeline)
    if len(parts) == 1:
        return parts[0]
    return "\n".join(f"{markdown_block(part, 'mermaid')}\n" for part in parts)


def mermaid_parts(timeline: Timeline, longest: int = LONGEST) -> tuple[str, ...]:
    """Charts of at most so many characters, cut between rows; a section that goes on is named again."""
    head = f"gantt\n    title {escaped(timeline.title)}\n    dateFormat YYYY-MM-DD\n    axisFormat %d %b\n"
    parts: list[str] = []
    text, section = head, ""
    for named, line in _lines(timeline):
        words = line if named == section else f"{named}{line}"
        if len(text) + len(words) > longest and text != head:
            parts.append(text)
            text, words = head, f"{named}{line}"
        text, section = text + words, named
    return (*parts, text)


def _lines(timeline: Timeline) -> Iterator[tuple[str, str]]:
    """The section of each row with dates, and the row; groups are sections, their names joined."""
    path: list[tuple[int, str]] = []
    number = 0
    for row in timeline.rows:
        path = [step for step in path if step[0] < row.depth]
        if row.kind in ("group", "document", "heading", "continued"):
            path.append((row.depth, row.name))
            continue
        if row.start is None or row.finish is None:
            continue
        number += 1
        section = f"    section {escaped(' / '.join(name for _, name in path) or timeline.title)}\n"
        yield section, f"    {escaped(row.name)} :{_data(row, number)}\n"


def _data(row: Row, number: int) -> str:
    """Tags, id, first day and the day after the last."""
    assert row.start is not None
    assert row.finish is not None
    tags = ["crit"] * row.critical
    tags += {"finished": ["done"], "started": ["active"]}.get(row.state, [])
    if row.point:
        day = row.forecast or row.promised or _day(row.finish)
        return ", ".join(["milestone", *tags, f"t{number}", day.isoformat(), "0d"])
    first = _day(row.start)
    last = max(_day(row.finish + Fraction(1, 2)), first + timedelta(days=1))
    return ", ".join([*tags, f"t{number}", first.isoformat(), last.isoformat()])


def _day(day: Fraction) -> date:
    return _EPOCH + timedelta(days=int(day))
