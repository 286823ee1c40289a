"""A calendar of which only so much a week is worked."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from pmctl.worktime.calendar import WorkCalendar, Working
from pmctl.worktime.days import WorkingDays
from pmctl.worktime.span import DAY, EPOCH


class Limited(WorkCalendar):
    """The working time of a person who works at full rate until a week's limit is used up."""

    __slots__ = ("full", "limit")

    def __init__(self, full: Working, limit: int, year: int) -> None:
        """`limit` is minutes of the calendar a week (Monday to Sunday)."""
        self.full = full
        self.limit = limit
        always = tuple(((0, DAY),) for _ in range(7))
        super().__init__("", WorkingDays(always, (), (), (), "", ""), year)

    def _lay_out(self, from_year: int, to_year: int) -> tuple[list[int], list[int], list[int]]:
        first, last = date(from_year, 1, 1).toordinal(), date(to_year, 1, 1).toordinal()
        starts: list[int] = []
        ends: list[int] = []
        working: list[int] = []
        for monday in range(first - (first - 1) % 7, last, 7):
            for start, end in self._week((monday - EPOCH) * DAY):
                ordinal = start // DAY + EPOCH
                if first <= ordinal < last:
                    starts.append(start)
                    ends.append(end)
                    if not working or working[-1] != ordinal:
                        working.append(ordinal)
        return starts, ends, working

    def _week(self, monday: int) -> Iterable[tuple[int, int]]:
        at, left = monday, self.limit
        while left > 0 and at < monday + 7 * DAY:
            works, until = self.full.segment(at)
            until = min(until, monday + 7 * DAY)
            if works:
                end = min(until, at + left)
                yield at, end
                left -= end - at
            at = until
