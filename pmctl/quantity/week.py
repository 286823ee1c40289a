"""Working hours of a week: `mon-fri: 09:00-12:00 13:00-18:00`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pmctl.quantity.instants import MINUTES_A_DAY, WEEKDAYS
from pmctl.quantity.text import Unreadable, bounded, remember, shown
from pmctl.record import dataclass
from pmctl.regex import regex

LONGEST_NIGHT = 16 * 60  # a shift across midnight that is longer is rather a typing error
Shifts = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Hours:
    """Seven days from Monday, each a tuple of (from, to) minutes of the day; beyond 1440 a shift passes midnight."""

    week: tuple[Shifts, ...]


_DAY_NAMES = tuple(name.lower() for name in WEEKDAYS)
_SHIFT = regex(r"([0-9]{1,2}):([0-9]{2})-([0-9]{1,2}):([0-9]{2})")
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


@remember
def _shifts(text: str) -> Shifts:
    """The shifts of one day, in order."""
    bounded(text, "working hours", _HOURS_HINT, 200)
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
