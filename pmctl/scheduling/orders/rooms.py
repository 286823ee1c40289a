"""Room among what people are booked for, found in one loop: drafts are made by the thousand, and calls take longest."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from pmctl.scheduling.orders.shapes import Crowd, Steps
from pmctl.worktime import LAST


def first_room(booked: Sequence[Steps], work: int, minutes: int) -> int:
    """The first working time, the same for all, from which on all have room for so many minutes."""
    fits = 0  # so many of them one after another have room
    while True:
        for times, loads, room, *_ in booked:
            step = bisect_right(times, work) - 1
            end = work + minutes
            fits += 1
            while step < len(times) and times[step] < end:
                if loads[step] > room:
                    while loads[step] > room:
                        step += 1
                    work, fits = times[step], 1
                    end = work + minutes
                step += 1
            if fits >= len(booked):
                return work


def last_room(booked: Sequence[Steps], work: int, minutes: int) -> int:
    """The last working time, the same for all, up to which all have room for so many minutes."""
    fits = 0
    while True:
        for times, loads, room, *_ in booked:
            step = bisect_right(times, work - 1) - 1
            begin = work - minutes
            fits += 1
            while step >= 0:
                if loads[step] > room:
                    while loads[step] > room:
                        step -= 1
                    work, fits = times[step + 1], 1
                    begin = work - minutes
                if times[step] <= begin:
                    break
                step -= 1
            if fits >= len(booked):
                return work


def first_crowd(crowd: Crowd, at: int) -> tuple[int, int]:
    """Start and finish of a crew that may begin at an instant, each of them free from the one to the other."""
    start, finish = crowd.forward[at]
    while True:
        until = start
        for steps in crowd.booked:
            hours = steps.hours
            busy = steps.ledger.free_from(hours.work_at(start), hours.work_at(finish), steps.room)
            if busy is not None:
                until = max(until, hours.start_at(busy))
        if until == start or until >= LAST:
            return start, finish
        start, finish = crowd.forward[until]


def last_crowd(crowd: Crowd, at: int) -> tuple[int, int]:
    """Start and finish of a crew that must be done by an instant."""
    finish, start = crowd.backward[at]
    while True:
        until = finish
        for steps in crowd.booked:
            busy = steps.ledger.free_until(start, finish, steps.room)
            if busy is not None:
                until = min(until, steps.hours.finish_at(busy))
        if until == finish:
            return start, finish
        finish, start = crowd.backward[until]
