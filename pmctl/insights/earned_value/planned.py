"""When a baseline wants what to be done: planned value by day, and the working days of the plan.

Source: PMI, planned value: the value of a task, spread over the working time between its planned start and finish.
"""

from __future__ import annotations

from bisect import bisect_left
from datetime import date, timedelta
from fractions import Fraction

from pmctl.insights.working_time import share_of_days
from pmctl.record import dataclass
from pmctl.worktime import WorkCalendar

ONE, ZERO = Fraction(1), Fraction(0)
_A_DAY = timedelta(days=1)
_FAR = 20 * 366
"""Calendar days that are looked ahead for an end; what takes longer has none."""


@dataclass(frozen=True, slots=True)
class Span:
    """The days from planned start to planned finish of a task, both included, in the calendar of its document."""

    first: date
    last: date
    calendar: WorkCalendar


def span_of(start: date | None, finish: date | None, calendar: WorkCalendar) -> Span | None:
    """The span between two planned days; None where nothing was planned."""
    first, last = start or finish, finish or start
    return None if first is None or last is None else Span(min(first, last), last, calendar)


def planned_share(span: Span, day: date) -> Fraction:
    """The part of a task that is to be done by the end of a day."""
    if day >= span.last:
        return ONE
    return share_of_days(span.calendar, (span.first, span.last), (span.first, day)) if day >= span.first else ZERO


def days_between(calendar: WorkCalendar, first: date, last: date) -> tuple[date, ...]:
    """The working days from one day to another, both included."""
    length = (last - first).days + 1
    return tuple(day for place in range(length) if calendar.is_working_day(day := first + place * _A_DAY))


def days_gone(calendar: WorkCalendar, first: date, day: date) -> int:
    """Working days from the first one to a day, both included; 0 before it."""
    return max(calendar.working_days(first - _A_DAY, day), 0)


def day_of_period(calendar: WorkCalendar, first: date, periods: Fraction) -> date | None:
    """The day on which so many working days since the first one are over; None where that is far away."""
    wanted = -(-periods.numerator // periods.denominator)
    offsets = range(min(_FAR, (date.max - first).days))
    place = bisect_left(offsets, wanted, key=lambda offset: days_gone(calendar, first, first + offset * _A_DAY))
    return first + place * _A_DAY if place < len(offsets) else None
