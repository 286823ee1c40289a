"""Works of all runs at once: as the works of `pmctl.scheduling.work`, with arrays for numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np

from pmctl.scheduling import work as scalar
from pmctl.scheduling.simulation.lines import EXACT, FEW, Array, Line, Lines, one_by_one
from pmctl.worktime import FIRST


def of(values: Array, rows: Array | None) -> Array:
    """Those of some runs; what all runs share stays as it is."""
    return values if rows is None or len(values) == 1 else values[rows]


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


class Attendance:
    """How much effort of a crew has come by when: stretches of one rate each, in `scale`-ths of a minute a minute."""

    __slots__ = ("before", "ends", "rates", "scale", "starts")

    def __init__(self, cuts: Array, lengths: Array, rates: Array, scale: int) -> None:
        """Stretches begin at `cuts`; those without rate or length are left out."""
        kept = (rates > 0) & (lengths > 0)
        self.starts, self.rates = cuts[kept], rates[kept]
        self.ends = (cuts + lengths)[kept]
        effort = self.rates * lengths[kept]
        self.before = np.cumsum(effort) - effort
        self.scale = scale


def attendance(crew: scalar.Crew | scalar.EvenCrew, scale: int, lines: Lines) -> Attendance:
    """That of a crew, empty (so that it is asked one by one) where numbers would grow too large."""
    if scale > EXACT:
        nothing = np.zeros(0, dtype=np.int64)
        return Attendance(nothing, nothing, nothing, scale)
    return _of_even_crew(crew, scale, lines) if isinstance(crew, scalar.EvenCrew) else _of_crew(crew, scale, lines)


def _of_crew(crew: scalar.Crew, scale: int, lines: Lines) -> Attendance:
    """That of members who come and go by their own calendars, while the gate is open."""
    members = [(lines[calendar], rate) for calendar, rate in crew.members]
    gates = [] if crew.gate is None else [lines[crew.gate]]
    everything = [line for line, _ in members] + gates
    cuts = np.unique(np.concatenate([times for line in everything for times in (line.starts, line.ends)]))
    first, last = max(line.first for line in everything), min(line.last for line in everything)
    cuts = cuts[(cuts >= first) & (cuts <= last)]
    rates = np.zeros(len(cuts), dtype=np.int64)
    for line, rate in members:
        rates += rate * _open(line, cuts)
    for line in gates:
        rates *= _open(line, cuts)
    return Attendance(cuts, np.diff(cuts, append=cuts[-1:]), rates, scale)


def _of_even_crew(crew: scalar.EvenCrew, scale: int, lines: Lines) -> Attendance:
    """That of members of one calendar: its shifts, cut where somebody comes or goes."""
    line = lines[crew.base]
    edges = np.array(crew.edges, dtype=np.int64)
    if not len(line.starts):
        return Attendance(edges[:0], edges[:0], edges[:0], scale)
    until = line.before[-1] + line.ends[-1] - line.starts[-1]
    inside = edges[(edges > line.before[0]) & (edges < until)]
    cuts = np.unique(np.concatenate([line.before, inside]))
    shift = np.searchsorted(line.before, cuts, "right") - 1
    rates = np.array([crew.total, *crew.rates], dtype=np.int64)[np.searchsorted(edges, cuts, "right")]
    return Attendance(line.starts[shift] + cuts - line.before[shift], np.diff(cuts, append=until), rates, scale)


def _open(line: Line, at: Array) -> Array:
    """Whether the time after each instant is worked: 1 or 0."""
    if not len(line.starts):
        return np.zeros(len(at), dtype=np.int64)
    shift = np.searchsorted(line.starts, at, "right") - 1
    return ((shift >= 0) & (at < line.ends[shift])).astype(np.int64)


class Crew:
    """An effort of people whose calendars differ; what the table does not hold is asked of `alone`, value by value."""

    __slots__ = ("alone", "attendance", "minutes")

    def __init__(self, attendance: Attendance, minutes: Array, alone: Callable[[int], scalar.Work]) -> None:
        self.attendance = attendance
        self.minutes = minutes
        self.alone = alone

    def _inside(self, at: Array, many: int) -> bool:
        starts = self.attendance.starts
        return many > FEW and len(starts) > 1 and bool(at.min() > starts[0] and at.max() < starts[-1])

    def _inside_effort(self, effort: Array) -> bool:
        before = self.attendance.before
        return bool(effort.min() > before[0] and effort.max() < before[-1])

    def _slowly(self, name: str, at: Array) -> Array:
        at, minutes = np.broadcast_arrays(at, self.minutes)
        pairs = dict.fromkeys(zip(at.tolist(), minutes.tolist(), strict=True), 0)
        for pair in pairs:
            pairs[pair] = getattr(self.alone(pair[1]), name)(pair[0])
        return np.array([pairs[pair] for pair in zip(at.tolist(), minutes.tolist(), strict=True)], dtype=np.int64)

    def _effort_at(self, at: Array) -> Array:
        there = self.attendance
        part = np.searchsorted(there.starts, at, "right") - 1
        passed: Array = np.minimum(at, there.ends[part]) - there.starts[part]
        effort: Array = there.before[part] + there.rates[part] * passed
        return effort

    def snap(self, at: Array) -> Array:
        """The first instant from `at` on at which somebody works."""
        if not self._inside(at, len(at)):
            alone = self.alone(int(self.minutes[0]))
            return one_by_one(alone.snap, at)
        there = self.attendance
        next_: Array = there.starts[np.searchsorted(there.ends, at, "right")]
        return np.maximum(at, next_)

    def snap_back(self, at: Array) -> Array:
        """The last instant up to `at` before which somebody works."""
        if not self._inside(at, len(at)):
            alone = self.alone(int(self.minutes[0]))
            return one_by_one(alone.snap_back, at)
        there = self.attendance
        before: Array = there.ends[np.searchsorted(there.starts, at, "left") - 1]
        return np.minimum(at, before)

    def finish(self, start: Array) -> Array:
        """When the effort is used up."""
        if not self._inside(start, max(len(start), len(self.minutes))):
            return self._slowly("finish", start)
        there = self.attendance
        effort = self._effort_at(start) + self.minutes * there.scale
        if not self._inside_effort(effort):
            return self._slowly("finish", start)
        part = np.searchsorted(there.before, effort, "left") - 1
        at: Array = there.starts[part] - (there.before[part] - effort) // there.rates[part]
        return at

    def start(self, finish: Array) -> Array:
        """When the effort must begin to be used up at `finish`."""
        if not self._inside(finish, max(len(finish), len(self.minutes))):
            return self._slowly("start", finish)
        there = self.attendance
        effort = self._effort_at(finish) - self.minutes * there.scale
        if not self._inside_effort(effort):
            return self._slowly("start", finish)
        part = np.searchsorted(there.before, effort, "right") - 1
        at: Array = there.starts[part] + (effort - there.before[part]) // there.rates[part]
        return at

    def forward(self, at: Array) -> tuple[Array, Array]:
        """Start and finish of what may begin at an instant."""
        start = self.snap(at)
        return start, self.finish(start)

    def backward(self, at: Array) -> tuple[Array, Array]:
        """Finish and start of what must be done by an instant."""
        finish = self.snap_back(at)
        return finish, self.start(finish)

    def of(self, rows: Array | None) -> Crew:
        """That of some runs."""
        return Crew(self.attendance, of(self.minutes, rows), self.alone)


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

    def forward(self, at: Array) -> tuple[Array, Array]:
        """Start and finish of what may begin at an instant."""
        start = self.snap(at)
        return start, self.finish(start)

    def backward(self, at: Array) -> tuple[Array, Array]:
        """Finish and start of what must be done by an instant."""
        finish = self.snap_back(at)
        return finish, self.start(finish)

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

    def forward(self, at: Array) -> tuple[Array, Array]:
        """Start and finish of what may begin at an instant."""
        start = self.snap(at)
        return start, self.finish(start)

    def backward(self, at: Array) -> tuple[Array, Array]:
        """Finish and start of what must be done by an instant."""
        finish = self.snap_back(at)
        return finish, self.start(finish)

    def of(self, rows: Array | None) -> Chosen:
        """That of some runs."""
        return Chosen([work.of(rows) for work in self.works], of(self.which, rows))
