"""Dates, times of day, periods, ranges of days and calendar ages, as plans write them."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from pmctl.quantity.instants import MONTHS, print_date
from pmctl.quantity.text import Unreadable, bounded, remember, shown
from pmctl.record import dataclass
from pmctl.regex import regex

LONGEST_AGE = 73_000  # days, about 200 years
FIRST_YEAR, LAST_YEAR = 1900, 2200


@dataclass(frozen=True, slots=True)
class When:
    """A date, an instant (`minute` minutes into that day) or a period: the days `first` to `last`, both included."""

    first: date
    last: date
    minute: int | None
    text: str


def print_when(moment: When, near: date | None = None) -> str:
    """A day as `print_date` has it; a period as typed, with the day on which it ends: `2026-Q2 (30 Jun)`."""
    if moment.first == moment.last:
        return print_date(moment.last, near)
    return f"{moment.text} ({moment.last.day} {MONTHS[moment.last.month - 1]})"


@dataclass(frozen=True, slots=True)
class Days:
    """Days from `first` to `last`, both included."""

    first: date
    last: date
    text: str


@dataclass(frozen=True, slots=True)
class Every:
    """Calendar time, as ages and repetitions count it: `unit` is one of d, w, mo, y."""

    amount: int
    unit: str
    text: str

    @property
    def days(self) -> int:
        """Calendar days: a month counts 30, a year 365."""
        return self.amount * _AGE_DAYS[self.unit]


_AGE_DAYS = {"d": 1, "w": 7, "mo": 30, "y": 365}
_EVERY = regex(r"([0-9]{1,6})(d|w|mo|y)")
_DATE = regex(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:T([0-9]{2}):([0-9]{2}))?")
_PERIOD = regex(r"([0-9]{4})(?:-(?:([0-9]{2})|Q([1-4])|H([12])))?")
_WEEK = regex(r"[0-9]{4}-?W[0-9]{1,2}")
_LOOSE_DATE = regex(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})")
_DAY_FIRST = regex(r"([0-9]{1,2})([-/.]) ?([0-9]{1,2})[-/.] ?([0-9]{4})")
_IN_WORDS = regex(
    r"(?:([0-9]{1,2})(?:\.|st|nd|rd|th)? )?([A-Za-z]{3,9})[.,]? (?:([0-9]{1,2})(?:st|nd|rd|th)?,? )?([0-9]{4})"
)
_MONTH_OF = {name.lower(): number for number, name in enumerate(MONTHS, 1)}
_WHEN_HINT = "write `2026-03-02`, `2026-03-02T14:00`, or a period: `2026-03`, `2026-Q2`, `2026-H1`, `2026`"


def _checked_year(year: int, text: str) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Unreadable(f"{shown(text)} is out of range", f"years run from {FIRST_YEAR} to {LAST_YEAR}")


def _checked_month(month: int, text: str) -> None:
    if not 1 <= month <= 12:
        raise Unreadable(f"{shown(text)} is not a date: there is no month {month:02}", "months run from 01 to 12")


def _date_of(match: re.Match[str], text: str) -> date:
    year, month, day = int(match[1]), int(match[2]), int(match[3])
    _checked_year(year, text)
    _checked_month(month, text)
    days = monthrange(year, month)[1]
    if not 1 <= day <= days:
        raise Unreadable(
            f"{shown(text)} is not a date: {MONTHS[month - 1]} {year} has no day {day}", f"it has {days} days"
        )
    return date(year, month, day)


def _period_of(match: re.Match[str], text: str) -> tuple[date, date]:
    year = int(match[1])
    _checked_year(year, text)
    first_month, months = 1, 12
    if match[2]:
        first_month, months = int(match[2]), 1
        _checked_month(first_month, text)
    elif match[3]:
        first_month, months = 3 * int(match[3]) - 2, 3
    elif match[4]:
        first_month, months = 6 * int(match[4]) - 5, 6
    last_month = first_month + months - 1
    return date(year, first_month, 1), date(year, last_month, monthrange(year, last_month)[1])


def _when_hint(text: str) -> str:
    if _WEEK.fullmatch(text):
        return "a week is no period; give its days: `2026-02-09..2026-02-15`"
    loose = _LOOSE_DATE.fullmatch(text)
    if loose:
        return f"write `{loose[1]}-{int(loose[2]):02}-{int(loose[3]):02}`"
    in_words = _IN_WORDS.fullmatch(text)
    month = _MONTH_OF.get(in_words[2][:3].lower(), 0) if in_words else 0
    if in_words and month and not (in_words[1] or in_words[3]):
        return f"a month is `{in_words[4]}-{month:02}`"
    meant = [f"`{year}-{month:02}-{day:02}`" for year, month, day in _meant(text) if _is_day(year, month, day)]
    return f"write {' or '.join(dict.fromkeys(meant))}" if meant else _WHEN_HINT


def _meant(text: str) -> Iterator[tuple[int, int, int]]:
    """Year, month and day of what `31.03.2026` or `5 Jan 2026` may mean; between slashes either may be the month."""
    numbers, words = _DAY_FIRST.fullmatch(text), _IN_WORDS.fullmatch(text)
    if numbers:
        year, one, other = int(numbers[4]), int(numbers[1]), int(numbers[3])
        yield year, other, one
        if numbers[2] != ".":
            yield year, one, other
    elif words:
        yield int(words[4]), _MONTH_OF.get(words[2][:3].lower(), 0), int(words[1] or words[3] or 0)


def _is_day(year: int, month: int, day: int) -> bool:
    return FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


@remember
def when(text: str) -> When:
    """Read a date, an instant or a period of the years 1900 to 2200."""
    bounded(text, "a date", _WHEN_HINT)
    match = _DATE.fullmatch(text)
    if match is not None:
        day = _date_of(match, text)
        if match[4] is None:
            return When(day, day, None, text)
        hour, minute = int(match[4]), int(match[5])
        if hour > 23 or minute > 59:
            raise Unreadable(f"{shown(text)} is not a time of day", "it runs from T00:00 to T23:59")
        return When(day, day, 60 * hour + minute, text)
    match = _PERIOD.fullmatch(text)
    if match is None:
        raise Unreadable(f"{shown(text)} is not a date", _when_hint(text))
    return When(*_period_of(match, text), None, text)


@remember
def days(text: str) -> Days:
    """Read a date, a period or `2026-02-16..2026-02-20`, both ends included."""
    hint = "write `2026-02-16`, `2026-02` or `2026-02-16..2026-02-20`"
    bounded(text, "days", hint)
    parts = text.split("..")
    if len(parts) > 2 or not all(parts):
        raise Unreadable(f"{shown(text)} is not a date or a range of dates", hint)
    values = [when(part) for part in parts]
    if any(value.minute is not None for value in values):
        raise Unreadable(f"{shown(text)} has a time of day", "whole days only: " + hint)
    if values[-1].last < values[0].first:
        raise Unreadable(f"{shown(text)} ends before it begins", "the earlier day first")
    return Days(values[0].first, values[-1].last, text)


@remember
def every(text: str) -> Every:
    """Read `5d`, `2w`, `1mo`, `1y`: calendar time, more than none."""
    hint = "write `5d`, `2w`, `1mo` or `1y` (calendar time)"
    bounded(text, "a number of days, weeks, months or years", hint)
    match = _EVERY.fullmatch(text)
    if match is None:
        raise Unreadable(f"{shown(text)} is not a number of days, weeks, months or years", hint)
    value = Every(int(match[1]), match[2], text)
    if value.amount == 0:
        raise Unreadable(f"{shown(text)} is no time at all", "it must be more than none: " + hint)
    if value.days > LONGEST_AGE:
        raise Unreadable(f"{shown(text)} is too long", "200 years are the limit")
    return value
