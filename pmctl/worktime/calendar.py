"""The working time of one calendar: work done at instants and back, laid out as far as anybody asks."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from datetime import date
from typing import Protocol

from pmctl.quantity import FIRST_YEAR, LAST_YEAR, instant
from pmctl.worktime.days import WorkingDays, offset
from pmctl.worktime.remembered import Remembered
from pmctl.worktime.span import DAY, EPOCH, FIRST, LAST

YEARS_AT_ONCE = 3
MARGIN = 2 * DAY
"""How far a shift may reach into the year next to its own: night shifts and other time zones."""


class Working(Protocol):
    """Anything that has working time."""

    def __hash__(self) -> int:
        """Its identity: what is compiled of it can be remembered."""

    def work_at(self, at: int) -> int: ...
    def works_at(self, instants: Iterable[int]) -> list[int]: ...
    def start_at(self, work: int) -> int: ...
    def finish_at(self, work: int) -> int: ...
    def next_start(self, at: int) -> int: ...
    def previous_finish(self, at: int) -> int: ...
    def forward(self, at: int, minutes: int) -> tuple[int, int]: ...
    def backward(self, at: int, minutes: int) -> tuple[int, int]: ...
    def segment(self, at: int) -> tuple[bool, int]: ...
    def segment_before(self, at: int) -> tuple[bool, int]: ...


class WorkCalendar:
    """The working time of one calendar, laid out year by year as far as anybody asks, from 1900 to 2200."""

    __slots__ = (
        "before", "ends", "finish_at", "first_day", "from_year", "key", "next_start", "previous_finish", "rule",
        "start_at", "starts", "to_year", "until", "work_at", "working",
    )  # fmt: skip

    def __init__(self, key: str, rule: WorkingDays, year: int) -> None:
        self.key = key
        self.rule = rule
        self.work_at: Callable[[int], int] = Remembered(self._work_at).__getitem__
        """Working minutes done at an instant."""
        self.finish_at: Callable[[int], int] = Remembered(self._finish_at).__getitem__
        """The first instant at which so much work is done."""
        self.start_at: Callable[[int], int] = Remembered(self._start_at).__getitem__
        """The last instant at which no more than so much work is done: where work goes on."""
        self.next_start: Callable[[int], int] = Remembered(self._next_start).__getitem__
        """The instant itself where it is worked, else the next start of work."""
        self.previous_finish: Callable[[int], int] = Remembered(self._previous_finish).__getitem__
        """The instant itself where work was just going on, else the last end of work before it."""
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.before: list[int] = []
        """Working minutes before each shift; negative for years that were added in front."""
        self.working: list[int] = []
        """Ordinals of the days that have working time."""
        self.from_year = min(max(year, FIRST_YEAR), LAST_YEAR)
        self.to_year = self.from_year
        self.first_day = instant(date(self.from_year, 1, 1)) + MARGIN
        self.until = self.first_day
        """Between these two instants everything is known: a little less than the years that are laid out."""
        self._append()

    # --- growing -----------------------------------------------------------------------------------------------------

    def _lay_out(self, from_year: int, to_year: int) -> tuple[list[int], list[int], list[int]]:
        starts: list[int] = []
        ends: list[int] = []
        working: list[int] = []
        rule = self.rule
        moves = rule.timezone not in ("", rule.home)
        first_day, last_day = date(from_year, 1, 1).toordinal(), date(to_year, 1, 1).toordinal()
        for ordinal, shifts in enumerate(rule.shifts_of(first_day, last_day), first_day):
            if shifts:
                working.append(ordinal)
                at = (ordinal - EPOCH) * DAY
                if moves:
                    at += offset(rule.home, ordinal) - offset(rule.timezone, ordinal)
                for start, end in shifts:
                    first = max(at + start, ends[-1]) if ends else at + start
                    if first < at + end:
                        starts.append(first)
                        ends.append(at + end)
        return starts, ends, working

    def _append(self) -> None:
        to_year = min(self.to_year + YEARS_AT_ONCE, LAST_YEAR)
        starts, ends, working = self._lay_out(self.to_year, to_year)
        total = self.before[-1] + self.ends[-1] - self.starts[-1] if self.starts else 0
        for start, end in zip(starts, ends, strict=True):
            self.before.append(total)
            total += end - start
        self.starts += starts
        self.ends += ends
        self.working += working
        self.to_year = to_year
        self.until = instant(date(to_year, 1, 1)) - MARGIN

    def _prepend(self) -> None:
        from_year = max(self.from_year - YEARS_AT_ONCE, FIRST_YEAR)
        starts, ends, working = self._lay_out(from_year, self.from_year)
        total = self.before[0] if self.before else 0
        before = []
        for start, end in zip(reversed(starts), reversed(ends), strict=True):
            total -= end - start
            before.append(total)
        self.before[:0] = reversed(before)
        self.starts[:0] = starts
        self.ends[:0] = ends
        self.working[:0] = working
        self.from_year = from_year
        self.first_day = instant(date(from_year, 1, 1)) + MARGIN

    def _reach(self, at: int) -> None:
        """Lay out enough years that an instant lies inside, as far as there are years."""
        while at >= self.until and self.to_year < LAST_YEAR:
            self._append()
        while at < self.first_day and self.from_year > FIRST_YEAR:
            self._prepend()

    def _reach_work(self, work: int) -> bool:
        """Lay out enough years that an amount of work lies strictly inside; False where the years end before."""
        while not self.starts or work > self.before[-1]:
            if self.to_year >= LAST_YEAR:
                break
            self._append()
        while self.from_year > FIRST_YEAR and (not self.starts or work <= self.before[0]):
            self._prepend()
        return bool(self.starts) and self.before[0] < work <= self.before[-1] + self.ends[-1] - self.starts[-1]

    # --- instants and work -------------------------------------------------------------------------------------------

    def _work_at(self, at: int) -> int:
        if at >= self.until or at < self.first_day:
            self._reach(at)
        index = bisect_right(self.starts, at) - 1
        if index < 0:
            return self.before[0] if self.before else 0
        start, end = self.starts[index], self.ends[index]
        return self.before[index] + (at if at < end else end) - start

    def works_at(self, instants: Iterable[int]) -> list[int]:
        """Working minutes done at each of some instants."""
        return list(map(self.work_at, instants))

    def _finish_at(self, work: int) -> int:
        before = self.before
        if not before or not before[0] < work <= before[-1]:
            if not self._reach_work(work):
                return LAST if not before or work > before[0] else FIRST
            before = self.before
        index = bisect_left(before, work) - 1
        return self.starts[index] + work - before[index]

    def _start_at(self, work: int) -> int:
        before = self.before
        if not before or not before[0] <= work < before[-1]:
            if not self._reach_work(work + 1):
                return LAST if not before or work > before[0] else FIRST
            before = self.before
        index = bisect_right(before, work) - 1
        return self.starts[index] + work - before[index]

    def _next_start(self, at: int) -> int:
        if at >= self.until or at < self.first_day:
            self._reach(at)
        index = bisect_right(self.ends, at)
        if index >= len(self.starts):
            return self.start_at(self.work_at(at))
        start = self.starts[index]
        return at if at > start else start

    def _previous_finish(self, at: int) -> int:
        if at >= self.until or at <= self.first_day:
            self._reach(at)
        index = bisect_left(self.starts, at) - 1
        if index < 0:
            found = self.finish_at(self.work_at(at))
            return found if self.starts else FIRST
        end = self.ends[index]
        return at if at < end else end

    def forward(self, at: int, minutes: int) -> tuple[int, int]:
        """Start and finish of so many minutes of work (at least one) that may begin at an instant.

        As `next_start` and `finish_at`, but the shift is looked for once: a schedule asks for each of its tasks.
        """
        if at >= self.until or at < self.first_day:
            self._reach(at)
        index = bisect_right(self.ends, at)
        if index >= len(self.starts):
            start = self.next_start(at)
            return start, self.finish_at(self.work_at(start) + minutes)
        start = self.starts[index]
        before = self.before
        work = before[index] + minutes
        if at > start:
            work += at - start
            start = at
        if work > before[-1]:
            return start, self.finish_at(work)
        index = bisect_left(before, work, index) - 1
        return start, self.starts[index] + work - before[index]

    def backward(self, at: int, minutes: int) -> tuple[int, int]:
        """Finish and start of so many minutes of work (at least one) that must be done by an instant."""
        if at >= self.until or at <= self.first_day:
            self._reach(at)
        index = bisect_left(self.starts, at) - 1
        if index < 0:
            finish = self.previous_finish(at)
            return finish, min(self.start_at(self.work_at(finish) - minutes), finish)
        finish = self.ends[index]
        if at < finish:
            finish = at
        before = self.before
        work = before[index] + finish - self.starts[index] - minutes
        if work < before[0]:
            return finish, self.start_at(work)
        index = bisect_right(before, work, 0, index + 1) - 1
        return finish, self.starts[index] + work - before[index]

    def segment(self, at: int) -> tuple[bool, int]:
        """Whether the time after an instant is worked, and until when that stays so."""
        if at >= self.until or at < self.first_day:
            self._reach(at)
        index = bisect_right(self.ends, at)
        if index >= len(self.starts):  # rare work may begin again in years that are not laid out yet
            return at >= LAST, self.next_start(at)
        start = self.starts[index]
        return (False, start) if start > at else (True, self.ends[index])

    def segment_before(self, at: int) -> tuple[bool, int]:
        """Whether the time before an instant is worked, and since when that is so."""
        finish = self.previous_finish(at)
        if finish < at:
            return False, finish
        return True, self.starts[bisect_left(self.starts, at) - 1] if at > FIRST else FIRST

    # --- days --------------------------------------------------------------------------------------------------------

    def is_working_day(self, day: date) -> bool:
        """Whether any time of a day is worked."""
        return bool(self.rule.shifts(day.toordinal()))

    def working_days(self, after: date, until: date) -> int:
        """Working days after one day up to and including another; negative when the other is earlier."""
        if until < after:
            return -self.working_days(until, after)
        for day in (after, until):
            self._reach((day.toordinal() - EPOCH) * DAY)
        return bisect_right(self.working, until.toordinal()) - bisect_right(self.working, after.toordinal())

    def work_between(self, first: int, last: int) -> int:
        """Working minutes from one instant to another, negative when the other is earlier."""
        return self.work_at(last) - self.work_at(first)

    def has_work(self) -> bool:
        """Whether there is any working time in the years around."""
        return bool(self.starts)
