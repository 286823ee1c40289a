"""Time without the stretches in which nobody involved works: several calendars laid on one axis."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from pmctl.worktime import Working

MOST_STRETCHES = 100_000
"""A bound, not an opinion."""


class Axis:
    """Every minute from `first` to `last` (instants) in which at least one of some calendars works, counted from 0."""

    __slots__ = ("before", "ends", "first", "last", "starts", "whole")

    def __init__(self, calendars: Iterable[Working], first: int, last: int) -> None:
        self.first, self.last = first, last
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.before: list[int] = []
        self.whole: dict[Working, bool] = {}
        total = 0
        for start, end in _merged(sorted(part for one in calendars for part in stretches(one, first, last))):
            self.starts.append(start)
            self.ends.append(end)
            self.before.append(total)
            total += end - start

    @property
    def length(self) -> int:
        """All of it, in minutes."""
        return self.at(self.last)

    def at(self, instant: int) -> int:
        """Where an instant lies; what is before the first is 0."""
        index = bisect_right(self.starts, instant) - 1
        if index < 0:
            return 0
        return self.before[index] + min(instant, self.ends[index]) - self.starts[index]

    def pauses(self) -> list[tuple[int, int]]:
        """Where the axis leaves something out, and how many minutes."""
        gaps = zip(self.before[1:], self.starts[1:], self.ends, strict=False)
        return [(at, start - end) for at, start, end in gaps]

    def is_all_of(self, calendar: Working) -> bool:
        """Whether a calendar works all of the axis, and at no other time."""
        found = self.whole.get(calendar)
        if found is None:
            parts = list(_merged(stretches(calendar, self.first, self.last)))
            found = self.whole[calendar] = parts == list(zip(self.starts, self.ends, strict=True))
        return found

    def least(self, minutes: int) -> int:
        """The shortest that so many minutes of the clock can be on the axis."""
        if minutes <= 0 or not self.starts:
            return 0
        moments = [*self.ends, *(start - minutes for start in self.starts)]
        inside = [at for at in moments if self.first <= at and at + minutes <= self.last]
        return min([self.at(at + minutes) - self.at(at) for at in inside], default=0)


def stretches(calendar: Working, first: int, last: int) -> list[tuple[int, int]]:
    """The stretches from one instant to another that a calendar works."""
    found: list[tuple[int, int]] = []
    at = first
    while at < last and len(found) < MOST_STRETCHES:
        works, until = calendar.segment(at)
        until = min(until, last)
        if works:
            found.append((at, until))
        at = until
    return found


def _merged(parts: Iterable[tuple[int, int]]) -> Iterable[tuple[int, int]]:
    """Sorted stretches, those that touch or overlap as one."""
    found: list[tuple[int, int]] = []
    for start, end in parts:
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found
