"""Durations, estimates, shares, money, dates, links and assignments: parsed from plan text and printed again, exactly.

Every parse function takes text that is already known to be one scalar, looks at its length before anything else, takes
ASCII digits only, and answers a frozen value or raises `Unreadable`: what is wrong and what to write instead. Nothing
here knows a plan, a calendar or a locale: time is minutes (int), money `Decimal`, a share `Fraction`.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import lru_cache
from typing import ParamSpec, TypeVar, cast

P = ParamSpec("P")
T = TypeVar("T")

LONGEST_TEXT = 600
LONGEST_ID = 256
LONGEST_ECHO = 80
LONGEST_DURATION = 52_596_000  # minutes, a hundred years: a bound, not an opinion
LONGEST_AGE = 73_000  # days, about 200 years
LARGEST_SHARE = Fraction(1000)
FIRST_YEAR, LAST_YEAR = 1900, 2200
LONGEST_NIGHT = 16 * 60  # a shift across midnight that is longer is rather a typing error
MINUTES_A_DAY = 1440
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
LINK_KINDS = ("FS", "SS", "FF", "SF")

_EPOCH = date(1970, 1, 1).toordinal()
_LAST_DAY = date.max.toordinal()
_NUMBER = r"[0-9]{1,12}(?:\.[0-9]{1,6})?"
_ID = r"[a-z0-9][a-z0-9-]*"


class Unreadable(ValueError):
    """A text that is not of its grammar: `message` states it, `hint` says what to write.

    `column` counts from 1 in the text; 0 means all of it.
    """

    def __init__(self, message: str, hint: str = "", column: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.column = column


def _remember(function: Callable[P, T]) -> Callable[P, T]:
    """Keep the values of the last texts: plans say `5d` ten thousand times. Errors are not kept."""
    return cast(Callable[P, T], lru_cache(maxsize=1 << 15)(function))


def shown(text: str) -> str:
    """A value as messages quote it: between backticks, at most 80 characters of it."""
    return f"`{text if len(text) <= LONGEST_ECHO else text[: LONGEST_ECHO - 1] + '…'}`"


def _bounded(text: str, what: str, hint: str, longest: int = 64) -> None:
    """Refuse what is too long or empty before any pattern sees it."""
    if not text:
        raise Unreadable(f"an empty text is not {what}", hint)
    if len(text) > longest:
        raise Unreadable(f"{shown(text)} is not {what}: it is longer than {longest} characters", hint)


# --- durations and estimates ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Units:
    """How many working minutes a day, a week and a month have."""

    day: int = 480
    week: int = 2400
    month: int = 9600


DEFAULT_UNITS = Units()


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time in minutes: working time, or elapsed time (24 hours a day, 7 days a week, 30 days a month)."""

    minutes: int
    elapsed: bool
    text: str


@dataclass(frozen=True, slots=True)
class Estimate:
    """low..likely..high: the 10 % value, the most likely one, the 90 % value; one duration is all three."""

    low: Duration
    likely: Duration
    high: Duration
    text: str

    @property
    def minutes(self) -> int:
        return self.likely.minutes

    @property
    def elapsed(self) -> bool:
        return self.likely.elapsed

    @property
    def certain(self) -> bool:
        return self.low.minutes == self.high.minutes


_DURATION = re.compile(rf"({_NUMBER})(e?)(min|h|d|w|mo)")
_LOOSE_DURATION = re.compile(rf"([+-]?)({_NUMBER}) ?([A-Za-z]{{0,8}})")
_DURATION_HINT = "write `30min`, `4h`, `3d`, `2w` or `1mo`; `3ed` is elapsed time"
_UNIT_WORDS = {
    **dict.fromkeys(("min", "mins", "minute", "minutes"), "min"),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), "h"),
    **dict.fromkeys(("d", "day", "days"), "d"),
    **dict.fromkeys(("w", "wk", "wks", "week", "weeks"), "w"),
    **dict.fromkeys(("mo", "mon", "mth", "month", "months"), "mo"),
}
_ELAPSED_MINUTES = {"min": 1, "h": 60, "d": 1440, "w": 10_080, "mo": 43_200}


def _minutes_in(unit: str, elapsed: str, units: Units) -> int:
    if elapsed:
        return _ELAPSED_MINUTES[unit]
    return {"min": 1, "h": 60, "d": units.day, "w": units.week, "mo": units.month}[unit]


def _times(number: str, minutes: int) -> int:
    """A decimal number of units in whole minutes, halves rounded up."""
    whole, _, decimals = number.partition(".")
    scale = int(10 ** len(decimals))
    return (2 * int(whole + decimals) * minutes + scale) // (2 * scale)


def _duration_hint(text: str) -> str:
    """What was probably meant: `5 days` is `5d`, `5` lacks its unit, `5m` is two things, nothing is negative."""
    loose = _LOOSE_DURATION.fullmatch(text)
    if loose is None:
        return _DURATION_HINT
    sign, number, word = loose.groups()
    if sign == "-":
        return "it cannot be negative"
    if not word:
        return f"say the unit: `{number}d` or `{number}h`"
    if word.lower() == "m":
        return f"`{number}min` are minutes, `{number}mo` months"
    unit = _UNIT_WORDS.get(word.lower())
    return f"write `{number}{unit}`" if unit else _DURATION_HINT


@_remember
def duration(text: str, units: Units = DEFAULT_UNITS) -> Duration:
    """Read `30min`, `4h`, `3d`, `2w`, `1mo`, `1.5d` (working time by `units`) or `3ed`, `12eh` (elapsed time)."""
    _bounded(text, "a duration", _DURATION_HINT)
    match = _DURATION.fullmatch(text)
    if match is None:
        raise Unreadable(f"{shown(text)} is not a duration", _duration_hint(text))
    number, elapsed, unit = match.groups()
    minutes = _times(number, _minutes_in(unit, elapsed, units))
    if minutes > LONGEST_DURATION:
        raise Unreadable(f"{shown(text)} is too long a duration", "100 years are the limit")
    return Duration(minutes, bool(elapsed), text)


def _parts(text: str, what: str, hint: str) -> list[str]:
    """The one to three values of a range."""
    _bounded(text, what, hint, 200)
    parts = text.split("..")
    if len(parts) > 3 or not all(parts):
        raise Unreadable(f"{shown(text)} is not {what}", hint)
    return parts


def _order_error(text: str) -> Unreadable:
    return Unreadable(f"{shown(text)} is out of order", "low..likely..high, the smallest first")


@_remember
def estimate(text: str, units: Units = DEFAULT_UNITS) -> Estimate:
    """Read `5d`, `3d..5d..9d` or `3d..9d`, whose likely value is the middle."""
    parts = _parts(text, "an estimate", "write `5d`, `3d..9d` or `3d..5d..9d`")
    values = [duration(part, units) for part in parts]
    if len({value.elapsed for value in values}) > 1:
        raise Unreadable(f"{shown(text)} mixes working and elapsed time", "give all parts in one of them")
    low, high = values[0], values[-1]
    if len(values) == 2:
        middle = (low.minutes + high.minutes + 1) // 2
        likely = Duration(middle, low.elapsed, print_duration(middle, units, low.elapsed))
    else:
        likely = values[len(values) // 2]
    if not low.minutes <= likely.minutes <= high.minutes:
        raise _order_error(text)
    return Estimate(low, likely, high, text)


@_remember
def weekly_limit(text: str, units: Units = DEFAULT_UNITS) -> Duration:
    """Read `4d/w`: working time a week. The value's text is the part before `/w`."""
    hint = "write `4d/w` or `20h/w`"
    _bounded(text, "a weekly limit", hint)
    amount, slash, per = text.partition("/")
    if not slash or per != "w":
        raise Unreadable(f"{shown(text)} is not a weekly limit", hint)
    value = duration(amount, units)
    if value.elapsed or value.minutes == 0:
        raise Unreadable(f"{shown(text)} is not a weekly limit", "it is working time, more than none: " + hint)
    return value


def _unit_length(text: str, name: str, smaller: Units) -> int:
    value = duration(text, smaller)
    most = {"day": 1440, "week": 7 * 1440, "month": 31 * 1440}[name]
    if value.elapsed or not 0 < value.minutes <= most:
        raise Unreadable(
            f"{shown(text)} is no length of a working {name}",
            "write `8h` for a day, `5d` for a week, `20d` for a month",
        )
    return value.minutes


def units(mapping: Mapping[str, str]) -> Units:
    """Read `{day: 8h, week: 5d, month: 20d}`; what is not given keeps its share: 5 days a week, 4 weeks a month."""
    for name in mapping:
        if name not in ("day", "week", "month"):
            raise Unreadable(f"{shown(name)} is no unit", "the units are `day`, `week` and `month`")
    day = _unit_length(mapping["day"], "day", DEFAULT_UNITS) if "day" in mapping else DEFAULT_UNITS.day
    week = _unit_length(mapping["week"], "week", Units(day)) if "week" in mapping else 5 * day
    month = _unit_length(mapping["month"], "month", Units(day, week)) if "month" in mapping else 4 * week
    if not day <= week <= month:
        raise Unreadable("the units are out of order", "a day is at most a week, a week at most a month")
    return Units(day, week, month)


# --- shares, money, numbers -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole: `40%` is 2/5."""

    value: Fraction
    text: str


@dataclass(frozen=True, slots=True)
class Money:
    """An amount; a currency of None is the workspace's."""

    amount: Decimal
    currency: str | None
    text: str


@dataclass(frozen=True, slots=True)
class MoneyRange:
    """low..likely..high of one currency."""

    low: Money
    likely: Money
    high: Money
    text: str


@dataclass(frozen=True, slots=True)
class Rate:
    """Money for a unit of time: `per` is one of min, h, d, w, mo."""

    amount: Decimal
    currency: str | None
    per: str
    text: str


@dataclass(frozen=True, slots=True)
class NumberRange:
    """low..likely..high without a unit."""

    low: Decimal
    likely: Decimal
    high: Decimal
    text: str


_SHARE = re.compile(rf"(-?)({_NUMBER}) ?%")
_PLAIN_NUMBER = re.compile(rf"(-?{_NUMBER})([kM]?)")
_MONEY = re.compile(rf"(-?{_NUMBER})([kM]?)(?: {{1,4}}([A-Z]{{3}}))?")
_RATE = re.compile(rf"({_NUMBER})([kM]?)(?: {{1,4}}([A-Z]{{3}}))?/(min|h|d|w|mo)")
_MONEY_HINT = "write `12500`, `12.5k` or `12500 EUR`"
_SCALES = {"": Decimal(1), "k": Decimal(1000), "M": Decimal(1_000_000)}


def _decimal(number: str, suffix: str) -> Decimal:
    """The exact value without trailing zeros or exponent, so that equal amounts look equal."""
    value = Decimal(number) * _SCALES[suffix]
    return _tidy(value)


def _tidy(value: Decimal) -> Decimal:
    whole = value.to_integral_value()
    return Decimal(int(whole)) if value == whole else value.normalize()


@_remember
def share(text: str, signed: bool = False) -> Share:
    """Read `40%` or `12.5%`; with `signed` also `-2%`. Returns the fraction of one."""
    hint = "write `40%`"
    _bounded(text, "a share", hint)
    match = _SHARE.fullmatch(text)
    if match is None:
        number = _PLAIN_NUMBER.fullmatch(text)
        raise Unreadable(f"{shown(text)} is not a share", f"say per cent: `{text}%`" if number else hint)
    value = Fraction(match[1] + match[2]) / 100
    if value < 0 and not signed:
        raise Unreadable(f"{shown(text)} is negative", "a share is 0% or more")
    if abs(value) > LARGEST_SHARE:
        raise Unreadable(f"{shown(text)} is too large a share", "100000% are the limit")
    return Share(value, text)


def _money_hint(text: str) -> str:
    if "," in text:
        return "without a comma: " + _MONEY_HINT
    if any(symbol in text for symbol in "€$£¥"):
        return "name the currency by its code: `12500 EUR`"
    return _MONEY_HINT


@_remember
def money(text: str) -> Money:
    """Read `12500 EUR`, `12500`, `12.5k`, `-2k`, `2M`."""
    _bounded(text, "an amount of money", _MONEY_HINT)
    match = _MONEY.fullmatch(text)
    if match is None:
        raise Unreadable(f"{shown(text)} is not an amount of money", _money_hint(text))
    return Money(_decimal(match[1], match[2]), match[3], text)


@_remember
def money_range(text: str) -> MoneyRange:
    """Read `50k..60k..80k`, `50k..80k` or a single amount; a currency after any part is that of all."""
    parts = [money(part) for part in _parts(text, "an amount of money", _MONEY_HINT + ", `50k..60k..80k` as a range")]
    named = {part.currency for part in parts} - {None}
    if len(named) > 1:
        raise Unreadable(f"{shown(text)} mixes currencies", "one range has one currency")
    currency = next(iter(named), None)
    low, likely, high = _three([part.amount for part in parts], text)
    names = [part.text for part in parts]
    middle = print_money_plain(likely, currency) if len(parts) == 2 else names[len(names) // 2]
    return MoneyRange(
        Money(low, currency, names[0]), Money(likely, currency, middle), Money(high, currency, names[-1]), text
    )


def _three(values: list[Decimal], text: str) -> tuple[Decimal, Decimal, Decimal]:
    """low, likely, high of one to three numbers; of two the likely one is the middle."""
    low, high = values[0], values[-1]
    likely = _tidy((low + high) / 2) if len(values) == 2 else values[len(values) // 2]
    if not low <= likely <= high:
        raise _order_error(text)
    return low, likely, high


@_remember
def rate(text: str) -> Rate:
    """Read `650/d`, `80/h`, `620 EUR/d`."""
    hint = "write `650/d`, `80/h` or `620 EUR/d`"
    _bounded(text, "a rate", hint)
    match = _RATE.fullmatch(text)
    if match is None:
        missing = _MONEY.fullmatch(text)
        raise Unreadable(
            f"{shown(text)} is not a rate", f"say for how long: `{text}/d` or `{text}/h`" if missing else hint
        )
    return Rate(_decimal(match[1], match[2]), match[3], match[4], text)


@_remember
def number_range(text: str) -> NumberRange:
    """Read `4.2`, `150k`, `150..260` or `150k..210k..260k`."""
    hint = "write `4.2`, `150k` or `150k..210k..260k`"
    values: list[Decimal] = []
    for part in _parts(text, "a number", hint):
        match = _PLAIN_NUMBER.fullmatch(part) if len(part) <= 24 else None
        if match is None:
            raise Unreadable(f"{shown(text)} is not a number", hint)
        values.append(_decimal(match[1], match[2]))
    return NumberRange(*_three(values, text), text)


# --- dates, periods, ages ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class When:
    """A date, an instant (`minute` minutes into that day) or a period: the days `first` to `last`, both included."""

    first: date
    last: date
    minute: int | None
    text: str


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
_EVERY = re.compile(r"([0-9]{1,6})(d|w|mo|y)")
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:T([0-9]{2}):([0-9]{2}))?")
_PERIOD = re.compile(r"([0-9]{4})(?:-(?:([0-9]{2})|Q([1-4])|H([12])))?")
_WEEK = re.compile(r"[0-9]{4}-?W[0-9]{1,2}")
_LOOSE_DATE = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})")
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
    return _WHEN_HINT


@_remember
def when(text: str) -> When:
    """Read a date, an instant or a period of the years 1900 to 2200."""
    _bounded(text, "a date", _WHEN_HINT)
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


@_remember
def days(text: str) -> Days:
    """Read a date, a period or `2026-02-16..2026-02-20`, both ends included."""
    hint = "write `2026-02-16`, `2026-02` or `2026-02-16..2026-02-20`"
    _bounded(text, "days", hint)
    parts = text.split("..")
    if len(parts) > 2 or not all(parts):
        raise Unreadable(f"{shown(text)} is not a date or a range of dates", hint)
    values = [when(part) for part in parts]
    if any(value.minute is not None for value in values):
        raise Unreadable(f"{shown(text)} has a time of day", "whole days only: " + hint)
    if values[-1].last < values[0].first:
        raise Unreadable(f"{shown(text)} ends before it begins", "the earlier day first")
    return Days(values[0].first, values[-1].last, text)


@_remember
def every(text: str) -> Every:
    """Read `5d`, `2w`, `1mo`, `1y`: calendar time, more than none."""
    hint = "write `5d`, `2w`, `1mo` or `1y` (calendar time)"
    _bounded(text, "a number of days, weeks, months or years", hint)
    match = _EVERY.fullmatch(text)
    if match is None:
        raise Unreadable(f"{shown(text)} is not a number of days, weeks, months or years", hint)
    value = Every(int(match[1]), match[2], text)
    if value.amount == 0:
        raise Unreadable(f"{shown(text)} is no time at all", "it must be more than none: " + hint)
    if value.days > LONGEST_AGE:
        raise Unreadable(f"{shown(text)} is too long", "200 years are the limit")
    return value


# --- links and assignments --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Lag:
    """Signed waiting time of a link: minutes (working or elapsed), or a share of the predecessor's duration."""

    minutes: int
    share: Fraction | None
    elapsed: bool


@dataclass(frozen=True, slots=True)
class Link:
    """What an item waits for: `target` is an id or `document/id`, `kind` one of FS, SS, FF, SF."""

    target: str
    kind: str
    lag: Lag | None
    text: str


@dataclass(frozen=True, slots=True)
class Choice:
    """Somebody who may do it: `kind` is name (a person, team or resource), role or skill."""

    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Assignment:
    """One line of `assign`: whoever of `choices`, with what share of their time, weekly limit, how many of a team."""

    choices: tuple[Choice, ...]
    share: Share | None
    limit: Duration | None
    count: int | None
    text: str


_IS_ID = re.compile(_ID)
_LINK = re.compile(rf"({_ID}(?:/{_ID})?)(?: {{1,4}}(FS|SS|FF|SF))?(?: {{1,4}}([+-]) {{1,4}}([0-9][0-9a-z.%]*))?")
_LOOSE_LINK = re.compile(rf"{_ID}(?:/{_ID})? {{0,4}}(?:[A-Za-z]{{2}})? {{0,4}}[+-] {{0,4}}[0-9][0-9a-z.%]*")
_LINK_HINT = "write `design`, `design + 2d`, `design SS + 1d` or `legal/contract FF - 25%`"
_ASSIGNMENT_HINT = "write `ana`, `ana 50%`, `ana 2d/w`, `ana | bo`, `core 2`, `role:designer` or `skill:python 50%`"
_COUNT = re.compile(r"[0-9]{1,4}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def is_id(text: str) -> bool:
    """Is it an id: lower-case ASCII letters, digits and hyphens, not a hyphen first?"""
    return len(text) <= LONGEST_ID and _IS_ID.fullmatch(text) is not None


def is_reference(text: str) -> bool:
    """Is it an id or `document/id`?"""
    parts = text.split("/", 2)
    return len(parts) <= 2 and all(is_id(part) for part in parts)


def _lag(sign: str, text: str, units: Units) -> Lag:
    direction = -1 if sign == "-" else 1
    if text.endswith("%"):
        return Lag(0, direction * share(text).value, False)
    value = duration(text, units)
    return Lag(direction * value.minutes, None, value.elapsed)


def _link_hint(text: str) -> str:
    if _LOOSE_LINK.fullmatch(text):
        return "a space on both sides of `+` and `-`, the kind in capitals: `design SS + 2d`"
    if text != text.lower() and is_reference(text.lower()):
        return f"ids are in lower case: `{text.lower()}`"
    if "," in text:
        return "several links are a list: `[design, api + 2d]`"
    return _LINK_HINT


@_remember
def link(text: str, units: Units = DEFAULT_UNITS) -> Link:
    """Read `design`, `design + 2d`, `design SS + 1d`, `legal/contract FF - 25%`, `design + 3ed`; FS by default."""
    _bounded(text, "a link", _LINK_HINT, LONGEST_TEXT)
    match = _LINK.fullmatch(text)
    if match is None or not is_reference(match[1]):
        raise Unreadable(f"{shown(text)} is not a link", _link_hint(text))
    lag = _lag(match[3], match[4], units) if match[3] else None
    return Link(match[1], match[2] or "FS", lag, text)


def _choice(text: str, whole: str) -> Choice:
    kind, colon, name = text.partition(":")
    name = name.strip(" ")
    if not colon:
        if not is_id(text):
            raise Unreadable(f"{shown(whole)} is not an assignment: {shown(text)} is no id", _ASSIGNMENT_HINT)
        return Choice("name", text)
    if kind not in ("role", "skill") or not 0 < len(name) <= 100 or _CONTROL.search(name):
        raise Unreadable(f"{shown(whole)} is not an assignment", _ASSIGNMENT_HINT)
    return Choice(kind, name)


def _amount(word: str, units: Units) -> Share | Duration | int | None:
    """What the last word of an assignment says, None where it is a part of the name."""
    if word.endswith("%"):
        return share(word)
    if "/" in word:
        return weekly_limit(word, units)
    return int(word) if _COUNT.fullmatch(word) else None


@_remember
def assignment(text: str, units: Units = DEFAULT_UNITS) -> Assignment:
    """Read who does it: names, `role:` or `skill:`, `|` between alternatives, then a share, a weekly limit, a count."""
    _bounded(text, "an assignment", _ASSIGNMENT_HINT, LONGEST_TEXT)
    rest = text
    amounts: dict[type, Share | Duration | int] = {}
    while " " in rest:
        head, _, word = rest.rpartition(" ")
        value = _amount(word, units)
        if value is None or not head.strip(" "):
            break
        if type(value) in amounts:
            raise Unreadable(f"{shown(text)} says twice how much", _ASSIGNMENT_HINT)
        if (value if isinstance(value, int) else value.minutes if isinstance(value, Duration) else value.value) == 0:
            raise Unreadable(f"{shown(text)} assigns nothing", "leave the assignment out, or give it a share")
        amounts[type(value)] = value
        rest = head.rstrip(" ")
    choices = tuple(_choice(part.strip(" "), text) for part in rest.split("|"))
    if len(set(choices)) < len(choices):
        raise Unreadable(f"{shown(text)} names somebody twice", _ASSIGNMENT_HINT)
    part, limit, count = amounts.get(Share), amounts.get(Duration), amounts.get(int)
    return Assignment(
        choices,
        part if isinstance(part, Share) else None,
        limit if isinstance(limit, Duration) else None,
        count if isinstance(count, int) else None,
        text,
    )


# --- working hours ----------------------------------------------------------------------------------------------------

Shifts = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Hours:
    """Seven days from Monday, each a tuple of (from, to) minutes of the day; beyond 1440 a shift passes midnight."""

    week: tuple[Shifts, ...]


_DAY_NAMES = tuple(name.lower() for name in WEEKDAYS)
_SHIFT = re.compile(r"([0-9]{1,2}):([0-9]{2})-([0-9]{1,2}):([0-9]{2})")
_HOURS_HINT = "write `mon-fri: 09:00-12:00 13:00-18:00`, `sat: off`"


def _named_days(name: str) -> range:
    """The days that a key names, Monday is 0."""
    first, _, last = name.partition("-")
    if first not in _DAY_NAMES or (last or first) not in _DAY_NAMES or name.endswith("-"):
        raise Unreadable(f"{shown(name)} is no day of the week", "days are `mon` to `sun`, ranges `mon-fri`")
    begin, end = _DAY_NAMES.index(first), _DAY_NAMES.index(last or first)
    if end < begin:
        raise Unreadable(f"{shown(name)} runs backwards", "weeks begin on `mon`; name the days in two ranges")
    return range(begin, end + 1)


def _shift(text: str) -> tuple[int, int]:
    match = _SHIFT.fullmatch(text) if len(text) <= 11 else None
    if match is None:
        raise Unreadable(f"{shown(text)} is no time span", _HOURS_HINT)
    hour, minute, to_hour, to_minute = (int(group) for group in match.groups())
    begin, end = 60 * hour + minute, 60 * to_hour + to_minute
    if minute > 59 or to_minute > 59 or begin >= MINUTES_A_DAY or end > MINUTES_A_DAY:
        raise Unreadable(f"{shown(text)} is no time span", "the day runs from 00:00 to 24:00")
    if end <= begin:
        end += MINUTES_A_DAY
        if end - begin > LONGEST_NIGHT:
            raise Unreadable(f"{shown(text)} ends before it begins", "past midnight a shift has at most 16 hours")
    return begin, end


@_remember
def _shifts(text: str) -> Shifts:
    """The shifts of one day, in order."""
    _bounded(text, "working hours", _HOURS_HINT, 200)
    if text == "off":
        return ()
    shifts = tuple(_shift(part) for part in text.split())
    for (_, end), (begin, _) in zip(shifts, shifts[1:], strict=False):
        if begin < end:
            raise Unreadable(
                f"{shown(text)} overlaps itself or is out of order", "the earlier shift first: " + _HOURS_HINT
            )
    if not shifts:
        raise Unreadable(f"{shown(text)} is no working time", _HOURS_HINT)
    return shifts


def hours(mapping: Mapping[str, str | Sequence[str]]) -> Hours:
    """Read `{mon-fri: 09:00-12:00 13:00-18:00, sat: off}`; days not named are off, a single day wins over a range."""
    week: list[Shifts] = [(), (), (), (), (), (), ()]
    named_by: dict[int, str] = {}
    for name in sorted(mapping, key=lambda key: (len(key) <= 3, key)):
        value = mapping[name]
        shifts = _shifts(value if isinstance(value, str) else " ".join(value))
        for day in _named_days(name):
            if day in named_by and "-" in name:
                raise Unreadable(
                    f"`{_DAY_NAMES[day]}` is in both {shown(named_by[day])} and {shown(name)}", _HOURS_HINT
                )
            named_by[day] = name
            week[day] = shifts
    for day, shifts in enumerate(week):
        following = week[(day + 1) % 7]
        if shifts and following and shifts[-1][1] - MINUTES_A_DAY > following[0][0]:
            raise Unreadable(f"the last shift of `{_DAY_NAMES[day]}` runs into the next day's first", _HOURS_HINT)
    return Hours(tuple(week))


# --- printing ---------------------------------------------------------------------------------------------------------


def _decimal_text(numerator: int, denominator: int, decimals: int) -> str:
    """A non-negative fraction with at most so many decimals, halves rounded up, no trailing zeros."""
    scale = int(10**decimals)
    scaled = (2 * numerator * scale + denominator) // (2 * denominator)
    whole, rest = divmod(scaled, scale)
    return f"{whole}.{rest:0{decimals}}".rstrip("0").rstrip(".") if rest else str(whole)


def print_duration(minutes: int, units: Units = DEFAULT_UNITS, elapsed: bool = False) -> str:
    """Exact plan text in the largest of days, hours, minutes with at most one decimal: `5d`, `1.5d`, `4h`, `30min`."""
    sign, size, mark = "-" if minutes < 0 else "", abs(minutes), "e" if elapsed else ""
    day = MINUTES_A_DAY if elapsed else units.day
    if size == 0:
        return f"0{mark}d"
    for unit, length in (("d", day), ("h", 60)):
        if size >= length and (10 * size) % length == 0:
            return f"{sign}{_decimal_text(size, length, 1)}{mark}{unit}"
    return f"{sign}{size}{mark}min"


def print_days(minutes: int, units: Units = DEFAULT_UNITS) -> str:
    """A signed difference in working days, at most one decimal: `+3d`, `-0.5d`, `0d`; a little is never shown as 0."""
    if minutes == 0:
        return "0d"
    text = _decimal_text(abs(minutes), units.day, 1)
    return f"{'-' if minutes < 0 else '+'}{'0.1' if text == '0' else text}d"


def print_share(value: Fraction, decimals: int | None = None) -> str:
    """`40%`, `12.5%`: exact where it ends within six decimals, else (or as asked) rounded, halves up."""
    percent = abs(value) * 100
    if decimals is None:
        decimals = 6 if (percent * 10**6).denominator == 1 else 1
    text = _decimal_text(percent.numerator, percent.denominator, decimals)
    return f"{'-' if value < 0 and text != '0' else ''}{text}%"


def print_money_plain(amount: Decimal, currency: str | None = None) -> str:
    """Plan text that reads back as the same amount: `12500 EUR`, `0.5`."""
    text = f"{_tidy(amount):f}"
    return f"{text} {currency}" if currency else text


def print_money(amount: Decimal, currency: str | None = None) -> str:
    """For people: thousands apart, cents only where there are any: `12,500 EUR`, `12,500.50`."""
    cents = amount.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    text = f"{int(cents):,}" if cents == cents.to_integral_value() else f"{cents:,}"
    return f"{text} {currency}" if currency else text


def print_money_short(amount: Decimal, currency: str | None = None) -> str:
    """For narrow columns, rounded: `640`, `4.7k`, `62k`, `1.2M`."""
    size = Fraction(abs(amount))
    text, suffix = _decimal_text(size.numerator, size.denominator, 0), ""
    for scale, mark in ((1000, "k"), (1_000_000, "M")):
        # 999.6k shall read 1M, so what decides is the rounded figure
        if int(text.partition(".")[0]) < 1000:
            break
        part = size / scale
        text, suffix = _decimal_text(part.numerator, part.denominator, 1 if part < Fraction(995, 100) else 0), mark
    sign = "-" if amount < 0 and text != "0" else ""
    return f"{sign}{text}{suffix}" + (f" {currency}" if currency else "")


# --- instants ---------------------------------------------------------------------------------------------------------


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


def print_iso(value: int) -> str:
    """An instant as ISO 8601 to the minute: `2026-03-02T14:00`."""
    return datetime_of(value).isoformat(timespec="minutes")
