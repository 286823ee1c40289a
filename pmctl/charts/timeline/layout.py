"""Where everything of a timeline stands on the paper: numbers that the SVG template and the print both draw."""

from __future__ import annotations

from fractions import Fraction

from pmctl.charts.measure import fitting, text_width
from pmctl.charts.timeline.chart import Timeline, Zoom
from pmctl.charts.timeline.days import day_number
from pmctl.charts.timeline.lines import lines_of
from pmctl.charts.timeline.picture import FOOT, GAP, HEAD, ROW, SMALL, Mark, Picture
from pmctl.charts.timeline.scale import Axis, Tick, axis
from pmctl.charts.timeline.shapes import columns_of, place_of, shape_of
from pmctl.charts.timeline.words import description_of, legend_of, subtitle_of
from pmctl.escape import one_line

_UNIT: dict[Zoom, Fraction] = {
    "day": Fraction(24),
    "week": Fraction(7),
    "month": Fraction(12, 5),
    "quarter": Fraction(1),
}
_NARROWEST, _WIDEST, _WIDEST_ASKED = 560, 1180, 7800


def picture(timeline: Timeline) -> Picture:
    """Lay out a timeline (or one page of it)."""
    columns = columns_of(timeline)
    ruler = axis(timeline, _day_width(timeline), Fraction(33, 5), Fraction(22))
    left = columns.left
    width = left + float(ruler.days * ruler.unit) + GAP
    bottom = HEAD + ROW * max(1, len(timeline.rows))
    off = timeline.off if ruler.unit >= 2 and timeline.zoom in ("day", "week") else ()
    now = (timeline.today - timeline.start).days
    today = place_of(left, ruler, day_number(timeline.today) + Fraction(1, 2)) if 0 <= now < ruler.days else None
    legend = legend_of(timeline, bool(off), today is not None)
    width = max(width, legend[-1].x + text_width(legend[-1].label, SMALL) + GAP if legend else 0, 420)
    return Picture(
        title=fitting(one_line(timeline.title), width - 2 * GAP, 16, bold=True),
        subtitle=subtitle_of(timeline),
        description=description_of(timeline),
        width=round(width, 1),
        height=bottom + FOOT,
        left=round(left, 1),
        bottom=bottom,
        owner_x=round(GAP + columns.name, 1),
        date_x=round(GAP + columns.name + columns.owner, 1),
        late_x=round(GAP + columns.name + columns.owner + columns.date, 1),
        beside=timeline.beside if columns.owner else "",
        shapes=tuple(shape_of(row, index, columns, ruler, timeline) for index, row in enumerate(timeline.rows)),
        lines=tuple(lines_of(timeline, ruler, left)),
        minor=tuple(_tick(tick, ruler, left, Fraction(16)) for tick in ruler.minor),
        major=tuple(_tick(tick, ruler, left, Fraction(0)) for tick in ruler.major),
        off=tuple(
            (place_of(left, ruler, day_number(first)), round(float((last - first).days * ruler.unit), 1))
            for first, last in off
        ),
        today=today,
        legend=legend,
        stamp=one_line(timeline.stamp),
        page=timeline.page,
    )


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
