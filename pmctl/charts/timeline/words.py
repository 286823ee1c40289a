"""The words of a timeline on paper: names, dates, the subtitle, the description, the legend."""

from __future__ import annotations

from datetime import date

from pmctl.charts.measure import text_width
from pmctl.charts.timeline.chart import OVERDUE, Row, Timeline
from pmctl.charts.timeline.picture import GAP, SMALL, Mark
from pmctl.escape import one_line
from pmctl.quantity import MINUTES_A_DAY, MONTHS, day_of, print_date

_LONGEST = 120
"""Characters of a name that are kept at all, in the picture and behind it."""


def name_of(row: Row) -> str:
    """The name on one line, a dot where it has none."""
    return one_line(row.name if len(row.name) <= _LONGEST else row.name[: _LONGEST - 1] + "…") or "·"


def is_bold(row: Row) -> bool:
    """Whether a row stands for the rows below it."""
    return row.kind in ("group", "document", "heading", "continued")


def date_of(row: Row, timeline: Timeline) -> str:
    """The forecast as a short day, with its year when that is another than today's."""
    return short_day(row.forecast, timeline) if row.forecast is not None else ""


def short_day(day: date, timeline: Timeline) -> str:
    """`7 Apr`; of another year than today's with its year."""
    words = f"{day.day} {MONTHS[day.month - 1]}"
    return words if day.year == timeline.today.year else f"{words} {day.year}"


def late_of(row: Row, timeline: Timeline) -> str:
    """How late it is: `+3d`; of what no plan says more the day that has passed: `23 Aug 2022 overdue`."""
    if row.late != OVERDUE or row.promised is None:
        return row.late
    return f"{short_day(row.promised, timeline)} {row.late}"


def subtitle_of(timeline: Timeline) -> str:
    """What the timeline spans, how much of it is late, which page it is."""
    late = sum(1 for row in timeline.rows if row.late.startswith("+"))
    parts = [_extent(timeline)]
    parts.append(f"{late} later than promised" if late else "")
    overdue = sum(1 for row in timeline.rows if row.late == OVERDUE)
    parts.append(f"{overdue} overdue, with no plan" if overdue else "")
    parts.append(f"page {timeline.page} of {timeline.pages}" if timeline.pages > 1 else "")
    return " · ".join(part for part in parts if part)


def _extent(timeline: Timeline) -> str:
    """From the first start to the last finish, in words; a day where that is all."""
    dated = [row for row in timeline.rows if row.start is not None and row.forecast is not None]
    ends = [row.forecast for row in timeline.rows if row.forecast is not None]
    if not dated or not ends:
        return ""
    first, last = min(_first(row) for row in dated), max(ends)
    return print_date(last) if first == last else f"{print_date(first)} to {print_date(last)}"


def _first(row: Row) -> date:
    """The day on which a row begins; a milestone in the evening is drawn where the next day begins."""
    return row.forecast if row.point and row.forecast else day_of(int(row.start or 0) * MINUTES_A_DAY)


def description_of(timeline: Timeline) -> str:
    """The picture in one sentence, for those who cannot see it."""
    rows = [row for row in timeline.rows if row.id]
    critical = sum(1 for row in rows if row.critical and row.kind not in ("group", "document"))
    late = [row for row in rows if row.late.startswith("+")]
    words = [word for word in (f"{len(rows)} rows", _extent(timeline)) if word]
    words += [f"{critical} on the critical path"] * bool(critical)
    words += ["late: " + ", ".join(f"{name_of(row)} {row.late}" for row in late[:5])] * bool(late)
    return f"Timeline as of {print_date(timeline.today)}: " + "; ".join(words) + "."


def legend_of(timeline: Timeline, off: bool, today: bool) -> tuple[Mark, ...]:
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
        ("band", "finish in 4 of 5 runs (P10 to P90)", any(row.likely is not None for row in rows)),
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
