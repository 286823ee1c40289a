"""Typed dates as instants: where a day begins and ends, and its first and last working minute."""

from __future__ import annotations

from pmctl.quantity import When, instant
from pmctl.worktime import DAY, WorkCalendar


def begin(when: When) -> int:
    """The instant at which a typed date begins: its first minute (the calendar makes it the first working one)."""
    return instant(when.first) + (when.minute or 0)


def end(when: When) -> int:
    """The instant at which a typed date ends: the midnight after it (the calendar makes it the last working minute)."""
    return instant(when.last) + (DAY if when.minute is None else when.minute)


def first_minute(calendar: WorkCalendar, at: int) -> int:
    """The first working minute of a typed day; an instant with a time of day is meant as it is written."""
    return at if at % DAY else calendar.next_start(at)


def last_minute(calendar: WorkCalendar, at: int) -> int:
    """The last working minute before the midnight that ends a typed day; a time of day is meant as it is written."""
    return at if at % DAY else calendar.previous_finish(at)


def held_start(calendar: WorkCalendar, at: int) -> int:
    """Where something starts that holds whoever works: in the first working minute of a typed day, else at its noon."""
    found = first_minute(calendar, at)
    return found if found < at + DAY else at + DAY // 2


def held_finish(calendar: WorkCalendar, at: int) -> int:
    """Where something ends that holds whoever works: in the last working minute of a typed day, else at its noon."""
    found = last_minute(calendar, at)
    return found if found > at - DAY else at - DAY // 2
