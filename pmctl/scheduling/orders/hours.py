"""A calendar laid out year by year from today on: what passes that are made by the thousand ask of it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from pmctl.scheduling.orders.axis import stretches
from pmctl.worktime import DAY, Working

YEAR = 366 * DAY
MOST_YEARS = 20
"""Whoever asks for more asks the calendar itself."""


class Hours:
    """The answers of a calendar, found in three lists side by side: what it works, and how much was worked before."""

    __slots__ = ("before", "bound", "calendar", "ends", "known", "starts", "total")

    def __init__(self, calendar: Working, first: int) -> None:
        """From an instant on; what is before that the calendar is asked for."""
        self.calendar = calendar
        self.known = first
        """The instant up to which all is laid out."""
        self.bound = first + MOST_YEARS * YEAR
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.before: list[int] = []
        self.total = calendar.work_at(first)

    def _lay_out(self) -> None:
        for start, end in stretches(self.calendar, self.known, self.known + YEAR):
            self.starts.append(start)
            self.ends.append(end)
            self.before.append(self.total)
            self.total += end - start
        self.known += YEAR

    def work_at(self, at: int) -> int:
        """Working minutes done at an instant."""
        while at >= self.known and self.known < self.bound:
            self._lay_out()
        index = bisect_right(self.starts, at) - 1
        if index < 0 or at >= self.known:
            return self.calendar.work_at(at)
        end = self.ends[index]
        return self.before[index] + (at if at < end else end) - self.starts[index]

    def start_at(self, work: int) -> int:
        """The last instant at which no more than so much work is done: where work goes on."""
        while work >= self.total and self.known < self.bound:
            self._lay_out()
        index = bisect_right(self.before, work) - 1
        if index < 0 or work >= self.total:
            return self.calendar.start_at(work)
        return self.starts[index] + work - self.before[index]

    def finish_at(self, work: int) -> int:
        """The first instant at which so much work is done."""
        while work > self.total and self.known < self.bound:
            self._lay_out()
        index = bisect_left(self.before, work) - 1
        if index < 0 or work > self.total:
            return self.calendar.finish_at(work)
        return self.starts[index] + work - self.before[index]
