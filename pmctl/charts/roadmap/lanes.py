"""Lanes on a calendar: the features of each as bars, as many beside each other as have room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from functools import partial

from pmctl.charts.measure import fitting, text_width
from pmctl.charts.roadmap.card import Card
from pmctl.charts.roadmap.pages import LONGEST, Line, lane_line, paged, text_lines
from pmctl.charts.roadmap.sheet import FACES, GAP, HEAD, WIDTH, Box, Heading, Piece, Rule, Sheet, Words
from pmctl.charts.timeline.chart import OVERDUE, Row, Timeline
from pmctl.charts.timeline.days import day_number
from pmctl.charts.timeline.scale import Axis, axis
from pmctl.charts.timeline.words import name_of
from pmctl.quantity import MINUTES_A_DAY, MONTHS, day_of
from pmctl.record import dataclass

_TRACK = 24.0
_BAR = 16.0
_APART = 14.0
"""Pixels between what stands in one track."""
_LEVEL = 5.0
"""Pixels of the stripe that shows the health."""
_SIGNS = (
    ("bar", "by the plan"),
    ("done", "done"),
    ("sketch", "intended, no plan yet"),
    ("green", "green"),
    ("amber", "amber"),
    ("red", "red"),
    ("due", "promised"),
    ("today", "today"),
)


@dataclass(frozen=True, slots=True)
class Bar:
    """A feature in a lane: when, and what its card says."""

    row: Row
    card: Card

    @property
    def name(self) -> str:
        """Its name, behind it how late it is; of what is overdue and has no plan since when."""
        due = self.row.promised
        late = f"({MONTHS[due.month - 1]} {due.year})" if self.row.late == OVERDUE and due else self.card.late
        return f"{name_of(self.row)} {late}".strip()


@dataclass(frozen=True, slots=True)
class Laid:
    """A bar in its track: where it stands, where its promise, and where its name (`end`: ending there)."""

    bar: Bar
    x: float
    width: float
    due: float | None
    name: Words

    @property
    def first(self) -> float:
        """Where it begins, its name counted."""
        start = min(self.x, self.x if self.due is None else self.due)
        return min(start, self.name.x - text_width(self.name.text, _LABEL.size)) if self.name.end else start

    @property
    def last(self) -> float:
        """Where it ends, its name counted."""
        end = max(self.x + self.width, self.due or 0)
        return end if self.name.end else max(end, self.name.x + text_width(self.name.text, _LABEL.size))


_LABEL = FACES["label"]
Texts = tuple[str, Sequence[str]]


def lane_sheets(
    chart: Timeline,
    lanes: Sequence[tuple[str, Sequence[Bar]]],
    below: Texts,
    heading: Heading,
    longest: float = LONGEST,
) -> tuple[Sheet, ...]:
    """The pages of lanes on the calendar of a timeline.

    What is over before the calendar begins, is overdue without a plan, or has no date stands last in its lane.

    `below` are a title and sentences that stand under all of them.
    """
    chart = _by_quarters(chart)
    ruler = _ruler(chart)
    lines = [line for title, bars in lanes for line in _lines(title, bars, ruler)]
    title, sentences = below
    lines += text_lines(title, sentences) if sentences else []
    return paged(lines, heading, partial(_frame, chart, ruler), _SIGNS, longest)


def _by_quarters(chart: Timeline) -> Timeline:
    """The calendar from the quarter in which the first bar begins (at most a year ago) to the end of one."""
    starts = [row.start for row in chart.rows if row.start is not None]
    begin = day_of(int(min(starts)) * MINUTES_A_DAY) if starts else chart.today
    start, end = max(min(begin, chart.today), chart.today - timedelta(days=366)), chart.end - timedelta(days=1)
    first = date(start.year, (start.month - 1) // 3 * 3 + 1, 1)
    after = end.year * 4 + (end.month - 1) // 3 + 1
    return replace(chart, start=first, end=date(after // 4, after % 4 * 3 + 1, 1))


def _ruler(chart: Timeline) -> Axis:
    days = max(1, (chart.end - chart.start).days)
    return axis(chart, Fraction(int(WIDTH - 2 * GAP), days), Fraction(33, 5), Fraction(22))


def _place(ruler: Axis, day: Fraction) -> float:
    return round(GAP + float(ruler.place(day)), 1)


def _frame(chart: Timeline, ruler: Axis, bottom: float) -> tuple[Piece, ...]:
    """Ticks, their names, and today."""
    rules: list[Rule] = []
    words: list[Words] = []
    for ticks, y, kind in ((ruler.major, HEAD - 24, "quarter"), (ruler.minor, HEAD - 10, "grid")):
        for tick in ticks:
            x = round(GAP + float(tick.at * ruler.unit), 1)
            rules.append(Rule(x, y - 8, x, bottom, kind))
            room = WIDTH - GAP - x
            words += [Words(x + 4, y, tick.label, "small")] if tick.label and room > 30 else []
    if chart.start <= chart.today < chart.end:
        now = _place(ruler, day_number(chart.today) + Fraction(1, 2))
        rules.append(Rule(now, HEAD - 20, now, bottom, "today"))
    return (Piece(rules=tuple(rules), words=tuple(words)),)


def _lines(title: str, bars: Sequence[Bar], ruler: Axis) -> Iterator[Line]:
    yield lane_line(f"{title} ({len(bars)})")
    begin = day_number(ruler.start)
    earlier = [bar for bar in bars if bar.row.finish is not None and bar.row.finish <= begin]
    dated = [bar for bar in bars if bar.row.start is not None and bar.row.finish is not None and bar not in earlier]
    for track in _tracks([_laid(bar, ruler) for bar in dated]):
        yield Line(_TRACK, partial(_track, track))
    empty = [bar for bar in bars if bar.row.finish is None]
    overdue = [bar for bar in empty if bar.row.late == OVERDUE]
    for word, those in (
        ("Earlier:", earlier),
        ("Overdue, no plan:", sorted(overdue, key=lambda bar: bar.row.promised or date.max)),
        ("No date:", [bar for bar in empty if bar not in overdue]),
    ):
        for line in _in_lines(word, those):
            yield Line(_TRACK - 4, partial(_names, word, line))


def _tracks(laid: Sequence[Laid]) -> list[list[Laid]]:
    """Each in the first track in which it has room, the earliest first."""
    tracks: list[list[Laid]] = []
    for one in sorted(laid, key=lambda one: (one.first, one.last)):
        free = next((track for track in tracks if track[-1].last + _APART <= one.first), None)
        if free is None:
            tracks.append([one])
        else:
            free.append(one)
    return tracks


def _laid(bar: Bar, ruler: Axis) -> Laid:
    """A bar with its name in it, else behind it, else before it, else cut short in it."""
    row, name = bar.row, bar.name
    x = _place(ruler, row.start or Fraction(0))
    width = round(max(_place(ruler, row.finish or Fraction(0)) - x, 6), 1)
    is_on = row.due is not None and 0 <= row.due - day_number(ruler.start) <= ruler.days
    due = _place(ruler, row.due) if row.due is not None and is_on else None
    needed = text_width(name, _LABEL.size) + 10
    inner = x + _LEVEL + 5
    if needed + _LEVEL <= width:
        place = Words(inner, 0, name, "label")
    elif x + width + needed <= WIDTH - GAP:
        place = Words(x + width + 5, 0, name, "label")
    elif x - needed >= GAP:
        place = Words(x - 5, 0, name, "label", end=True)
    else:
        place = Words(inner, 0, fitting(name, max(width, WIDTH - GAP - x) - 10 - _LEVEL, _LABEL.size), "label")
    return Laid(bar, x, width, due, place)


def _track(track: Sequence[Laid], y: float) -> tuple[Piece, ...]:
    return tuple(_drawn(one, y) for one in track)


def _drawn(one: Laid, y: float) -> Piece:
    """A bar, its health at its beginning, below it what is finished; a line from its end to its promise."""
    row, top, end = one.bar.row, y + 3, one.x + one.width
    kind = "sketch" if row.sketch else "done" if row.point else "bar"
    is_mark = row.sketch and row.point  # the rule of its promise is all of it
    boxes = [] if is_mark else [Box(one.x, top, one.width, _BAR, kind)]
    if one.bar.card.level in ("green", "amber", "red"):
        boxes.append(Box(one.x, top, _LEVEL, _BAR, one.bar.card.level))
    if row.progress and not row.sketch:
        boxes.append(Box(one.x, top + _BAR - 3, round(one.width * float(row.progress), 1), 3, "done"))
    rules: list[Rule] = []
    if one.due is not None:
        rules.append(Rule(one.due, top - 2, one.due, top + _BAR + 2, "due"))
        gap = "late" if end > one.due and one.bar.card.late else "spare"
        rules.append(Rule(min(end, one.due), top + _BAR - 1, max(end, one.due), top + _BAR - 1, gap))
    name = Words(one.name.x, top + 12, one.name.text, "label", one.name.end)
    return Piece(row.id, one.bar.card.tip, tuple(boxes), tuple(rules), (name,))


def _in_lines(word: str, bars: Sequence[Bar]) -> list[list[Bar]]:
    """As many names in a line as fit behind a word."""
    lines: list[list[Bar]] = []
    left = 0.0
    for bar in bars:
        needed = text_width(bar.name, _LABEL.size) + _APART + 6
        if not lines or needed > left:
            lines.append([])
            left = WIDTH - 3 * GAP - text_width(word, FACES["small"].size) - 10
        lines[-1].append(bar)
        left -= needed
    return lines


def _names(word: str, bars: Sequence[Bar], y: float) -> tuple[Piece, ...]:
    """Names beside each other behind a word that says why they have no bar."""
    x = GAP + 6
    under = Box(GAP, y, WIDTH - 2 * GAP, _TRACK - 4, "blank")  # the calendar is not for them
    pieces = [Piece(boxes=(under,), words=(Words(x, y + 13, word, "small"),))]
    x += text_width(word, FACES["small"].size) + 10
    for bar in bars:
        name = fitting(bar.name, WIDTH - GAP - x, _LABEL.size)
        words = (Words(round(x, 1), y + 13, name, "label"),)
        pieces.append(Piece(bar.row.id, bar.card.tip, words=words))
        x += text_width(name, _LABEL.size) + _APART + 6
    return tuple(pieces)
