"""An effort of people who come and go at different times, in all runs at once: by how much of it has come by when."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from pmctl.scheduling import work as scalar
from pmctl.scheduling.simulation.lines import EXACT, FEW, Array, Line, Lines, one_by_one
from pmctl.scheduling.simulation.numbers import of
from pmctl.scheduling.simulation.works import finish_and_start, start_and_finish


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
    members = [(lines[calendar], rate) for calendar, rate in crew.presence.members]
    gates = [] if crew.presence.gate is None else [lines[crew.presence.gate]]
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

    forward = start_and_finish
    backward = finish_and_start

    def of(self, rows: Array | None) -> Crew:
        """That of some runs."""
        return Crew(self.attendance, of(self.minutes, rows), self.alone)
