"""The effort of a crew, each member with their own working time and rate."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import accumulate
from math import lcm

from pmctl.scheduling.work.forms import Steady, Work
from pmctl.worktime import FIRST, LAST, Absent, WorkCalendar, Working

Members = Sequence[tuple[Working, Fraction]]
"""The working time of each who gives effort, and how much effort a minute of it is."""


class Crew(Work):
    """An effort of people whose calendars differ: each gives their rate while there, all finish together.

    Rates are whole numbers of `scale`-ths of a minute a minute; `effort` is in `scale`-ths of a minute. With a `gate`
    (the calendar of the task) nobody works while it is closed.
    """

    __slots__ = ("effort", "gate", "members")

    def __init__(self, members: Members, minutes: int, gate: Working | None = None) -> None:
        scale, rates = _whole(members)
        self.members = tuple((calendar, rate) for (calendar, _), rate in zip(members, rates, strict=True))
        self.effort = minutes * scale
        self.gate = gate

    def _rate(self, at: int) -> tuple[int, int]:
        """The rate just after an instant, and until when it stays so."""
        rate, until = 0, LAST
        for calendar, share in self.members:
            works, change = calendar.segment(at)
            if works:
                rate += share
            if change < until:
                until = change
        if self.gate is not None:
            works, change = self.gate.segment(at)
            rate = rate if works else 0
            until = min(until, change)
        return rate, until

    def _rate_before(self, at: int) -> tuple[int, int]:
        rate, since = 0, FIRST
        for calendar, share in self.members:
            works, change = calendar.segment_before(at)
            if works:
                rate += share
            if change > since:
                since = change
        if self.gate is not None:
            works, change = self.gate.segment_before(at)
            rate = rate if works else 0
            since = max(since, change)
        return rate, since

    def snap(self, at: int) -> int:
        """The first instant from `at` on at which somebody works."""
        rate, until = self._rate(at)
        while not rate and at < LAST:
            at = until
            rate, until = self._rate(at)
        return at

    def snap_back(self, at: int) -> int:
        """The last instant up to `at` before which somebody works."""
        rate, since = self._rate_before(at)
        while not rate and at > FIRST:
            at = since
            rate, since = self._rate_before(at)
        return at

    def finish(self, start: int) -> int:
        """When the effort is used up."""
        at, left = start, self.effort
        while left > 0 and at < LAST:
            rate, until = self._rate(at)
            if rate * (until - at) >= left:
                return at - -left // rate
            left -= rate * (until - at)
            at = until
        return at

    def start(self, finish: int) -> int:
        """When the effort must begin to be used up at `finish`."""
        at, left = finish, self.effort
        while left > 0 and at > FIRST:
            rate, since = self._rate_before(at)
            if rate * (at - since) >= left:
                return at + -left // rate
            left -= rate * (at - since)
            at = since
        return at


class Attendance:
    """How much effort a minute of one calendar brings, as members of a crew come and go: a step at each edge."""

    __slots__ = ("base", "edges", "rates", "scale", "total")

    def __init__(self, base: WorkCalendar, members: Members) -> None:
        self.base = base
        self.scale, rates = _whole(members)
        self.total = sum(rates)
        steps: dict[int, int] = {}
        for (calendar, _), rate in zip(members, rates, strict=True):
            if isinstance(calendar, Absent):
                for start, end in zip(calendar.gaps_start, calendar.gaps_end, strict=True):
                    steps[start] = steps.get(start, 0) - rate
                    steps[end] = steps.get(end, 0) + rate
        self.edges = sorted(steps)
        self.rates = [self.total + there for there in accumulate(steps[edge] for edge in self.edges)]


class EvenCrew(Work):
    """A crew on one calendar whose members are away at different times: `Crew`, worked out on that calendar's time."""

    __slots__ = ("base", "edges", "effort", "rates", "total")

    def __init__(self, attendance: Attendance, minutes: int) -> None:
        self.base = attendance.base
        self.edges = attendance.edges
        self.rates = attendance.rates
        self.total = attendance.total
        self.effort = minutes * attendance.scale

    def _from(self, work: int) -> int:
        """The index of the first edge behind an amount of work."""
        return bisect_right(self.edges, work)

    def snap(self, at: int) -> int:
        """The first instant from `at` on at which somebody works."""
        start = self.base.next_start(at)
        index = self._from(self.base.work_at(start))
        if index and not self.rates[index - 1]:
            while index < len(self.edges) and not self.rates[index]:
                index += 1
            return self.base.start_at(self.edges[index]) if index < len(self.edges) else start
        return start

    def snap_back(self, at: int) -> int:
        """The last instant up to `at` before which somebody works."""
        finish = self.base.previous_finish(at)
        index = self._from(self.base.work_at(finish) - 1)
        if index and not self.rates[index - 1]:
            while index and not self.rates[index - 1]:
                index -= 1
            return self.base.finish_at(self.edges[index])
        return finish

    def finish(self, start: int) -> int:
        """When the effort is used up."""
        edges, rates = self.edges, self.rates
        work, left = self.base.work_at(start), self.effort
        index = self._from(work)
        rate = rates[index - 1] if index else self.total
        while index < len(edges):
            done = rate * (edges[index] - work)
            if done >= left:
                break
            left -= done
            work, rate = edges[index], rates[index]
            index += 1
        return self.base.finish_at(work - -left // rate)

    def start(self, finish: int) -> int:
        """When the effort must begin to be used up at `finish`."""
        edges, rates = self.edges, self.rates
        work, left = self.base.work_at(finish), self.effort
        index = self._from(work - 1)
        while index:
            rate = rates[index - 1]
            done = rate * (work - edges[index - 1])
            if done >= left:
                return self.base.start_at(work + -left // rate)
            left -= done
            work = edges[index - 1]
            index -= 1
        return min(self.base.start_at(work + -left // self.total), finish)


def _whole(members: Members) -> tuple[int, list[int]]:
    """The smallest scale by which all rates are whole numbers, and these."""
    scale = lcm(*[rate.denominator for _, rate in members])
    return scale, [rate.numerator * (scale // rate.denominator) for _, rate in members]


def rate_of(members: Members) -> Fraction:
    """Effort a minute of all members together, none for nobody."""
    if len(members) == 1:
        return members[0][1]
    scale, rates = _whole(members)
    return Fraction(sum(rates), scale)


def crew_work(members: Members, gate: Working | None = None) -> Callable[[int], Work]:
    """What makes work of so many minutes of effort for at least one member; nobody works while the `gate` is closed."""
    first = members[0][0]
    if gate is None and all(calendar is first for calendar, _ in members):
        given, taken = rate_of(members).as_integer_ratio()
        return lambda minutes: Steady(first, -(-minutes * taken // given))
    bases = [member.base if isinstance(member, Absent) else member for member, _ in members]
    base = bases[0]
    if gate is None and isinstance(base, WorkCalendar) and all(other is base for other in bases):
        attendance = Attendance(base, members)
        return lambda minutes: EvenCrew(attendance, minutes)
    return lambda minutes: Crew(members, minutes, gate)
