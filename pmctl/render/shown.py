"""A plain value as a reader sees it, by what it is: a day, an amount, a share, a slip."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Literal

from pmctl.quantity import print_date, print_money
from pmctl.regex import regex

Form = Literal["text", "day", "amount", "number", "share", "slip", "level"]
_ISO_DAY = regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9])")
RIGHT: tuple[Form, ...] = ("amount", "number", "share", "slip")
"""Forms whose columns are aligned to the right."""


def shown(value: object, form: Form = "text", near: date | None = None) -> str:
    """A value of a view in words: `Tue 31 Mar 2026`, `12,500`, `40%`, `+3d`; lists by commas, "" for None.

    Days that are `near` a day go without their year.

    A value that is not what its form says (`n/a` in a column of numbers, `2026-Q2` in one of days) is shown as it is.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return day(value, near) if form == "day" and _ISO_DAY.match(value) else value
    if isinstance(value, int | float):
        return _number(value, form)
    if isinstance(value, Sequence):
        return ", ".join(shown(one, form, near) for one in value)
    return str(value)


def day(value: object, near: date | None = None) -> str:
    """An ISO day for people: `Tue 31 Mar 2026`, near another day without its year; nothing for None."""
    return print_date(date.fromisoformat(value[:10]), near) if isinstance(value, str) and value else ""


def amount(value: float) -> str:
    """Money for people, without its currency: `12,500`."""
    return print_money(Decimal(str(value)).quantize(Decimal(1)))


def percent(value: float) -> str:
    """A share for people: `40%`."""
    return f"{value * 100:.0f}%"


def _number(value: float, form: Form) -> str:
    if form == "amount":
        return amount(value)
    if form == "share":
        return percent(value)
    days = f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
    days = "0" if days == "-0" else days
    if form == "slip":
        return f"+{days}d" if value > 0 else f"{days}d"
    return days
