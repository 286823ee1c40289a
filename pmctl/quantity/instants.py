"""Instants, minutes since 1970 in the workspace's local clock, and days: from one to the other, and printed."""

from __future__ import annotations

from datetime import date, datetime, timedelta

MINUTES_A_DAY = 1440
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_EPOCH = date(1970, 1, 1).toordinal()
_LAST_DAY = date.max.toordinal()


def instant(day: date, minute: int = 0) -> int:
    """Minutes since 1970-01-01T00:00 in the workspace's local clock."""
    return (day.toordinal() - _EPOCH) * MINUTES_A_DAY + minute


def day_of(value: int) -> date:
    """The day of an instant; before year 1 and after year 9999 the nearest day that there is."""
    return date.fromordinal(min(max(value // MINUTES_A_DAY + _EPOCH, 1), _LAST_DAY))


def datetime_of(value: int) -> datetime:
    """The instant as a date and time without time zone; bounded as `day_of`."""
    day = day_of(value)
    return datetime(day.year, day.month, day.day) + timedelta(minutes=value % MINUTES_A_DAY)


def print_date(day: date, near: date | None = None) -> str:
    """`Tue 31 Mar` within nine months of `near`, else with its year: `Tue 31 Mar 2027`."""
    text = f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"
    if near is not None and abs((day - near).days) <= 274:
        return text
    return f"{text} {day.year}"


def print_age(days: int) -> str:
    """How long ago a day is, in days of the calendar: `9 days ago`; working days are printed as `9d`."""
    return f"{days} day{'s' if days != 1 else ''} ago" if days else "today"


def print_iso(value: int) -> str:
    """An instant as ISO 8601 to the minute: `2026-03-02T14:00`."""
    return datetime_of(value).isoformat(timespec="minutes")
