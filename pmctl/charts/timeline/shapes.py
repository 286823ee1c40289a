"""Where the rows of a timeline stand on the paper: columns of text, bars, diamonds."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from pmctl.charts.measure import fitting, text_width
from pmctl.charts.timeline.chart import Row, Timeline
from pmctl.charts.timeline.days import day_band, day_number
from pmctl.charts.timeline.picture import GAP, HEAD, INDENT, ROW, SIZE, SMALL, Shape
from pmctl.charts.timeline.scale import Axis
from pmctl.charts.timeline.words import date_of, is_bold, late_of, name_of
from pmctl.escape import one_line
from pmctl.quantity import print_date


@dataclass(frozen=True, slots=True)
class Columns:
    """Widths of the columns left of the chart, gaps included."""

    name: float
    owner: float
    date: float
    late: float

    @property
    def left(self) -> float:
        """Where the chart begins."""
        return GAP + self.name + self.owner + self.date + self.late


def place_of(left: float, ruler: Axis, day: Fraction) -> float:
    """The x of a day, in pixels."""
    return round(left + float(ruler.place(day)), 1)


def columns_of(timeline: Timeline) -> Columns:
    """Widths of the columns left of the chart: as wide as their texts, within bounds."""
    names = max((text_width(name_of(row), SIZE, is_bold(row)) + row.depth * INDENT for row in timeline.rows), default=0)
    owners = max((text_width(one_line(row.owner), SMALL) for row in timeline.rows if row.owner), default=0)
    dates = max((text_width(date_of(row, timeline), SMALL) for row in timeline.rows), default=0)
    late = max((text_width(late_of(row, timeline), SMALL, True) for row in timeline.rows), default=0)
    return Columns(
        name=min(max(names, 110), 330) + GAP,
        owner=min(max(owners, 36), 120) + GAP if owners else 0,
        date=max(dates, 44) + 6,
        late=late + GAP if late else GAP / 2,
    )


def shape_of(row: Row, index: int, columns: Columns, ruler: Axis, timeline: Timeline) -> Shape:
    """A row on the paper."""
    indent = min(row.depth, 12) * INDENT
    left = columns.left
    shape_x, width, done, point = _body(row, ruler, left)
    due = (
        place_of(left, ruler, row.due)
        if row.due is not None and row.finish is not None and _on(row.due, ruler)
        else None
    )
    ghost = _ghost(row, ruler, left)
    gap = (min(due, point), max(due, point)) if row.late and due is not None and point is not None else None
    return Shape(
        id="" if row.kind in ("heading", "continued") else row.id,
        top=HEAD + index * ROW,
        title=title_of(row),
        classes=_classes(row),
        name=fitting(name_of(row), columns.name - GAP - indent, SIZE, is_bold(row)),
        name_x=GAP + indent,
        owner=fitting(one_line(row.owner), columns.owner - GAP, SMALL) if row.owner else "",
        date=date_of(row, timeline),
        late=late_of(row, timeline),
        x=shape_x,
        width=width,
        done=done,
        bracket=round(min(4, width / 2), 1) if row.kind in ("group", "document") else 0,
        point=point,
        ghost=ghost,
        band=_band(row, ruler, left),
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
        return None, 0, 0, place_of(left, ruler, row.finish)
    x = place_of(left, ruler, row.start)
    width = round(max(place_of(left, ruler, row.finish) - x, 2), 1)
    done = 1 if row.state == "finished" else row.progress
    return x, width, round(width * float(done), 1), None


def _band(row: Row, ruler: Axis, left: float) -> tuple[float, float] | None:
    if row.likely is None:
        return None
    first, last = (place_of(left, ruler, day) for day in day_band(*row.likely))
    return first, round(max(last - first, 2), 1)


def _ghost(row: Row, ruler: Axis, left: float) -> tuple[float, float] | None:
    if row.baseline is None or not _on(row.baseline[0], ruler):
        return None
    x = place_of(left, ruler, row.baseline[0])
    return x, round(max(place_of(left, ruler, row.baseline[1]) - x, 2), 1)


def _classes(row: Row) -> str:
    words = [row.kind] + [row.state] * (row.state != "planned")
    words += ["critical"] * row.critical + ["sketch"] * row.sketch
    return " ".join(words)


def title_of(row: Row) -> str:
    """What a pointer over the row tells, and a screen reader reads."""
    parts: list[str] = []
    if row.forecast is not None:
        parts.append(print_date(row.forecast))
    elif row.sketch and row.promised is None:
        parts.append("no plan yet")
    if row.promised is not None:
        parts.append(f"promised {print_date(row.promised)}" + (f" ({row.late})" if row.late else ""))
    if row.likely is not None:
        parts.append(f"likely {print_date(row.likely[0])} to {print_date(row.likely[1])}")
    if row.state in ("finished", "dropped", "blocked"):
        parts.append({"finished": "done"}.get(row.state, row.state))
    elif row.progress:
        parts.append(f"{int(row.progress * 100)}% done")
    parts += ["critical"] * row.critical
    parts += [one_line(row.owner)] * bool(row.owner)
    parts += [row.lacks] * bool(row.lacks)
    return f"{name_of(row)}: {', '.join(parts)}" if parts else name_of(row)
