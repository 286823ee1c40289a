"""A calendar less some stretches of its time."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from pmctl.worktime.calendar import WorkCalendar


class Absent:
    """A calendar less some stretches of its working time: time off of a person, days on which a task pauses."""

    __slots__ = ("back", "base", "gaps_end", "gaps_start", "gone", "lost", "shrunk")

    def __init__(self, base: WorkCalendar, ranges: Iterable[tuple[int, int]]) -> None:
        """`ranges` are instants, in any order; they may overlap."""
        self.base = base
        self.gaps_start: list[int] = []
        self.gaps_end: list[int] = []
        self.gone: list[int] = []
        """Where each gap begins as an instant, and (`back`) where work goes on after it."""
        self.back: list[int] = []
        self.shrunk: list[int] = []
        """Own work at each gap, and (`lost`) what the base works in all gaps before each, and in all of them."""
        self.lost = [0]
        for start, end in _merged(sorted((base.work_at(a), base.work_at(b)) for a, b in ranges)):
            self.gaps_start.append(start)
            self.gaps_end.append(end)
            self.gone.append(base.start_at(start))
            self.back.append(base.start_at(end))
            self.shrunk.append(start - self.lost[-1])
            self.lost.append(self.lost[-1] + end - start)

    def _own(self, work: int) -> int:
        """Own work of an amount of the base's work."""
        index = bisect_right(self.gaps_start, work)
        return self.shrunk[index - 1] if index and work < self.gaps_end[index - 1] else work - self.lost[index]

    def work_at(self, at: int) -> int:
        """Working minutes done at an instant; the base remembers its own, which leaves less to do than remembering."""
        return self._own(self.base.work_at(at))

    def works_at(self, instants: Iterable[int]) -> list[int]:
        """Working minutes done at each of some instants; most lie before all gaps or behind them."""
        works = self.base.works_at(instants)
        if not self.gaps_start:
            return works
        first, last, lost = self.gaps_start[0], self.gaps_end[-1], self.lost[-1]
        return [work if work <= first else work - lost if work >= last else self._own(work) for work in works]

    def finish_at(self, work: int) -> int:
        """The first instant at which so much work is done."""
        return self.base.finish_at(work + self.lost[bisect_left(self.shrunk, work)])

    def start_at(self, work: int) -> int:
        """The last instant at which no more than so much work is done."""
        return self.base.start_at(work + self.lost[bisect_right(self.shrunk, work)])

    def next_start(self, at: int) -> int:
        """The instant itself where it is worked, else the next start of work."""
        start = self.base.next_start(at)
        index = bisect_right(self.gone, start) - 1
        return self.back[index] if index >= 0 and start < self.back[index] else start

    def previous_finish(self, at: int) -> int:
        """The instant itself where work was just going on, else the last end of work before it."""
        finish = self.base.previous_finish(at)
        index = bisect_left(self.gone, finish) - 1
        return self.base.finish_at(self.gaps_start[index]) if index >= 0 and finish <= self.back[index] else finish

    def forward(self, at: int, minutes: int) -> tuple[int, int]:
        """Start and finish of so many minutes of work (at least one) that may begin at an instant."""
        base, gaps_start, gaps_end = self.base, self.gaps_start, self.gaps_end
        start, finish = base.forward(at, minutes)
        index = bisect_right(self.back, start)
        if index >= len(gaps_start) or self.gone[index] >= finish:  # nearly always there is no gap on the way
            return start, finish
        work = base.work_at(start)
        index = bisect_right(gaps_start, work)
        if index and work < gaps_end[index - 1]:
            work = gaps_end[index - 1]
            start = base.start_at(work)
        work += minutes
        while index < len(gaps_start) and gaps_start[index] < work:
            work += gaps_end[index] - gaps_start[index]
            index += 1
        return start, base.finish_at(work)

    def backward(self, at: int, minutes: int) -> tuple[int, int]:
        """Finish and start of so many minutes of work (at least one) that must be done by an instant."""
        base, gaps_start, gaps_end = self.base, self.gaps_start, self.gaps_end
        finish, start = base.backward(at, minutes)
        index = bisect_left(self.gone, finish)
        if not index or self.back[index - 1] <= start:
            return finish, start
        work = base.work_at(finish)
        index = bisect_left(gaps_start, work) - 1
        if index >= 0 and work <= gaps_end[index]:
            work = gaps_start[index]
            finish = base.finish_at(work)
            index -= 1
        work -= minutes
        while index >= 0 and gaps_end[index] > work:
            work -= gaps_end[index] - gaps_start[index]
            index -= 1
        return finish, min(base.start_at(work), finish)

    def segment(self, at: int) -> tuple[bool, int]:
        """Whether the time after an instant is worked, and until when that stays so."""
        works, until = self.base.segment(at)
        if not works:
            return False, self.next_start(until)
        index = bisect_right(self.gone, at)
        if index and at < self.back[index - 1]:
            return False, self.back[index - 1]
        if index < len(self.gone) and self.gone[index] < until:
            until = self.gone[index]
        return True, until

    def segment_before(self, at: int) -> tuple[bool, int]:
        """Whether the time before an instant is worked, and since when that is so."""
        finish = self.previous_finish(at)
        if finish < at:
            return False, finish
        start = self.base.segment_before(at)[1]
        index = bisect_left(self.back, at) - 1
        return True, max(start, self.back[index]) if index >= 0 else start


def _merged(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Sorted ranges without overlaps and without empty ones."""
    merged: list[tuple[int, int]] = []
    for start, end in ranges:
        if start >= end:
            continue
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
