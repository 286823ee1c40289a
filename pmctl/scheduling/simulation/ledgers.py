"""What somebody is booked for in each run: steps of load on their own working time."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from pmctl.scheduling.simulation.lines import Array, Line

NEVER = 1 << 30
"""Later than any working time; with a minus sign, earlier."""
Times: TypeAlias = NDArray[np.int32]
Bools: TypeAlias = NDArray[np.bool_]
CROWDED = 24
"""From so many steps on it is worth looking for those that have become one."""


class Ledger:
    """The bookings of a person or resource, with a column a run (one column as long as all runs have the same).

    `times[i]` is where load `loads[i]` begins; it holds until `times[i + 1]`. The last step begins at `NEVER`, as do
    those that fill the columns that need fewer than others; two steps at one time have one load.
    """

    __slots__ = ("_bounds", "capacity", "ended", "line", "loads", "sorted", "times")

    def __init__(self, line: Line, capacity: int) -> None:
        self.line = line
        self.capacity = capacity
        self.times = np.array([[-NEVER], [NEVER]], dtype=np.int32)
        self.loads = np.zeros((2, 1), dtype=np.int64)
        self.ended: list[tuple[Times, int]] = []
        """Where bookings end, and whose; the last that ends at a time counts."""
        self.sorted = CROWDED
        self._bounds: tuple[Times, Times] | None = None

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self.times[0])

    def _times(self, at: Array) -> Times:
        return self.line.work_at(at).astype(np.int32)

    def book(self, start: Array, finish: Array, load: int, index: int) -> None:
        """Add a load from one instant to another, where the first is earlier in own working time."""
        first, last = self._times(start), self._times(finish)
        nothing = first >= last
        if nothing.all():
            return
        if nothing.any():
            first, last = np.where(nothing, NEVER, first), np.where(nothing, NEVER, last)
        self._cut(first)
        self._cut(last)
        np.add(self.loads, load, out=self.loads, where=(self.times >= first) & (self.times < last))
        if load > 0:
            self.ended.append((last, index))
        if len(self.times) > self.sorted:
            self._merge()
        self._bounds = None

    def _cut(self, work: Times) -> None:
        """Let a step begin at an amount of work: all behind it move on by one."""
        times, loads = self.times, self.loads
        shape = len(times) + 1, max(self.width, len(work))
        new_times, new_loads = np.empty(shape, dtype=np.int32), np.empty(shape, dtype=np.int64)
        new_times[0], new_loads[0], new_loads[1:] = times[0], loads[0], loads
        np.maximum(times, work, out=new_times[1:])
        np.minimum(new_times[1:-1], times[1:], out=new_times[1:-1])
        np.copyto(new_loads[1:-1], loads[1:], where=times[1:] <= work)
        self.times, self.loads = new_times, new_loads

    def _merge(self) -> None:
        """Forget the steps at which the load stays the same."""
        same = (self.loads[1:] == self.loads[:-1]) & (self.times[1:] < NEVER)
        self.times[1:][same] = NEVER
        order = np.argsort(self.times, axis=0, kind="stable")
        most = int((self.times < NEVER).sum(axis=0).max()) + 1
        self.times = np.take_along_axis(self.times, order, axis=0)[:most]
        self.loads = np.where(self.times < NEVER, np.take_along_axis(self.loads, order, axis=0)[:most], 0)
        self.sorted = max(CROWDED, 2 * most)

    def obstacle(
        self, start: Array, finish: Array, load: int, rows: Array, at_once: bool = True
    ) -> tuple[Array, Bools]:
        """Where the last obstacle to a share between two instants ends (own working time), and in which runs there is
        one. A share of more than there is wants all of it; `at_once` says that no time at all is in the way too.
        """
        first, last = self._times(start), self._times(finish)
        room = max(self.capacity - load, 0)
        begins, ends, busy = self._steps(first.min(), last.max(), room, rows)
        busy = busy & (begins < last) & (ends > first)
        if not at_once:
            busy &= first < last
        until: Times = np.where(busy, ends, -NEVER).max(axis=0, initial=-NEVER)
        taken = np.flatnonzero(until > -NEVER)
        going_on = len(taken) > 0
        while going_on:  # what follows without a break is an obstacle too
            since = until[taken]
            begins, ends, busy = self._steps(
                since.min(), since.max() + 1, room, rows if len(rows) == 1 else rows[taken]
            )
            until[taken] = np.where(busy & (begins == since), ends, since).max(axis=0, initial=-NEVER)
            going_on = bool((until[taken] > since).any())
        return until.astype(np.int64), until > -NEVER

    def _steps(self, first: int, last: int, room: int, rows: Array) -> tuple[Times, Times, Bools]:
        """Begin and end of the steps that, in any run, overlap a time, and whether more than `room` is taken then."""
        if self._bounds is None:
            self._bounds = self.times.min(axis=1), self.times.max(axis=1)
        earliest, latest = self._bounds
        low = max(int(np.searchsorted(latest, first, "right")) - 1, 0)
        high = max(int(np.searchsorted(earliest, last, "left")), low)
        times, busy = self.times[low : high + 1], self.loads[low:high] > room
        if len(rows) < self.width:
            times, busy = times.take(rows, axis=1), busy.take(rows, axis=1)
        return times[:-1], times[1:], busy

    def who_ended(self, work: Array, rows: Array) -> Array:
        """Whose booking ends at an amount of work in some runs; -1 for nobody's."""
        found = np.full(len(work), -1, dtype=np.int64)
        for last, index in self.ended:
            found[(last if len(last) == 1 else last[rows]) == work] = index
        return found
