"""Everything that a written value can be read as: `3` is a number, days, a share, money."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache
from typing import TypeVar

from pmctl.quantity import (
    MINUTES_A_DAY,
    Money,
    Rate,
    Units,
    Unreadable,
    When,
    duration,
    every,
    instant,
    money,
    number_range,
    rate,
    share,
    shown,
    when,
)
from pmctl.where.condition import Span, Value

T = TypeVar("T")


def span_of(value: When) -> Span:
    """The instants that a date or period lasts, from its first minute to its last."""
    first = instant(value.first, value.minute or 0)
    return first, first if value.minute is not None else instant(value.last, MINUTES_A_DAY - 1)


def _try(reading: Callable[[str], T], text: str) -> T | None:
    try:
        return reading(text)
    except Unreadable:
        return None


def _number(text: str) -> Fraction:
    if ".." in text:
        raise Unreadable(f"{shown(text)} is a range")
    return Fraction(number_range(text).likely)


def _money(text: str) -> Money | Rate:
    return rate(text) if "/" in text else money(text)


@lru_cache(maxsize=4096)
def value_of(text: str, units: Units) -> Value:
    """Everything that a text can be read as; a plain number also counts days, and per cent above 1."""
    sign, unsigned = (-1, text[1:]) if text.startswith("-") else (1, text.removeprefix("+"))
    number, part, amount = _try(_number, unsigned), _try(share, unsigned), _try(_money, unsigned)
    length, age, day = _try(lambda one: duration(one, units), unsigned), _try(every, unsigned), _try(when, text)
    span = None if day is None else span_of(day)
    if number is not None:
        time, fraction = number * units.day, number if number <= 1 else number / 100
        return Value(text, sign * time, sign * number, sign * fraction, sign * number, sign * number, None, span)
    return Value(
        text,
        None if length is None else sign * length.minutes,
        None if age is None else sign * age.days,
        None if part is None else sign * part.value,
        None if part is None else sign * part.value,
        None if amount is None else sign * Fraction(amount.amount),
        None if amount is None else amount.currency,
        span,
    )


def is_readable(value: Value) -> bool:
    """Whether a text has any reading but that of a text."""
    readings = (value.time, value.age, value.share, value.number, value.money, value.days)
    return any(reading is not None for reading in readings)
