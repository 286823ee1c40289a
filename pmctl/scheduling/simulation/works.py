"""Works of all runs at once: as the works of `pmctl.scheduling.work`, with arrays for numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from pmctl.scheduling.simulation.lines import Array, Line
from pmctl.scheduling.simulation.numbers import of
from pmctl.worktime import FIRST


class Work(Protocol):
    """`snap` and `snap_back` find where it can begin and end; `finish` and `start` walk from one end to the other;
    `forward` and `backward` do both: start and finish of what may begin at an instant, finish and start of what must
    be done by one.
    """

    def snap(self, at: Array) -> Array: ...
    def snap_back(self, at: Array) -> Array: ...
    def finish(self, start: Array) -> Array: ...
    def start(self, finish: Array) -> Array: ...
    def forward(self, at: Array) -> tuple[Array, Array]: ...
    def backward(self, at: Array) -> tuple[Array, Array]: ...
    def of(self, rows: Array | None) -> Work: ...


def start_and_finish(work: Work, at: Array) -> tuple[Array, Array]:
    """Start and finish of what may begin at an instant."""
    start = work.snap(at)
    return start, work.finish(start)


def finish_and_start(work: Work, at: Array) -> tuple[Array, Array]:
    """Finish and start of what must be done by an instant."""
    finish = work.snap_back(at)
    return finish, work.start(finish)


class Instantly:
    """A milestone: it begins and ends at one instant, wherever its predecessors end."""

    __slots__ = ()

    def snap(self, at: Array) -> Array:
        """The instant itself."""
        return at

    snap_back = finish = start = snap

    def forward(self, at: Array) -> tuple[Array, Array]:
        """The instant, twice."""
        return at, at

    backward = forward

    def of(self, rows: Array | None) -> Instantly:
        """That of some runs."""
        return self


INSTANTLY = Instantly()


class Steady:
    """So many minutes of one calendar."""

    __slots__ = ("line", "minutes")

    def __init__(self, line: Line, minutes: Array) -> None:
        self.line = line
        self.minutes = minutes

    def snap(self, at: Array) -> Array:
        """The first worked instant from `at` on."""
        return self.line.next_start(at)

    def snap_back(self, at: Array) -> Array:
        """The last instant up to `at` at which work ends."""
        return self.line.previous_finish(at)

    def finish(self, start: Array) -> Array:
        """When it is done that begins at `start`."""
        return self.line.finish_at(self.line.work_at(start) + self.minutes)

    def start(self, finish: Array) -> Array:
        """When it must begin to be done at `finish`."""
        return np.minimum(self.line.start_at(self.line.work_at(finish) - self.minutes), finish)

    def forward(self, at: Array) -> tuple[Array, Array]:
        """Start and finish of what may begin at an instant."""
        return self.line.forward(at, self.minutes)

    def backward(self, at: Array) -> tuple[Array, Array]:
        """Finish and start of what must be done by an instant."""
        return self.line.backward(at, self.minutes)

    def of(self, rows: Array | None) -> Steady:
        """That of some runs."""
        return Steady(self.line, of(self.minutes, rows))


class Repeated:
    """The same work `times` times, each `every` minutes of the clock after the one before."""

    __slots__ = ("every", "once", "times")

    def __init__(self, once: Work, every: int, times: int) -> None:
        self.once = once
        self.every = every
        self.times = times

    def snap(self, at: Array) -> Array:
        """Where the first one can begin."""
        return self.once.snap(at)

    def snap_back(self, at: Array) -> Array:
        """Where the last one can end."""
        return self.once.snap_back(at)

    def finish(self, start: Array) -> Array:
        """When the last one is done."""
        finish = start
        for number in range(self.times):
            _, finish = self.once.forward(np.maximum(start + number * self.every, finish))
        return finish

    def start(self, finish: Array) -> Array:
        """When the first one must begin, so that the last is done at `finish` at the latest."""
        return np.maximum(self.once.start(self.once.snap_back(finish)) - (self.times - 1) * self.every, FIRST)

    forward = start_and_finish
    backward = finish_and_start

    def of(self, rows: Array | None) -> Repeated:
        """That of some runs."""
        return Repeated(self.once.of(rows), self.every, self.times)


class Chosen:
    """Another work in each run: the one whose number `which` holds."""

    __slots__ = ("which", "works")

    def __init__(self, works: Sequence[Work], which: Array) -> None:
        self.works = works
        self.which = which

    def _each(self, name: str, at: Array) -> Array:
        at, which = np.broadcast_arrays(at, self.which)
        found = np.empty(len(at), dtype=np.int64)
        for number, work in enumerate(self.works):
            rows = np.flatnonzero(which == number)
            if len(rows):
                found[rows] = getattr(work.of(rows), name)(at[rows])
        return found

    def snap(self, at: Array) -> Array:
        """Where it can begin."""
        return self._each("snap", at)

    def snap_back(self, at: Array) -> Array:
        """Where it can end."""
        return self._each("snap_back", at)

    def finish(self, start: Array) -> Array:
        """When it is done."""
        return self._each("finish", start)

    def start(self, finish: Array) -> Array:
        """When it must begin."""
        return self._each("start", finish)

    forward = start_and_finish
    backward = finish_and_start

    def of(self, rows: Array | None) -> Chosen:
        """That of some runs."""
        return Chosen([work.of(rows) for work in self.works], of(self.which, rows))
