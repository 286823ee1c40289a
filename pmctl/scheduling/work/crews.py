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


class Presence:
    """How much effort a minute of people brings whose calendars differ: each their rate while there, and nobody
    anything while the `gate` (the calendar of a task) is closed.

    Rates are whole numbers of `scale`-ths of a minute a minute. From `over` on nobody works again, up to `unbegun`
    nobody has worked, as far as anybody has looked: people who never meet are looked for to the end of time once.
    """

    __slots__ = ("gate", "members", "over", "scale", "total", "unbegun")

    def __init__(self, members: Members, gate: Working | None = None) -> None:
        self.scale, rates = _whole(members)
        self.members = tuple((calendar, rate) for (calendar, _), rate in zip(members, rates, strict=True))
        self.total = sum(rates)
        self.gate = gate
        self.over, self.unbegun = LAST, FIRST

    def after(self, at: int) -> tuple[int, int]:
        """The rate just after an instant, and until when it stays so."""
        rate, until = 0, LAST
        for calendar, share in self.members:
            works, change = calendar.segment(at)
            if works:
                rate += share
            if change < until:
                until = change
        if self.gate is None:
            return rate, until
        is_open, change = self.gate.segment(at)
        if not is_open:
            return 0, change if rate else max(until, change)
        return rate, min(until, change) if rate else until

    def before(self, at: int) -> tuple[int, int]:
        """The rate just before an instant, and since when it is so."""
        rate, since = 0, FIRST
        for calendar, share in self.members:
            works, change = calendar.segment_before(at)
            if works:
                rate += share
            if change > since:
                since = change
        if self.gate is None:
            return rate, since
        is_open, change = self.gate.segment_before(at)
        if not is_open:
            return 0, change if rate else min(since, change)
        return rate, max(since, change) if rate else since

    def next(self, at: int) -> int:
        """The first instant from `at` on at which somebody works."""
        found = at
        while found < self.over:
            rate, until = self.after(found)
            if rate:
                return found
            found = until
        self.over = min(self.over, at)
        return max(at, LAST)

    def previous(self, at: int) -> int:
        """The last instant up to `at` before which somebody works."""
        found = at
        while found > self.unbegun:
            rate, since = self.before(found)
            if rate:
                return found
            found = since
        self.unbegun = max(self.unbegun, at)
        return min(at, FIRST)

    def leap(self, at: int, effort: int) -> tuple[int, int]:
        """An instant before which an effort that begins at `at` is surely not done, and what is left of it there.

        Would all be there all the time, it took so many minutes; somebody must work as many, or it is not done.
        """
        if self.gate is not None or at >= LAST:
            return at, effort
        minutes = -(-effort // self.total)
        then = max(at, min([calendar.finish_at(calendar.work_at(at) + minutes) for calendar, _ in self.members]))
        return then, effort - self._done(at, then)

    def leap_back(self, at: int, effort: int) -> tuple[int, int]:
        """An instant after which an effort that is done at `at` surely does not begin, and what is left of it there."""
        if self.gate is not None or at <= FIRST:
            return at, effort
        minutes = -(-effort // self.total)
        then = min(at, max([calendar.start_at(calendar.work_at(at) - minutes) for calendar, _ in self.members]))
        return then, effort - self._done(then, at)

    def _done(self, start: int, finish: int) -> int:
        """What is done from one instant to another, without a gate."""
        return sum([rate * (calendar.work_at(finish) - calendar.work_at(start)) for calendar, rate in self.members])


class Crew(Work):
    """An effort of people whose calendars differ, all finishing together: `effort` is in parts of the presence."""

    __slots__ = ("effort", "presence")

    def __init__(self, presence: Presence, minutes: int) -> None:
        self.presence = presence
        self.effort = minutes * presence.scale

    def snap(self, at: int) -> int:
        """The first instant from `at` on at which somebody works."""
        return self.presence.next(at)

    def snap_back(self, at: int) -> int:
        """The last instant up to `at` before which somebody works."""
        return self.presence.previous(at)

    def finish(self, start: int) -> int:
        """When the effort is used up."""
        presence = self.presence
        at, left = presence.leap(start, self.effort)
        while left > 0 and at < LAST:
            rate, until = presence.after(at)
            if rate * (until - at) >= left:
                return at - -left // rate
            left -= rate * (until - at)
            at = until if rate else presence.next(until)
        return at

    def start(self, finish: int) -> int:
        """When the effort must begin to be used up at `finish`."""
        presence = self.presence
        at, left = presence.leap_back(finish, self.effort)
        while left > 0 and at > FIRST:
            rate, since = presence.before(at)
            if rate * (at - since) >= left:
                return at + -left // rate
            left -= rate * (at - since)
            at = since if rate else presence.previous(since)
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
    ratios = [rate.as_integer_ratio() for _, rate in members]
    scale = lcm(*[parts for _, parts in ratios])
    return scale, [given * (scale // parts) for given, parts in ratios]


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
    presence = Presence(members, gate)
    return lambda minutes: Crew(presence, minutes)
