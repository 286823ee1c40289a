"""Durations, estimates and weekly limits, in minutes by the units of a workspace: read and printed again."""

from __future__ import annotations

from collections.abc import Mapping

from pmctl.quantity.instants import MINUTES_A_DAY
from pmctl.quantity.text import NUMBER, Unreadable, bounded, decimal_text, order_error, parts_of_range, remember, shown
from pmctl.record import dataclass
from pmctl.regex import regex

LONGEST_DURATION = 52_596_000  # minutes, a hundred years: a bound, not an opinion


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
        """The most likely value."""
        return self.likely.minutes

    @property
    def elapsed(self) -> bool:
        """Whether it counts time around the clock."""
        return self.likely.elapsed

    @property
    def certain(self) -> bool:
        """Whether it is one value."""
        return self.low.minutes == self.high.minutes


_DURATION = regex(rf"({NUMBER})(e?)(min|h|d|w|mo)")
_LOOSE_DURATION = regex(rf"([+-]?)({NUMBER}) ?([A-Za-z]{{0,8}})")
_DURATION_HINT = "write `30min`, `4h`, `3d`, `2w` or `1mo`; `3ed` is elapsed time"
_LOOSE_RANGE = regex(
    rf"({NUMBER}) ?([A-Za-z]{{0,8}}) ?(?:-|\u2013|\u2014|\u2026|\.\.\.|to) ?({NUMBER}) ?([A-Za-z]{{1,8}})"
)
_HOURS_AND_MINUTES = regex(r"([0-9]{1,4}) ?h[a-z]{0,4},? ?([0-9]{1,4}) ?(?:m|min|mins|minutes)?")
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
    loose = _LOOSE_DURATION.fullmatch(text.strip().replace(",", "."))
    if loose is None:
        return _range_hint(text)
    sign, number, word = loose.groups()
    if sign == "-":
        return "it cannot be negative"
    if not word:
        return f"say the unit: `{number}d` or `{number}h`"
    if word.lower() == "m":
        return f"`{number}min` are minutes, `{number}mo` months"
    unit = _UNIT_WORDS.get(word.lower())
    return f"write `{number}{unit}`" if unit else _DURATION_HINT


def _range_hint(text: str) -> str:
    """What was probably meant by more than one number: `3-5 days` is `3d..5d`, `5h 30m` is `330min`."""
    both, clock = _LOOSE_RANGE.fullmatch(text), _HOURS_AND_MINUTES.fullmatch(text)
    if clock:
        return f"write `{60 * int(clock[1]) + int(clock[2])}min`"
    high = _UNIT_WORDS.get(both[4].lower()) if both else None
    low = _UNIT_WORDS.get(both[2].lower()) if both and both[2] else high
    return f"a range is `{both[1]}{low}..{both[3]}{high}`" if both and low and high else _DURATION_HINT


@remember
def duration(text: str, units: Units = DEFAULT_UNITS) -> Duration:
    """Read `30min`, `4h`, `3d`, `2w`, `1mo`, `1.5d` (working time by `units`) or `3ed`, `12eh` (elapsed time)."""
    bounded(text, "a duration", _DURATION_HINT)
    match = _DURATION.fullmatch(text)
    if match is None:
        raise Unreadable(f"{shown(text)} is not a duration", _duration_hint(text))
    number, elapsed, unit = match.groups()
    minutes = _times(number, _minutes_in(unit, elapsed, units))
    if minutes > LONGEST_DURATION:
        raise Unreadable(f"{shown(text)} is too long a duration", "100 years are the limit")
    return Duration(minutes, bool(elapsed), text)


@remember
def estimate(text: str, units: Units = DEFAULT_UNITS) -> Estimate:
    """Read `5d`, `3d..5d..9d` or `3d..9d`, whose likely value is the middle."""
    parts = parts_of_range(text, "an estimate", "write `5d`, `3d..9d` or `3d..5d..9d`")
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
        raise order_error(text)
    return Estimate(low, likely, high, text)


@remember
def weekly_limit(text: str, units: Units = DEFAULT_UNITS) -> Duration:
    """Read `4d/w`: working time a week. The value's text is the part before `/w`."""
    hint = "write `4d/w` or `20h/w`"
    bounded(text, "a weekly limit", hint)
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


def print_duration(minutes: int, units: Units = DEFAULT_UNITS, elapsed: bool = False) -> str:
    """Exact plan text in the largest of days, hours, minutes with at most one decimal: `5d`, `1.5d`, `4h`, `30min`."""
    sign, size, mark = "-" if minutes < 0 else "", abs(minutes), "e" if elapsed else ""
    day = MINUTES_A_DAY if elapsed else units.day
    if size == 0:
        return f"0{mark}d"
    for unit, length in (("d", day), ("h", 60)):
        if size >= length and (10 * size) % length == 0:
            return f"{sign}{decimal_text(size, length, 1)}{mark}{unit}"
    return f"{sign}{size}{mark}min"


def print_days(minutes: int, units: Units = DEFAULT_UNITS) -> str:
    """A signed difference in working days, at most one decimal: `+3d`, `-0.5d`, `0d`; a little is never shown as 0."""
    if minutes == 0:
        return "0d"
    text = decimal_text(abs(minutes), units.day, 1)
    return f"{'-' if minutes < 0 else '+'}{'0.1' if text == '0' else text}d"
