"""Where days and instants are drawn: counted from 1970-01-01, in halves."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from pmctl.quantity import MINUTES_A_DAY, instant
from pmctl.scheduling.schedule import Instant

NOON = 12 * 60


def day_number(day: date) -> Fraction:
    """Days from 1970-01-01 to the beginning of a day."""
    return Fraction(instant(day) // MINUTES_A_DAY)


def day_band(first: date, last: date) -> tuple[Fraction, Fraction]:
    """Where a finish between two days is drawn: from the end of the first to the end of the last, at least a day."""
    until = day_number(last) + 1
    return min(day_number(first) + 1, until - 1), until


def day_start(moment: Instant) -> Fraction:
    """Where something that starts at an instant is drawn: the beginning of its day, or its middle from noon on."""
    day, minute = divmod(moment, MINUTES_A_DAY)
    return Fraction(day) + (Fraction(1, 2) if minute >= NOON else 0)


def day_point(moment: Instant) -> Fraction:
    """Where a milestone is drawn: the beginning of its day until noon, its end afterwards."""
    day, minute = divmod(moment, MINUTES_A_DAY)
    return Fraction(day) + (1 if minute > NOON + 60 else 0)


def day_end(moment: Instant) -> Fraction:
    """Where something that ends at an instant is drawn: its day's beginning, middle or end."""
    day, minute = divmod(moment, MINUTES_A_DAY)
    if minute == 0:
        return Fraction(day)
    return Fraction(day) + (Fraction(1, 2) if minute <= NOON + 60 else 1)
