"""Where everything of a timeline stands on the paper: numbers that the SVG template and the print both draw."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from pmctl.charts.measure import fitting, text_width
from pmctl.charts.timeline.chart import Arrow, Row, Timeline, Zoom
from pmctl.charts.timeline.days import day_number
from pmctl.charts.timeline.scale import Axis, Tick, axis
from pmctl.escape import one_line
from pmctl.quantity import MINUTES_A_DAY, MONTHS, day_of, print_date

ROW = 24
BAR = 12
HEAD = 92
FOOT = 62
GAP = 12
INDENT = 14
SIZE = 12.0
SMALL = 10.5
HALF = 6
"""Half the width of a diamond."""

_UNIT: dict[Zoom, Fraction] = {
    "day": Fraction(24),
    "week": Fraction(7),
    "month": Fraction(12, 5),
    "quarter": Fraction(1),
}
_NARROWEST, _WIDEST, _WIDEST_ASKED = 560, 1180, 7800
_LONGEST = 120
"""Characters of a name that are kept at all, in the picture and behind it."""


@dataclass(frozen=True, slots=True)
class Shape:
    """One row on the paper, measured from its own upper edge; widths of 0 and None are not drawn.

    `classes` say what it is (`bar critical ...`). `x` and `width` are the bar's, `done` the finished part's width; a
    diamond stands at `point`; `ghost` is the baseline's (x, width), `due` the promised day's x, `gap` the line from the
    promise to the forecast.
    """

    id: str
    top: int
    title: str
    classes: str
    name: str
    name_x: float
    owner: str
    date: str
    late: str
    x: float | None = None
    width: float = 0
    done: float = 0
    bracket: float = 0
    """Width of the ends of a group's bar, which point down; 0 for a plain bar."""
    point: float | None = None
    ghost: tuple[float, float] | None = None
    due: float | None = None
    gap: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """An arrow: its corners, and the direction of its head (`down`, `up`, `right`, `left`)."""

    points: tuple[tuple[float, float], ...]
    head: str
    critical: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """A vertical mark with its label, or a word of the legend (then `kind` says which sign)."""

    x: float
    label: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """The whole paper, in pixels."""

    title: str
    subtitle: str
    description: str
    width: float
    height: int
    left: float
    bottom: int
    owner_x: float
    date_x: float
    late_x: float
    has_owners: bool
    shapes: tuple[Shape, ...]
    lines: tuple[Line, ...]
    minor: tuple[Mark, ...]
    major: tuple[Mark, ...]
    off: tuple[tuple[float, float], ...]
    today: float | None
    legend: tuple[Mark, ...]
    stamp: str
    page: int


@dataclass(frozen=True, slots=True)
class _Columns:
    name: float
    owner: float
    date: float
    late: float

    @property
    def left(self) -> float:
        return GAP + self.name + self.owner + self.date + self.late


def picture(timeline: Timeline) -> Picture:
    """Lay out a timeline (or one page of it)."""
    columns = _columns(timeline)
    ruler = axis(timeline, _day_width(timeline), Fraction(33, 5), Fraction(22))
    left = columns.left
    width = left + float(ruler.days * ruler.unit) + GAP
    bottom = HEAD + ROW * max(1, len(timeline.rows))
    off = timeline.off if ruler.unit >= 2 and timeline.zoom in ("day", "week") else ()
    now = (timeline.today - timeline.start).days
    today = _place(left, ruler, day_number(timeline.today) + Fraction(1, 2)) if 0 <= now < ruler.days else None
    legend = _legend(timeline, bool(off), today is not None)
    width = max(width, legend[-1].x + text_width(legend[-1].label, SMALL) + GAP if legend else 0, 420)
    return Picture(
        title=fitting(one_line(timeline.title), width - 2 * GAP, 16, bold=True),
        subtitle=_subtitle(timeline),
        description=_description(timeline),
        width=round(width, 1),
        height=bottom + FOOT,
        left=round(left, 1),
        bottom=bottom,
        owner_x=round(GAP + columns.name, 1),
        date_x=round(GAP + columns.name + columns.owner, 1),
        late_x=round(GAP + columns.name + columns.owner + columns.date, 1),
        has_owners=columns.owner > 0,
        shapes=tuple(_shape(row, index, columns, ruler, timeline) for index, row in enumerate(timeline.rows)),
        lines=tuple(_lines(timeline, ruler, left)),
        minor=tuple(_tick(tick, ruler, left, Fraction(16)) for tick in ruler.minor),
        major=tuple(_tick(tick, ruler, left, Fraction(0)) for tick in ruler.major),
        off=tuple(
            (_place(left, ruler, day_number(first)), round(float((last - first).days * ruler.unit), 1))
            for first, last in off
        ),
        today=today,
        legend=legend,
        stamp=one_line(timeline.stamp),
        page=timeline.page,
    )


def _place(left: float, ruler: Axis, day: Fraction) -> float:
    return round(left + float(ruler.place(day)), 1)


def _tick(tick: Tick, ruler: Axis, left: float, room: Fraction) -> Mark:
    """A tick on the paper, without its label where the right edge would cut it."""
    fits = (ruler.days - tick.at) * ruler.unit >= room
    return Mark(round(left + float(tick.at * ruler.unit), 1), tick.label if fits else "")


def _day_width(timeline: Timeline) -> Fraction:
    """The zoom's own width of a day, more where the picture would be too small and less where it would be too wide."""
    days = max(1, (timeline.end - timeline.start).days)
    widest = _WIDEST_ASKED if timeline.fixed_zoom else _WIDEST
    unit = max(_UNIT[timeline.zoom], min(Fraction(_NARROWEST, days), Fraction(32)))
    return min(unit, Fraction(widest, days))


def _columns(timeline: Timeline) -> _Columns:
    """Widths of the columns left of the chart: as wide as their texts, within bounds."""
    names = max((text_width(_name(row), SIZE, _is_bold(row)) + row.depth * INDENT for row in timeline.rows), default=0)
    owners = max((text_width(one_line(row.owner), SMALL) for row in timeline.rows if row.owner), default=0)
    dates = max((text_width(_date(row, timeline), SMALL) for row in timeline.rows), default=0)
    late = max((text_width(row.late, SMALL, True) for row in timeline.rows), default=0)
    return _Columns(
        name=min(max(names, 110), 330) + GAP,
        owner=min(max(owners, 36), 120) + GAP if owners else 0,
        date=max(dates, 44) + 6,
        late=late + GAP if late else GAP / 2,
    )


def _name(row: Row) -> str:
    return one_line(row.name if len(row.name) <= _LONGEST else row.name[: _LONGEST - 1] + "…") or "·"


def _is_bold(row: Row) -> bool:
    return row.kind in ("group", "document", "heading", "continued")


def _date(row: Row, timeline: Timeline) -> str:
    """The forecast as a short day, with its year when that is another than today's."""
    if row.forecast is None:
        return ""
    day = f"{row.forecast.day} {MONTHS[row.forecast.month - 1]}"
    return day if row.forecast.year == timeline.today.year else f"{day} {row.forecast.year}"


# --- rows -------------------------------------------------------------------------------------------------------------


def _shape(row: Row, index: int, columns: _Columns, ruler: Axis, timeline: Timeline) -> Shape:
    indent = min(row.depth, 12) * INDENT
    left = columns.left
    shape_x, width, done, point = _body(row, ruler, left)
    due = (
        _place(left, ruler, row.due) if row.due is not None and row.finish is not None and _on(row.due, ruler) else None
    )
    ghost = _ghost(row, ruler, left)
    gap = (min(due, point), max(due, point)) if row.late and due is not None and point is not None else None
    return Shape(
        id="" if row.kind in ("heading", "continued") else row.id,
        top=HEAD + index * ROW,
        title=_title(row),
        classes=_classes(row),
        name=fitting(_name(row), columns.name - GAP - indent, SIZE, _is_bold(row)),
        name_x=GAP + indent,
        owner=fitting(one_line(row.owner), columns.owner - GAP, SMALL) if row.owner else "",
        date=_date(row, timeline),
        late=row.late,
        x=shape_x,
        width=width,
        done=done,
        bracket=round(min(4, width / 2), 1) if row.kind in ("group", "document") else 0,
        point=point,
        ghost=ghost,
        due=due,
        gap=gap if gap and gap[1] - gap[0] > 1 else None,
    )


def _on(day: Fraction, ruler: Axis) -> bool:
    return 0 <= day - day_number(ruler.start) <= ruler.days


def _body(row: Row, ruler: Axis, left: float) -> tuple[float | None, float, float, float | None]:
    """x, width and finished width of the bar, and x of the diamond."""
    if row.finish is None or row.start is None or row.kind == "continued":
        return None, 0, 0, None
    if row.point:
        return None, 0, 0, _place(left, ruler, row.finish)
    x = _place(left, ruler, row.start)
    width = round(max(_place(left, ruler, row.finish) - x, 2), 1)
    done = 1 if row.state == "finished" else row.progress
    return x, width, round(width * float(done), 1), None


def _ghost(row: Row, ruler: Axis, left: float) -> tuple[float, float] | None:
    if row.baseline is None or not _on(row.baseline[0], ruler):
        return None
    x = _place(left, ruler, row.baseline[0])
    return x, round(max(_place(left, ruler, row.baseline[1]) - x, 2), 1)


def _classes(row: Row) -> str:
    words = [row.kind] + [row.state] * (row.state != "planned")
    words += ["critical"] * row.critical + ["sketch"] * row.sketch
    return " ".join(words)


def _title(row: Row) -> str:
    """What a pointer over the row tells, and a screen reader reads."""
    parts: list[str] = []
    if row.forecast is not None:
        parts.append(print_date(row.forecast))
    elif row.sketch and row.promised is None:
        parts.append("no plan yet")
    if row.promised is not None:
        parts.append(f"promised {print_date(row.promised)}" + (f" ({row.late})" if row.late else ""))
    if row.state in ("finished", "dropped", "blocked"):
        parts.append({"finished": "done"}.get(row.state, row.state))
    elif row.progress:
        parts.append(f"{int(row.progress * 100)}% done")
    parts += ["critical"] * row.critical
    parts += [one_line(row.owner)] * bool(row.owner)
    return f"{_name(row)}: {', '.join(parts)}" if parts else _name(row)


# --- arrows -----------------------------------------------------------------------------------------------------------


def _lines(timeline: Timeline, ruler: Axis, left: float) -> Iterator[Line]:
    """Right-angled ways, not very critical ones first, so that the critical path lies on top."""
    for arrow in sorted(timeline.arrows, key=lambda arrow: arrow.critical):
        points = _way(timeline.rows[arrow.before], timeline.rows[arrow.after], arrow, ruler, left)
        if points:
            (x1, y1), (x2, y2) = points[-2:]
            head = ("right" if x2 > x1 else "left") if y1 == y2 else ("down" if y2 > y1 else "up")
            yield Line(points, head, arrow.critical)


def _edges(row: Row, ruler: Axis, left: float) -> tuple[float, float]:
    """Left and right end of a bar or diamond."""
    if row.start is None or row.finish is None:
        return left, left
    first, last = _place(left, ruler, row.start), _place(left, ruler, row.finish)
    if row.point:
        return round(last - HALF, 1), round(last + HALF, 1)
    return first, max(last, round(first + 2, 1))


def _way(before: Row, after: Row, arrow: Arrow, ruler: Axis, left: float) -> tuple[tuple[float, float], ...]:
    y1 = HEAD + arrow.before * ROW + ROW // 2
    y2 = HEAD + arrow.after * ROW + ROW // 2
    down = 1 if y2 > y1 else -1
    (start1, end1), (start2, end2) = _edges(before, ruler, left), _edges(after, ruler, left)
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


# --- words around ----------------------------------------------------------------------------------------------------


def _subtitle(timeline: Timeline) -> str:
    late = sum(1 for row in timeline.rows if row.late.startswith("+"))
    parts = [_extent(timeline)]
    parts.append(f"{late} later than promised" if late else "")
    parts.append(f"page {timeline.page} of {timeline.pages}" if timeline.pages > 1 else "")
    return " · ".join(part for part in parts if part)


def _extent(timeline: Timeline) -> str:
    """From the first start to the last finish, in words."""
    starts = [row.start for row in timeline.rows if row.start is not None and row.forecast is not None]
    ends = [row.forecast for row in timeline.rows if row.forecast is not None]
    if not starts or not ends:
        return ""
    return f"{print_date(day_of(int(min(starts)) * MINUTES_A_DAY))} to {print_date(max(ends))}"


def _description(timeline: Timeline) -> str:
    """The picture in one sentence, for those who cannot see it."""
    rows = [row for row in timeline.rows if row.id]
    critical = sum(1 for row in rows if row.critical and row.kind not in ("group", "document"))
    late = [row for row in rows if row.late.startswith("+")]
    words = [word for word in (f"{len(rows)} rows", _extent(timeline)) if word]
    words += [f"{critical} on the critical path"] * bool(critical)
    words += ["late: " + ", ".join(f"{_name(row)} {row.late}" for row in late[:5])] * bool(late)
    return f"Timeline as of {print_date(timeline.today)}: " + "; ".join(words) + "."


def _legend(timeline: Timeline, off: bool, today: bool) -> tuple[Mark, ...]:
    """Only the signs that occur, left to right."""
    rows = [row for row in timeline.rows if row.finish is not None]
    plain = [row for row in rows if row.kind in ("bar", "feature", "document") and not row.sketch]
    words = [
        ("done", "done", any(row.progress or row.state == "finished" for row in plain)),
        ("planned", "planned", any(row.state != "finished" and not row.critical for row in plain)),
        ("critical", "critical", any(row.critical for row in rows)),
        ("blocked", "blocked", any(row.state == "blocked" for row in plain)),
        ("sketch", "intended, no plan yet", any(row.sketch and not row.point for row in rows)),
        ("milestone", "milestone", any(row.kind in ("milestone", "release") for row in rows)),
        ("event", "event", any(row.kind == "event" for row in rows)),
        ("due", "promised", any(row.due is not None for row in rows)),
        ("ghost", "baseline", any(row.baseline is not None for row in rows)),
        ("off", "days off", off),
        ("today", f"today, {print_date(timeline.today)}", today),
    ]
    marks: list[Mark] = []
    x = float(GAP)
    for kind, label, shown in words:
        if shown:
            marks.append(Mark(round(x + 20, 1), label, kind))
            x += 20 + text_width(label, SMALL) + 14
    return tuple(marks)
