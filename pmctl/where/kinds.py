"""What is compared with what: both sides as values of one kind."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from pmctl.quantity import (
    DEFAULT_UNITS,
    MINUTES_A_DAY,
    Days,
    Duration,
    Estimate,
    Every,
    Money,
    MoneyRange,
    NumberRange,
    Rate,
    Share,
    When,
    instant,
)
from pmctl.where.condition import Number, Span, Value
from pmctl.where.values import span_of, value_of


def text_of(value: object) -> str | None:
    """A value as text: what was typed, or the record's own text; nothing where it has none."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | Decimal):
        return str(value)
    text = getattr(value, "text", None)
    return text if isinstance(text, str) else None


Key = tuple[str, Span, str | None]  # the kind of value, what is compared, its currency


def keys_of(left: object, right: object, first: bool, other: bool) -> tuple[Span, Span] | None:
    """Both sides as values of one kind, None where they have no kind in common."""
    for one in _readings(left, first):
        for two in _readings(right, other):
            if one[0] == two[0]:
                # two currencies are never compared
                return None if one[2] and two[2] and one[2] != two[2] else (one[1], two[1])
    return None


def _readings(value: object, first: bool) -> tuple[Key, ...]:
    """Each kind of value that it can be: one for a typed value, all readings of a written one."""
    if isinstance(value, str):
        value = value_of(value, DEFAULT_UNITS)
    if isinstance(value, Value):
        return _written(value)
    point = _point(value)
    if point is not None:
        return ((point[0], (point[1], point[1]), point[2]),)
    if isinstance(value, date | When | Days):
        return (("days", _day_span(value, first), None),)
    return ()


@lru_cache(maxsize=4096)
def _written(value: Value) -> tuple[Key, ...]:
    points = {"number": value.number, "share": value.share, "time": value.time, "age": value.age, "money": value.money}
    keys: list[Key] = [(kind, (point, point), value.currency) for kind, point in points.items() if point is not None]
    return tuple(keys if value.days is None else [*keys, ("days", value.days, None)])


def _point(value: object) -> tuple[str, Number, str | None] | None:
    """A typed value that is one figure."""
    if isinstance(value, Duration | Estimate):
        return "time", value.minutes, None
    if isinstance(value, Every):
        return "age", value.days, None
    if isinstance(value, Share):
        return "share", value.value, None
    if isinstance(value, MoneyRange):
        value = value.likely
    if isinstance(value, Money | Rate):
        return "money", Fraction(value.amount), value.currency
    if isinstance(value, NumberRange):
        return "number", Fraction(value.likely), None
    if isinstance(value, int | float | Decimal | Fraction) and not isinstance(value, bool) and _is_finite(value):
        return "number", Fraction(value), None
    return None


def _is_finite(value: float | Decimal | Fraction) -> bool:
    return value.is_finite() if isinstance(value, Decimal) else bool(value - value == 0)


def _day_span(value: date | When | Days, first: bool) -> Span:
    """The instants of a day; of a period its first or last day, of a range all of it."""
    if isinstance(value, datetime):
        moment = instant(value.date(), 60 * value.hour + value.minute)
        return moment, moment
    if isinstance(value, Days):
        return instant(value.first), instant(value.last, MINUTES_A_DAY - 1)
    if isinstance(value, When):
        if value.minute is not None:
            return span_of(value)
        value = value.first if first else value.last
    return instant(value), instant(value, MINUTES_A_DAY - 1)
