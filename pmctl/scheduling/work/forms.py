"""Work of one kind from its start to its finish: none at all, so many minutes of a calendar, the same again."""

from __future__ import annotations

from typing import Protocol

from pmctl.worktime import FIRST, Working


class Work(Protocol):
    """`snap` and `snap_back` find where it can begin and end; `finish` and `start` walk from one end to the other;
    `forward` and `backward` do both, one after the other where a form of work knows no shorter way.
    """

    __slots__ = ()

    def snap(self, at: int) -> int:
        """The first instant from `at` on at which it can begin."""

    def snap_back(self, at: int) -> int:
        """The last instant up to `at` at which it can end."""

    def finish(self, start: int) -> int:
        """When it is done that begins at `start`."""

    def start(self, finish: int) -> int:
        """When it must begin to be done at `finish`."""

    def forward(self, at: int) -> tuple[int, int]:
        """Start and finish of what may begin at an instant."""
        start = self.snap(at)
        return start, self.finish(start)

    def backward(self, at: int) -> tuple[int, int]:
        """Finish and start of what must be done by an instant."""
        finish = self.snap_back(at)
        return finish, self.start(finish)


class Instantly(Work):
    """A milestone: it begins and ends at one instant, wherever its predecessors end."""

    __slots__ = ()

    def snap(self, at: int) -> int:
        """The instant itself."""
        return at

    snap_back = snap

    def finish(self, start: int) -> int:
        """When it starts."""
        return start

    def start(self, finish: int) -> int:
        """When it is over."""
        return finish

    def forward(self, at: int) -> tuple[int, int]:
        """The instant, twice."""
        return at, at

    backward = forward


INSTANTLY = Instantly()


class Steady(Work):
    """So many minutes of one calendar, at least one."""

    __slots__ = ("calendar", "minutes")

    def __init__(self, calendar: Working, minutes: int) -> None:
        self.calendar = calendar
        self.minutes = minutes

    def snap(self, at: int) -> int:
        """The first worked instant from `at` on."""
        return self.calendar.next_start(at)

    def snap_back(self, at: int) -> int:
        """The last instant up to `at` at which work ends."""
        return self.calendar.previous_finish(at)

    def finish(self, start: int) -> int:
        """When it is done that begins at `start`."""
        calendar = self.calendar
        return calendar.finish_at(calendar.work_at(start) + self.minutes)

    def start(self, finish: int) -> int:
        """When it must begin to be done at `finish`."""
        calendar = self.calendar
        return min(calendar.start_at(calendar.work_at(finish) - self.minutes), finish)

    def forward(self, at: int) -> tuple[int, int]:
        """Start and finish of what may begin at an instant."""
        return self.calendar.forward(at, self.minutes)

    def backward(self, at: int) -> tuple[int, int]:
        """Finish and start of what must be done by an instant."""
        return self.calendar.backward(at, self.minutes)


class Repeated(Work):
    """The same work `times` times, each `every` minutes of the clock after the one before (or as soon as that is
    done).
    """

    __slots__ = ("every", "once", "times")

    def __init__(self, once: Work, every: int, times: int) -> None:
        self.once = once
        self.every = every
        self.times = times

    def snap(self, at: int) -> int:
        """Where the first one can begin."""
        return self.once.snap(at)

    def snap_back(self, at: int) -> int:
        """Where the last one can end."""
        return self.once.snap_back(at)

    def runs(self, start: int) -> list[tuple[int, int]]:
        """Start and finish of each."""
        found: list[tuple[int, int]] = []
        for number in range(self.times):
            at = self.once.snap(max(start + number * self.every, found[-1][1] if found else start))
            found.append((at, self.once.finish(at)))
        return found

    def finish(self, start: int) -> int:
        """When the last one is done."""
        return self.runs(start)[-1][1]

    def start(self, finish: int) -> int:
        """When the first one must begin, so that the last is done at `finish` at the latest."""
        return max(self.once.start(self.once.snap_back(finish)) - (self.times - 1) * self.every, FIRST)
