"""Values of a plan as they are compared (equal when they mean the same) and as one line of plan text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from pmctl.changes.edits.references import Side
from pmctl.quantity import (
    Assignment,
    Days,
    Duration,
    Estimate,
    Every,
    Hours,
    Lag,
    Link,
    Money,
    MoneyRange,
    NumberRange,
    Rate,
    Share,
    Units,
    When,
    print_duration,
    print_money_plain,
    print_share,
)
from pmctl.quantity.instants import WEEKDAYS
from pmctl.quantity.week import Shifts

EMPTY_LIST = "[]"
"""The text of a list that is empty on purpose."""


class Compared(NamedTuple):
    """A value: `same` is equal where the meaning is, `text` is what people read."""

    same: Hashable
    text: str


def compared(value: Any, side: Side, document: str = "") -> Compared:
    """One value that is no list, map or record, on its side; links are read in `document`."""
    write = _WRITERS.get(value.__class__)
    if write is None:
        return plain(value)
    found = write(value, side, document)
    return found if side.is_canonical else Compared(_typed(value, found), found.text)


def _typed(value: Any, found: Compared) -> Hashable:
    """What was typed, where units or currency differ between the sides; links and assignments keep what they name."""
    if isinstance(value, Link):
        return found.same[0] if isinstance(found.same, tuple) else None, value.text.partition(" ")[2]
    return getattr(value, "text", found.same)


def plain(value: Any) -> Compared:
    """A text, a number or a truth."""
    if isinstance(value, bool):
        return Compared(value, "true" if value else "false")
    if isinstance(value, float | Decimal | Fraction):
        number = Decimal(str(value)) if isinstance(value, float) else value
        return Compared(value, str(int(number)) if number == int(number) else str(number))
    text = " ".join(str(value).split())  # lines that are broken elsewhere say the same
    return Compared(value if isinstance(value, int) else text, text)


# --- lists ------------------------------------------------------------------------------------------------------------


def together(parts: Sequence[Compared], ordered: bool) -> Compared:
    """A list; where it is not `ordered`, another order means the same."""
    text = ", ".join(part.text for part in parts) or EMPTY_LIST
    if ordered:
        return Compared(tuple(part.same for part in parts), text)
    return Compared(frozenset(Counter(part.same for part in parts).items()), text)


def days_together(days: Iterable[Days]) -> Compared:
    """Days off (or on), however they are cut into stretches: sorted, those that touch as one."""
    found: list[Days] = []
    for one in sorted(days, key=lambda days: (days.first, days.last)):
        if found and one.first <= found[-1].last + timedelta(1):
            found[-1] = Days(found[-1].first, max(found[-1].last, one.last), "")
        else:
            found.append(one)
    return together([Compared((one.first, one.last), _days(one)) for one in found], True)


def _days(days: Days) -> str:
    first = days.first.isoformat()
    return first if days.first == days.last else f"{first}..{days.last.isoformat()}"


# --- time -------------------------------------------------------------------------------------------------------------


def _duration(value: Duration, side: Side, _: str) -> Compared:
    return Compared((value.minutes, value.elapsed), _length(value, side))


def _length(value: Duration, side: Side) -> str:
    if not side.is_canonical:
        return value.text
    return print_duration(value.minutes, side.workspace.units, value.elapsed)


def _estimate(value: Estimate, side: Side, _: str) -> Compared:
    parts = (value.low, value.likely, value.high)
    texts = [_length(part, side) for part in parts]
    same = (*(part.minutes for part in parts), value.elapsed)
    return Compared(same, value.text if not side.is_canonical else texts[1] if value.certain else "..".join(texts))


def _when(value: When, _side: Side, _: str) -> Compared:
    return Compared((value.first, value.last, value.minute), value.text)


def _every(value: Every, _side: Side, _: str) -> Compared:
    return Compared(value.days if value.unit in ("d", "w") else (value.amount, value.unit), value.text)


def _one_days(value: Days, _side: Side, _: str) -> Compared:
    return Compared((value.first, value.last), _days(value))


def units_text(minutes: int, name: str, units: Units) -> str:
    """The length of a unit: of a day in hours, of a week or month in days."""
    if name != "day":
        return print_duration(minutes, units)
    return f"{minutes // 60}h" if minutes % 60 == 0 else f"{minutes}min"


def _hours(value: Hours, _side: Side, _: str) -> Compared:
    return Compared(value.week, hours_text(value))


def hours_text(hours: Hours) -> str:
    """Working hours in one line: `mon-fri 09:00-12:00 13:00-18:00, sat 10:00-14:00`; days off are left out."""
    parts = []
    for first, last, shifts in _runs(hours.week):
        names = [WEEKDAYS[day].lower() for day in (first, last)]
        name = names[0] if first == last else "-".join(names)
        if shifts:
            parts.append(" ".join((name, *(f"{_clock(begin)}-{_clock(end)}" for begin, end in shifts))))
    return ", ".join(parts) or "off"


def _runs(week: Sequence[Shifts]) -> list[tuple[int, int, Shifts]]:
    """Days of a week with the same shifts that follow each other: first, last, shifts."""
    found: list[tuple[int, int, Shifts]] = []
    for day, shifts in enumerate(week):
        if found and found[-1][2] == shifts:
            found[-1] = (found[-1][0], day, shifts)
        else:
            found.append((day, day, shifts))
    return found


def _clock(minute: int) -> str:
    minute = minute if minute <= 1440 else minute - 1440
    return f"{minute // 60:02}:{minute % 60:02}"


# --- shares and money -------------------------------------------------------------------------------------------------


def _share(value: Share, _side: Side, _: str) -> Compared:
    return Compared(value.value, print_share(value.value))


def _money(value: Money, side: Side, _: str) -> Compared:
    currency = value.currency or side.workspace.currency
    return Compared((value.amount, currency), _amount(value.amount) + _currency(value.currency, side))


def _currency(currency: str | None, side: Side) -> str:
    return f" {currency}" if currency and currency != side.workspace.currency else ""


def _amount(amount: Decimal) -> str:
    """An amount exactly, with `k` or `M` where that needs one decimal at most."""
    for scale, mark in ((1_000_000, "M"), (1000, "k")):
        if abs(amount) >= scale and amount * 10 % scale == 0:
            return print_money_plain(amount / scale) + mark
    return f"{Decimal(print_money_plain(amount)):,f}"


def _money_range(value: MoneyRange, side: Side, _: str) -> Compared:
    amounts = (value.low.amount, value.likely.amount, value.high.amount)
    texts = [_amount(amount) for amount in amounts]
    text = texts[1] if amounts[0] == amounts[2] else "..".join(texts)
    currency = value.likely.currency
    return Compared((*amounts, currency or side.workspace.currency), text + _currency(currency, side))


def _number_range(value: NumberRange, _side: Side, _: str) -> Compared:
    numbers = (value.low, value.likely, value.high)
    texts = [print_money_plain(number) for number in numbers]
    return Compared(numbers, texts[1] if value.low == value.high else "..".join(texts))


def _rate(value: Rate, side: Side, _: str) -> Compared:
    units = side.workspace.units
    minutes = {"min": 1, "h": 60, "d": units.day, "w": units.week, "mo": units.month}[value.per]
    same = (Fraction(value.amount) / minutes, value.currency or side.workspace.currency)
    return Compared(same, f"{print_money_plain(value.amount)}{_currency(value.currency, side)}/{value.per}")


# --- links and assignments --------------------------------------------------------------------------------------------


def _link(value: Link, side: Side, document: str) -> Compared:
    meant, text = side.item(document, value.target)
    lag = value.lag if value.lag is not None and (value.lag.minutes or value.lag.share) else None
    parts = [text, *([value.kind] if value.kind != "FS" else ()), *(_lag(lag, side) if lag is not None else ())]
    return Compared((meant, value.kind, lag), " ".join(parts))


def _lag(lag: Lag, side: Side) -> tuple[str, str]:
    size = lag.share if lag.share is not None else lag.minutes
    units = side.workspace.units
    text = (
        print_share(abs(lag.share)) if lag.share is not None else print_duration(abs(lag.minutes), units, lag.elapsed)
    )
    return "-" if size < 0 else "+", text


def _assignment(value: Assignment, side: Side, _: str) -> Compared:
    choices = tuple(
        (choice.kind, side.person(choice.name) if choice.kind == "name" else choice.name) for choice in value.choices
    )
    share = value.share if value.share is not None and value.share.value != 1 else None
    names = (choice.name if choice.kind == "name" else f"{choice.kind}:{choice.name}" for choice in value.choices)
    words = [" | ".join(names)]
    if value.count is not None:
        words.append(str(value.count))
    if share is not None:
        words.append(print_share(share.value))
    if value.limit is not None:
        words.append(f"{_length(value.limit, side)}/w")
    limit = None if value.limit is None else value.limit.minutes if side.is_canonical else value.limit.text
    return Compared((choices, share and share.value, limit, value.count), " ".join(words))


_WRITERS: Mapping[type, Callable[[Any, Side, str], Compared]] = {
    Duration: _duration,
    Estimate: _estimate,
    When: _when,
    Every: _every,
    Days: _one_days,
    Hours: _hours,
    Share: _share,
    Money: _money,
    MoneyRange: _money_range,
    NumberRange: _number_range,
    Rate: _rate,
    Link: _link,
    Assignment: _assignment,
}
