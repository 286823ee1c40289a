"""What somebody is booked for, as steps on their own working time."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from pmctl.scheduling.node import PAST
from pmctl.worktime import Working


class Ledger:
    """What a person or resource is booked for, on their own working time: steps at which the load changes.

    `times[i]` is where load `loads[i]` begins (it holds until `times[i + 1]`); `ended` says who ends where.
    """

    __slots__ = ("calendar", "capacity", "ended", "kept", "loads", "times")

    def __init__(self, calendar: Working, capacity: int) -> None:
        self.calendar = calendar
        self.capacity = capacity
        self.times: list[int] = [PAST]
        self.loads: list[int] = [0]
        self.ended: dict[int, int] = {}
        """Working time -> the node whose booking ends there."""
        self.kept: tuple[list[int], list[int]] = ([PAST], [0])
        """The steps that every pass begins with."""

    def keep(self) -> None:
        """Let every pass begin with what is booked now."""
        self.kept = (self.times[:], self.loads[:])

    def restore(self) -> None:
        """Forget what was booked since `keep`, in the same lists."""
        self.times[:], self.loads[:] = self.kept
        self.ended.clear()

    def room(self, load: int) -> int:
        """What may be booked already where a share is free; one of more than there is wants all of it."""
        return max(self.capacity - load, 0)

    def book(self, start: int, finish: int, load: int, index: int) -> None:
        """Add a load from one instant to another."""
        first, last = self.calendar.work_at(start), self.calendar.work_at(finish)
        if first >= last:
            return
        self.take(first, last, load)
        if load > 0:
            self.ended[last] = index

    def take(self, first: int, last: int, load: int) -> None:
        """Add a load from one amount of own working time to a later one."""
        times, loads = self.times, self.loads
        low = bisect_left(times, first)
        high = bisect_left(times, last, low)
        starts = low < len(times) and times[low] == first
        ends = high < len(times) and times[high] == last
        if starts and not ends and high == low + 1 and loads[low - 1] == loads[low] + load:
            times[low] = last  # as most do: it goes on where another one ends
            return
        if ends and not starts and high == low and loads[high] == loads[high - 1] + load:
            times[high] = first  # or it ends where another one begins
            return
        if not starts:
            times.insert(low, first)
            loads.insert(low, loads[low - 1])
            high += 1
        if not ends:
            times.insert(high, last)
            loads.insert(high, loads[high - 1])
        for step in range(low, high):
            loads[step] += load
        for step in (high, low):
            if loads[step] == loads[step - 1]:
                del times[step], loads[step]

    def free_from(self, first: int, last: int, room: int) -> int | None:
        """None where no more than `room` is booked from one amount of own working time to another; else where the last
        obstacle ends.
        """
        times, loads = self.times, self.loads
        step = bisect_left(times, last) - 1
        while step >= 0 and (times[step] > first or step + 1 == len(times) or times[step + 1] > first):
            if loads[step] > room:
                break
            if times[step] <= first:
                return None
            step -= 1
        else:
            return None
        step += 1
        while loads[step] > room:
            step += 1
        return times[step]

    def first_room(self, work: int, minutes: int, room: int) -> int:
        """The first own working time from which on no more than `room` is booked for so many minutes."""
        times, loads = self.times, self.loads
        step = bisect_right(times, work) - 1
        while step < len(times) and times[step] < work + minutes:
            if loads[step] > room:
                while loads[step] > room:
                    step += 1
                work = times[step]
            step += 1
        return work

    def free_until(self, start: int, finish: int, room: int) -> int | None:
        """None where no more than `room` is booked all the time; else where the first obstacle begins (own working
        time).
        """
        first, last = self.calendar.work_at(start), self.calendar.work_at(finish)
        times, loads = self.times, self.loads
        step = bisect_right(times, first) - 1
        while step < len(times) and times[step] < last:
            if loads[step] > room:
                while loads[step - 1] > room:
                    step -= 1
                return times[step]
            step += 1
        return None
