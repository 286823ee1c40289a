"""What somebody is booked for in each run: steps of load on their own working time."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pmctl.scheduling.simulation.lines import Array, Line

NEVER = 1 << 30
"""Later than any working time; with a minus sign, earlier."""
CROWDED = 24
"""From so many steps on it is worth looking for those that have become one."""


class Ledger:
    """The bookings of a person or resource, with a column a run (one column as long as all runs have the same).

    `times[i]` is where load `loads[i]` begins; it holds until `times[i + 1]`. Columns that need fewer steps than others
    are filled with steps at `NEVER`; two steps at one time have one load.
    """

    __slots__ = ("capacity", "ended", "line", "loads", "sorted", "times")

    def __init__(self, line: Line, capacity: int) -> None:
        self.line = line
        self.capacity = capacity
        self.times = np.full((1, 1), -NEVER, dtype=np.int64)
        self.loads = np.zeros((1, 1), dtype=np.int64)
        self.ended: list[tuple[Array, int]] = []
        """Where bookings end, and whose; the last that ends at a time counts."""
        self.sorted = CROWDED

    @property
    def width(self) -> int:
        """How many columns there are."""
        return self.times.shape[1]

    def book(self, start: Array, finish: Array, load: int, index: int) -> None:
        """Add a load from one instant to another, where the first is earlier in own working time."""
        first, last = self.line.work_at(start), self.line.work_at(finish)
        nothing = first >= last
        if nothing.all():
            return
        if nothing.any():
            first, last = np.where(nothing, NEVER, first), np.where(nothing, NEVER, last)
        self._cut(first)
        self._cut(last)
        inside = (self.times >= first) & (self.times < last)
        np.add(self.loads, load, out=self.loads, where=inside)
        if load > 0:
            self.ended.append((last, index))
        if len(self.times) > self.sorted:
            self._merge()

    def _cut(self, work: Array) -> None:
        """Let a step begin at an amount of work: all behind it move on by one."""
        times, loads = self.times, self.loads
        count, width = len(times), max(self.width, len(work))
        new_times, new_loads = (np.empty((count + 1, width), dtype=np.int64) for _ in range(2))
        new_times[0], new_loads[0] = times[0], loads[0]
        np.maximum(times, work, out=new_times[1:])
        np.minimum(new_times[1:-1], times[1:], out=new_times[1:-1])
        new_loads[1:] = loads
        np.copyto(new_loads[1:-1], loads[1:], where=times[1:] <= work)
        self.times, self.loads = new_times, new_loads

    def _merge(self) -> None:
        """Forget the steps at which the load stays the same."""
        same = np.zeros(self.times.shape, dtype=np.bool_)
        same[1:] = (self.loads[1:] == self.loads[:-1]) & (self.times[1:] < NEVER)
        self.times[same] = NEVER
        order = np.argsort(self.times, axis=0, kind="stable")
        most = int((self.times < NEVER).sum(axis=0).max()) + 1
        self.times = np.take_along_axis(self.times, order, axis=0)[:most]
        self.loads = np.where(self.times < NEVER, np.take_along_axis(self.loads, order, axis=0)[:most], 0)
        self.sorted = max(CROWDED, 2 * most)

    def obstacle(self, start: Array, finish: Array, load: int, rows: Array | None) -> tuple[Array, NDArray[np.bool_]]:
        """Where the last obstacle to a share between two instants ends (own working time), and in which runs there is
        one. A share of more than there is wants all of it.
        """
        first, last = self.line.work_at(start), self.line.work_at(finish)
        times, loads = self.times, self.loads
        if rows is not None and self.width > 1:
            times, loads = times[:, rows], loads[:, rows]
        busy = loads > max(self.capacity - load, 0)
        ends = np.empty_like(times)
        ends[:-1], ends[-1] = times[1:], NEVER
        until = np.where(busy & (times < last) & (ends > first), ends, -NEVER).max(axis=0)
        while True:
            going_on = np.where(busy & (times == until), ends, -NEVER).max(axis=0)
            if not (going_on > until).any():
                return until, until > -NEVER
            until = np.maximum(until, going_on)

    def who_ended(self, work: Array, rows: Array) -> Array:
        """Whose booking ends at an amount of work in some runs; -1 for nobody's."""
        found = np.full(len(work), -1, dtype=np.int64)
        for last, index in self.ended:
            found[(last if len(last) == 1 else last[rows]) == work] = index
        return found
