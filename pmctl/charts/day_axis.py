"""A line of days under a picture: which ticks it has and what they say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from pmctl.charts.measure import text_width
from pmctl.quantity import MONTHS

_ROOM = 46.0
"""Pixels that a tick with its label wants."""


@dataclass(frozen=True, slots=True)
class DayAxis:
    """Days from `first` to `last` (both included) between two places on the paper."""

    first: date
    last: date
    left: float
    right: float

    def start(self, day: date) -> float:
        """Where a day begins."""
        return self.left + (day - self.first).days * self.day_width

    def end(self, day: date) -> float:
        """Where a day ends."""
        return self.start(day) + self.day_width

    @property
    def days(self) -> int:
        """How many days the picture has."""
        return (self.last - self.first).days + 1

    @property
    def day_width(self) -> float:
        """How wide a day is."""
        return (self.right - self.left) / self.days

    def holds(self, day: date) -> bool:
        """Is a day on the picture?"""
        return self.first <= day <= self.last


def ticks(axis: DayAxis, size: float) -> Iterator[tuple[date, str]]:
    """Days with their labels: days, weeks (Mondays), months, quarters or years, as many as have room."""
    for length, step in ((1, "day"), (7, "week"), (14, "weeks"), (30, "month"), (91, "quarter"), (365, "year")):
        if length * axis.day_width >= _ROOM or step == "year":
            yield from _labelled(axis, step, size)
            return


def _labelled(axis: DayAxis, step: str, size: float) -> Iterator[tuple[date, str]]:
    """The days of a step; a label that has no room beside the one before it is left out."""
    free = axis.left - _ROOM
    for offset in range(axis.days):
        day = axis.first + timedelta(days=offset)
        if not _begins(day, step):
            continue
        label = _label(day, step)
        fits = axis.start(day) - free >= text_width(label, size) / 2 + 4
        if fits:
            free = axis.start(day) + text_width(label, size) / 2
        yield day, label if fits else ""


def _begins(day: date, step: str) -> bool:
    if step == "day":
        return True
    if step in ("week", "weeks"):
        return day.weekday() == 0 and (step == "week" or day.toordinal() // 7 % 2 == 0)
    months = {"month": 1, "quarter": 3, "year": 12}[step]
    return day.day == 1 and (day.month - 1) % months == 0


def _label(day: date, step: str) -> str:
    month = MONTHS[day.month - 1]
    if step in ("day", "week", "weeks"):
        return f"{day.day} {month}"
    return str(day.year) if day.month == 1 else month
