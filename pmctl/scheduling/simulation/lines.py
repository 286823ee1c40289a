"""The working time of a calendar as tables: instants to work and back for all runs at once."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from pmctl.scheduling.node import FAR
from pmctl.worktime import DAY, FIRST, LAST, Absent, Clock, WorkCalendar, Working

Array: TypeAlias = NDArray[np.int64]
"""Whole numbers, one a run; or a single one where all runs have the same."""
FINEST = 5
"""Minutes: tables with finer steps than this are searched instead of laid out."""
EXACT = 1 << 30
"""Fractions of larger numbers are multiplied one by one."""
MOST_SLOTS = 400_000
"""Tables with more steps than this are searched too: a minute's table of a year, an hour's of a life."""
FEW = 2
"""So few values are computed one by one."""


def one_by_one(function: Callable[[int], int], values: Array) -> Array:
    """The same as a table would say, of the calendar itself."""
    return np.array([function(value) for value in values.tolist()], dtype=np.int64)


def each(function: Callable[[int], int], values: Array) -> Array:
    """Ask a function once for each different value."""
    different, where = np.unique(values, return_inverse=True)
    return one_by_one(function, different)[where]


def shifts(calendar: Working, first: int, last: int) -> tuple[Array, Array]:
    """Start and end of all working time between two instants."""
    if isinstance(calendar, WorkCalendar):
        return _shifts_of_calendar(calendar, first, last)
    if isinstance(calendar, Absent):
        return _shifts_between_gaps(calendar, first, last)
    found: list[tuple[int, int]] = []
    at = first
    while at < last:
        works, until = calendar.segment(at)
        if works:
            found.append((at, until))
        at = until
    pairs = np.array(found, dtype=np.int64).reshape(-1, 2)
    return pairs[:, 0], np.minimum(pairs[:, 1], last)


def _shifts_of_calendar(calendar: WorkCalendar, first: int, last: int) -> tuple[Array, Array]:
    calendar.work_at(first)
    calendar.work_at(last)  # lays out the years
    starts, ends = np.array(calendar.starts, dtype=np.int64), np.array(calendar.ends, dtype=np.int64)
    kept = (starts < last) & (ends > first)
    return np.maximum(starts[kept], first), np.minimum(ends[kept], last)


def _shifts_between_gaps(calendar: Absent, first: int, last: int) -> tuple[Array, Array]:
    """Shifts of the base, cut where gaps begin and end."""
    starts, ends = _shifts_of_calendar(calendar.base, first, last)
    if not len(starts) or not calendar.gaps_start:
        return starts, ends
    lengths = ends - starts
    before = calendar.base.work_at(int(starts[0])) + np.cumsum(lengths) - lengths
    until = before[-1] + lengths[-1]
    gap_starts, gap_ends = np.array(calendar.gaps_start), np.array(calendar.gaps_end)
    edges = np.concatenate([gap_starts, gap_ends])
    cuts = np.unique(np.concatenate([before, edges[(edges > before[0]) & (edges < until)]]))
    shift = np.searchsorted(before, cuts, "right") - 1
    instants = starts[shift] + cuts - before[shift]
    length = np.diff(cuts, append=until)
    gap = np.searchsorted(gap_starts, cuts, "right") - 1
    kept = (gap < 0) | (cuts >= gap_ends[gap])
    return instants[kept], (instants + length)[kept]


def rounded_up(minutes: Array, rate: Fraction) -> Array:
    """How many minutes it takes at a rate, rounded up; `FAR` at the most."""
    if max(rate.numerator, rate.denominator) > EXACT:
        return each(lambda one: min(-(-one * rate.denominator // rate.numerator), FAR), minutes)
    found: Array = -(-minutes * rate.denominator // rate.numerator)
    return found


def rounded(minutes: Array, share: Fraction) -> Array:
    """A share of minutes, halves to even."""
    if max(abs(share.numerator), share.denominator) > EXACT:
        return each(lambda one: round(one * share), minutes)
    whole, rest = np.divmod(2 * share.numerator * minutes + share.denominator, 2 * share.denominator)
    found: Array = whole - ((rest == 0) & (whole % 2 == 1))
    return found


class Line:
    """A calendar between two instants as tables; what lies outside is asked of the calendar, value by value.

    Work is counted as the calendar counts it.
    """

    __slots__ = ("before", "calendar", "ends", "first", "grain", "last", "open", "places", "starts", "step", "work")

    def __init__(self, calendar: Working, first: int, last: int) -> None:
        self.calendar = calendar
        first -= first % DAY
        starts, ends = shifts(calendar, first, last)
        if len(starts) > 1:  # the first and the last may be cut
            starts, ends = starts[1:-1], ends[1:-1]
        self.starts, self.ends = starts, ends
        self.first, self.last = (int(starts[0]), int(ends[-1])) if len(starts) else (0, 0)
        lengths = ends - starts
        begun = calendar.work_at(self.first) if len(starts) else 0
        self.before = begun + np.cumsum(lengths) - lengths
        """Work before each shift."""
        self.grain = self.step = 0
        if len(starts):
            self._lay_out(begun, lengths)

    def _lay_out(self, begun: int, lengths: Array) -> None:
        """Tables with a step for each stretch of clock time, or of work, in which nothing changes."""
        grain = int(np.gcd.reduce(np.concatenate([self.starts, self.ends]) - self.first))
        if grain >= FINEST and (self.last - self.first) // grain <= MOST_SLOTS:
            self.grain = grain
            slots = self.first + grain * np.arange((self.last - self.first) // grain)
            shift = np.searchsorted(self.starts, slots, "right") - 1
            done = np.minimum(slots, self.ends[shift]) - self.starts[shift]
            self.work = self.before[shift] + done
            """Work done at the beginning of each slot."""
            self.open = (slots < self.ends[shift]).astype(np.int8)
        step = int(np.gcd.reduce(lengths))
        total = int(lengths.sum())
        if step >= FINEST and total // step <= MOST_SLOTS:
            self.step = step
            parts = begun + step * np.arange(total // step)
            shift = np.searchsorted(self.before, parts, "right") - 1
            self.places = self.starts[shift] + parts - self.before[shift]
            """Where each step of work begins."""

    def _slowly(self, function: Callable[[int], int], values: Array) -> Array:
        return one_by_one(function, values) if len(values) <= FEW else each(function, values)

    def _known_work(self, at: Array) -> Array | None:
        """Working minutes done at an instant; None where any is outside the table, or there are too few."""
        if len(at) <= FEW:
            return None
        if not self.grain:
            if not len(self.starts) or at.min() < self.first or at.max() >= self.last:
                return None
            shift = np.searchsorted(self.starts, at, "right") - 1
            passed: Array = self.before[shift] + np.minimum(at, self.ends[shift]) - self.starts[shift]
            return passed
        since: Array = at - self.first
        slot = since // self.grain
        if not _inside(slot, self.work):
            return None
        since -= slot * self.grain
        since *= self.open.take(slot)
        since += self.work.take(slot)
        return since

    def _known_end(self, work: Array) -> Array | None:
        """Where so much work is done; None where any is outside the table, or there are too few."""
        if len(work) <= FEW:
            return None
        if not self.step:
            if not len(self.starts) or work.min() <= self.before[0] or work.max() > self.before[-1]:
                return None
            shift = np.searchsorted(self.before, work, "left") - 1
            at: Array = self.starts[shift] + work - self.before[shift]
            return at
        done: Array = work - (self.before[0] + 1)
        part = done // self.step
        if not _inside(part, self.places):
            return None
        done -= part * self.step
        done += self.places.take(part)
        done += 1
        return done

    def _known_start(self, work: Array) -> Array | None:
        """Where work goes on; None where any is outside the table, or there are too few."""
        if len(work) <= FEW:
            return None
        if not self.step:
            if not len(self.starts) or work.min() < self.before[0] or work.max() > self.before[-1]:
                return None
            shift = np.searchsorted(self.before, work, "right") - 1
            at: Array = self.starts[shift] + work - self.before[shift]
            return at
        done: Array = work - self.before[0]
        part = done // self.step
        if not _inside(part, self.places):
            return None
        done -= part * self.step
        done += self.places.take(part)
        return done

    def work_at(self, at: Array) -> Array:
        """Working minutes done at an instant."""
        work = self._known_work(at)
        return self._slowly(self.calendar.work_at, at) if work is None else work

    def finish_at(self, work: Array) -> Array:
        """The first instant at which so much work is done."""
        at = self._known_end(work)
        return self._slowly(self.calendar.finish_at, work) if at is None else at

    def start_at(self, work: Array) -> Array:
        """The last instant at which no more than so much work is done: where work goes on."""
        at = self._known_start(work)
        return self._slowly(self.calendar.start_at, work) if at is None else at

    def next_start(self, at: Array) -> Array:
        """The instant itself where it is worked, else the next start of work."""
        work = self._known_work(at)
        found = None if work is None else self._known_start(work)
        return self._slowly(self.calendar.next_start, at) if found is None else found

    def previous_finish(self, at: Array) -> Array:
        """The instant itself where work was just going on, else the last end of work before it."""
        work = self._known_work(at)
        found = None if work is None else self._known_end(work)
        return self._slowly(self.calendar.previous_finish, at) if found is None else found

    def forward(self, at: Array, minutes: Array) -> tuple[Array, Array]:
        """Start and finish of so much work that may begin at an instant."""
        work = self._known_work(at)
        start = None if work is None else self._known_start(work)
        if work is None or start is None:
            start = self.next_start(at)
            work = self.work_at(start)
        return start, self.finish_at(work + minutes)

    def backward(self, at: Array, minutes: Array) -> tuple[Array, Array]:
        """Finish and start of so much work that must be done by an instant."""
        work = self._known_work(at)
        finish = None if work is None else self._known_end(work)
        if work is None or finish is None:
            finish = self.previous_finish(at)
            work = self.work_at(finish)
        return finish, np.minimum(self.start_at(work - minutes), finish)


def _inside(index: Array, table: NDArray[np.generic]) -> bool:
    """Whether all places are in a table; seen without signs, those before its beginning are large."""
    return bool(index.view(np.uint64).max() < len(table))


class ClockLine(Line):
    """All time is working time."""

    __slots__ = ()

    def __init__(self, first: int, last: int) -> None:
        self.calendar = Clock()
        self.first, self.last = first, last
        self.starts, self.ends = np.array([first]), np.array([last])

    def work_at(self, at: Array) -> Array:
        """The instant itself."""
        return at

    next_start = previous_finish = work_at

    def forward(self, at: Array, minutes: Array) -> tuple[Array, Array]:
        """Start and finish of so much work that may begin at an instant."""
        return at, self.start_at(at + minutes)

    def backward(self, at: Array, minutes: Array) -> tuple[Array, Array]:
        """Finish and start of so much work that must be done by an instant."""
        return at, np.minimum(self.start_at(at - minutes), at)

    def start_at(self, work: Array) -> Array:
        """The instant itself, within the years that there are."""
        return np.clip(work, FIRST, LAST)

    finish_at = start_at


class Lines:
    """The lines of calendars between two instants, each made when first asked for."""

    def __init__(self, first: int, last: int) -> None:
        self.first, self.last = first, last
        self.known: dict[Working, Line] = {}

    def __getitem__(self, calendar: Working) -> Line:
        found = self.known.get(calendar)
        if found is None:
            clock = isinstance(calendar, Clock)
            found = ClockLine(self.first, self.last) if clock else Line(calendar, self.first, self.last)
            self.known[calendar] = found
        return found
