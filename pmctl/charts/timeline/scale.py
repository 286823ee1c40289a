"""From days to places on the paper: how wide a day is, which ticks there are and what they say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from pmctl.charts.timeline.chart import Timeline, Zoom
from pmctl.charts.timeline.days import day_number
from pmctl.quantity import MONTHS

Step = tuple[str, int]
"""A unit of the calendar (`day`, `week`, `month`, `year`) and how many of it."""

STEPS: tuple[Step, ...] = (
    ("day", 1),
    ("week", 1),
    ("week", 2),
    ("month", 1),
    ("month", 3),
    *(("year", years) for years in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)),
)
_DAYS: Mapping[str, int] = {"day": 1, "week": 7, "month": 30, "year": 365}
FIRST_STEP: Mapping[Zoom, Step] = {
    "day": ("day", 1),
    "week": ("week", 1),
    "month": ("month", 1),
    "quarter": ("month", 3),
}


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on the time axis: how far from the first day, in days, and its label ("" where there is no room)."""

    at: int
    label: str


@dataclass(frozen=True, slots=True)
class Axis:
    """`unit` is the width of a day; `minor` ticks carry days, weeks, months, `major` ones what is above them."""

    start: date
    days: int
    unit: Fraction
    minor: tuple[Tick, ...]
    major: tuple[Tick, ...]

    def place(self, day: Fraction) -> Fraction:
        """The distance of a day (counted from 1970-01-01) from the left edge, kept within the axis."""
        offset = min(max(day - day_number(self.start), Fraction(0)), Fraction(self.days))
        return offset * self.unit


def axis(timeline: Timeline, unit: Fraction, letter: Fraction, room: Fraction) -> Axis:
    """Ticks for a day of `unit` width: the zoom's own step, or a coarser one that leaves `room` for a label.

    `letter` is the width of a character, for labels of months and years.
    """
    days = max(1, (timeline.end - timeline.start).days)
    step = next(
        (step for step in STEPS[STEPS.index(FIRST_STEP[timeline.zoom]) :] if _DAYS[step[0]] * step[1] * unit >= room),
        STEPS[-1],
    )
    minor = tuple(Tick(at, _label(day, step)) for at, day in _marks(timeline.start, days, step))
    above: Step | None = None
    if step[0] in ("day", "week"):
        above = ("month", 1)
    elif step[0] == "month":
        above = ("year", 1)
    return Axis(timeline.start, days, unit, minor, _major(timeline.start, days, above, unit, letter))


def _marks(start: date, days: int, step: Step) -> Iterator[tuple[int, date]]:
    """The days on which a step begins, with their distance from the start."""
    unit, count = step
    first = start.toordinal()
    if unit in ("day", "week"):
        length = _DAYS[unit] * count
        # ordinal 1 was a Monday
        for ordinal in range(first + (1 - first) % length, first + days, length):
            yield ordinal - first, date.fromordinal(ordinal)
        return
    months = count * (12 if unit == "year" else 1)
    index = start.year * 12 + start.month - 1
    if start.day > 1:
        index += 1
    index += -index % months
    while index < 12 * 10_000:
        day = date(index // 12, index % 12 + 1, 1)
        if (day - start).days >= days:
            return
        yield (day - start).days, day
        index += months


def _label(day: date, step: Step) -> str:
    unit, count = step
    if unit in ("day", "week"):
        return str(day.day)
    if unit == "year":
        return str(day.year)
    return MONTHS[day.month - 1] if count == 1 else f"Q{(day.month + 2) // 3}"


def _major(start: date, days: int, step: Step | None, unit: Fraction, letter: Fraction) -> tuple[Tick, ...]:
    """The line above: what the left edge cuts has its label there; one that does not fit is shorter or left out."""
    if step is None:
        return ()
    marks = list(_marks(start, days, step))
    if not marks or marks[0][0] > 0:
        marks.insert(0, (0, start))
    ticks: list[Tick] = []
    for (at, day), following in zip(marks, [*(at for at, _ in marks[1:]), days], strict=True):
        texts = (
            (f"{MONTHS[day.month - 1]} {day.year}", MONTHS[day.month - 1]) if step[0] == "month" else (str(day.year),)
        )
        room = (following - at) * unit - (letter if following < days else 0)  # a blank parts it from the next one
        ticks.append(Tick(at, next((text for text in texts if len(text) * letter <= room), "")))
    return tuple(ticks)
