"""The timeline in a terminal: a line a row, a character a few days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import ceil, floor

from pmctl.charts.timeline.chart import Row, Timeline, Zoom
from pmctl.charts.timeline.days import day_band, day_number
from pmctl.charts.timeline.scale import Axis, Tick, axis
from pmctl.charts.timeline.words import short_day
from pmctl.escape import cut, terminal, terminal_width

_LETTERS: Mapping[Zoom, Fraction] = {
    "day": Fraction(3),
    "week": Fraction(1),
    "month": Fraction(1, 4),
    "quarter": Fraction(1, 8),
}
"""Characters that a day gets where there is room."""
_SHORTEST = 24
"""Characters that a picture of months or quarters has at least, if it has as many days."""
_TRIED = 200
"""Rows whose labels are looked at."""
SIGNS = {
    "█": "done",
    "▒": "in progress",
    "░": "planned",
    "▓": "critical",
    "┄": "intended",
    "◆": "forecast",
    "◇": "promised",
    "≈": "likely finish (P10 to P90)",
    "·": "baseline",
}


def text(timeline: Timeline, width: int = 80) -> str:
    """The picture in lines of at most `width` columns; no colour, as each sign says what it is."""
    if not timeline.rows:
        return "Nothing to show.\n"
    names = min(max(terminal_width(_name(row)) for row in timeline.rows) + 1, max(24, width // 3))
    labels = [_label(row, timeline) for row in timeline.rows]
    ruler = _fitting(timeline, width - names, labels)
    head = [_ticks(ruler, ruler.major), _ticks(ruler, ruler.minor)]
    lines = [" " * names + line for line in head if line]
    used: set[str] = set()
    for row, label in zip(timeline.rows, labels, strict=True):
        bar = _bar(row, ruler)
        used.update(bar)
        start = _padded(_name(row), names)
        lines.append(cut(start + (f"{bar} {label}" if label and bar else bar or label), width))
    now = (timeline.today - timeline.start).days
    if 0 <= now < ruler.days:
        lines.append(cut(" " * (names + _column(day_number(timeline.today), ruler)) + "^ today", width))
    lines += _legend([f"{sign} {word}" for sign, word in SIGNS.items() if sign in used], width)
    return "\n".join(line.rstrip() for line in lines).rstrip() + "\n"


def _legend(signs: Sequence[str], width: int) -> list[str]:
    """What the signs say, on as many lines as it takes."""
    lines = [""]
    for sign in signs:
        if lines[-1] and terminal_width(f"{lines[-1]}  {sign}") > width:
            lines.append("")
        lines[-1] += f"{'  ' if lines[-1] else ' '}{sign}"
    return [cut(line, width) for line in lines]


def _fitting(timeline: Timeline, width: int, labels: Sequence[str]) -> Axis:
    """The widest axis beside which the labels have room, down to half of the width."""
    least = max(16, width // 2)
    for room in range(width, least, -2):
        ruler = _ruler(timeline, room)
        ends = (len(_bar(row, ruler)) for row in timeline.rows[:_TRIED])
        if all(end + 1 + terminal_width(label) <= width for end, label in zip(ends, labels, strict=False)):
            return ruler
    return _ruler(timeline, least)


def _ruler(timeline: Timeline, room: int) -> Axis:
    days = max(1, (timeline.end - timeline.start).days)
    letters = max(_LETTERS[timeline.zoom], min(Fraction(1), Fraction(_SHORTEST, days)))
    return axis(timeline, min(letters, Fraction(room, days)), Fraction(1), Fraction(4))


def _name(row: Row) -> str:
    return " " + "  " * min(row.depth, 10) + (terminal(row.name) or "·")


def _padded(name: str, width: int) -> str:
    short = cut(name, width - 1)
    return short + " " * (width - terminal_width(short))


def _ticks(ruler: Axis, ticks: Sequence[Tick]) -> str:
    """Labels where they belong, none over another."""
    line = ""
    for tick in ticks:
        at = floor(tick.at * ruler.unit)
        if tick.label and (at >= len(line) + 1 or not line) and at + len(tick.label) <= ruler.days * ruler.unit + 1:
            line = line.ljust(at) + tick.label
    return line


def _column(day: Fraction, ruler: Axis) -> int:
    return min(floor(ruler.place(day)), floor(ruler.days * ruler.unit) - 1)


def _bar(row: Row, ruler: Axis) -> str:
    """The signs of a row from the left edge on."""
    if row.start is None or row.finish is None or row.kind == "continued":
        return ""
    cells: dict[int, str] = {}
    if row.point:
        finish = _column(row.finish - Fraction(1, 4), ruler)
        promised = _promised(row, ruler)
        if promised is not None and promised != finish:
            cells.update(dict.fromkeys(range(min(promised, finish), max(promised, finish)), "─"))
            cells[promised] = "◇"
        cells[finish] = "◇" if row.sketch else "◆"
    else:
        first = _column(row.start, ruler)
        last = max(first + 1, ceil(ruler.place(row.finish)))
        done = 1 if row.state == "finished" else row.progress
        until = first + int((last - first) * done + Fraction(1, 2))
        rest = "▓" if row.critical else "┄" if row.sketch else "▒" if row.state == "started" else "░"
        cells.update({column: "█" if column < until else rest for column in range(first, last)})
        promised = _promised(row, ruler)
        if promised is not None and promised != last - 1:
            cells[promised] = "◇"
    for column in _likely(row, ruler):
        cells.setdefault(column, "≈")
    for column in _planned(row, ruler):
        cells.setdefault(column, "·")
    return "".join(cells.get(column, " ") for column in range(max(cells) + 1))


def _likely(row: Row, ruler: Axis) -> range:
    """The columns in which the finish probably lies."""
    if row.likely is None:
        return range(0)
    first, last = day_band(*row.likely)
    return range(_column(first, ruler), _column(last - Fraction(1, 4), ruler) + 1)


def _planned(row: Row, ruler: Axis) -> range:
    """The columns of the baseline, where it is on the picture."""
    if row.baseline is None or not 0 <= row.baseline[0] - day_number(ruler.start) <= ruler.days:
        return range(0)
    return range(_column(row.baseline[0], ruler), _column(row.baseline[1] - Fraction(1, 4), ruler) + 1)


def _promised(row: Row, ruler: Axis) -> int | None:
    """The column of the promised day, where it is on the picture."""
    if row.due is None or not 0 <= row.due - day_number(ruler.start) <= ruler.days:
        return None
    return _column(row.due - Fraction(1, 4), ruler)


def _label(row: Row, timeline: Timeline) -> str:
    """What stands behind the bar: of a milestone its day, of a bar who works on it; how late it is. Or why none is."""
    if row.start is None and row.kind not in ("heading", "continued", "document"):
        return _why_empty(row, timeline)
    owner = "" if row.owner == row.lacks else terminal(row.owner)
    if row.point:
        is_apart = row.promised is not None and row.forecast not in (None, row.promised)
        promised = f"promised {short_day(row.promised, timeline)}" if row.promised is not None and is_apart else ""
        day = f"{_day(row, timeline)} {row.late if is_apart else ''}".strip()
        return _together(day, owner if row.sketch else "", row.lacks, promised)
    if row.kind == "group" and not row.late:
        return ""
    return _together(f"{owner} {row.late}".strip(), row.lacks)


def _why_empty(row: Row, timeline: Timeline) -> str:
    """Why a line is empty, which would look like a fault of the picture."""
    if row.state == "dropped":
        return "dropped"
    why = f"{row.late}, promised {short_day(row.promised, timeline)}" if row.late and row.promised else "no date"
    return _together(why, terminal(row.owner))


def _together(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _day(row: Row, timeline: Timeline) -> str:
    day = row.forecast or row.promised
    if day is None:
        return ""
    return short_day(day, timeline)
