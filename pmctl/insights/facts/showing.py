"""Facts as text for people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import is_dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TypeGuard

from pmctl.insights.computed import SIGNED
from pmctl.insights.facts.entries import entries_of
from pmctl.model.control import Impact
from pmctl.plan import Plan
from pmctl.quantity import (
    Assignment,
    Days,
    Duration,
    Estimate,
    Every,
    Link,
    Money,
    MoneyRange,
    NumberRange,
    Rate,
    Share,
    When,
    print_date,
    print_days,
    print_money,
    print_share,
)
from pmctl.regex import regex

_THOUSANDS = regex(r"(?<!\d)(?<!\d\.)\d{4,}")


def show(plan: Plan, found: object, name: str = "") -> str:
    """The text of a value for a cell: dates short, durations as written, thousands apart, lists joined, "" for None."""
    if found is None or found is False:
        return ""
    if found is True:
        return "yes"
    if isinstance(found, str):
        return found
    if isinstance(found, When):
        return _when(plan, found)
    if isinstance(found, date):
        return print_date(found, plan.today)
    if isinstance(found, Days):
        return _days(plan, found)
    if isinstance(found, Duration):
        return print_days(found.minutes, plan.workspace.units) if name in SIGNED else found.text
    if isinstance(found, Money):
        return found.text if _is_short(found) else print_money(found.amount, found.currency)
    if isinstance(found, Share):
        return found.text or print_share(found.value)
    if isinstance(found, MoneyRange | NumberRange | Rate):
        return _apart(found.text)
    if isinstance(found, Estimate | Link | Assignment | Every):
        return found.text
    if isinstance(found, int):
        return str(found)
    if isinstance(found, float | Decimal | Fraction):
        return _number(found)
    if _is_entry(found):
        return ": ".join(show(plan, one, name) for one in found)
    if isinstance(found, tuple | list):
        return ", ".join(text for one in found if (text := show(plan, one, name)))
    if isinstance(found, Mapping):
        return ", ".join(f"{key} {show(plan, one)}" for key, one in found.items())
    return _record(plan, found) if is_dataclass(found) else str(found)


def _apart(text: str) -> str:
    """Numbers as they were written, with their thousands apart: `12,500..14,000 EUR`."""
    return _THOUSANDS.sub(lambda found: f"{int(found[0]):,}", text)


def _is_short(money: Money) -> bool:
    """Is it written with thousands or millions as a letter: `12.5k EUR`? People wrote it so to be read."""
    return money.text.partition(" ")[0].endswith(("k", "M"))


def _is_entry(found: object) -> TypeGuard[tuple[When, Mapping[str, object]]]:
    """Is it what stands under a period: `2026: {build: 98k}`?"""
    return isinstance(found, tuple) and len(found) == 2 and isinstance(found[0], When) and isinstance(found[1], Mapping)


def _number(number: float | Decimal | Fraction) -> str:
    if isinstance(number, Fraction):
        number = float(number)
    text = f"{number:.4f}" if isinstance(number, float) else f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _record(plan: Plan, record: object) -> str:
    """A record of several keys in one line: `time 10d, cost 8k`; parts that are lists themselves by semicolons."""
    parts = []
    for key, one in entries_of(record):
        text = show(plan, one, key)
        if text:
            sign = "-" if isinstance(record, Impact) and record.negative_time and key == "time" else ""
            parts.append(f"{key} {sign}{text}")
    return ("; " if any(", " in part for part in parts) else ", ").join(parts)


def _when(plan: Plan, day: When) -> str:
    if day.first != day.last:
        return day.text
    text = print_date(day.first, plan.today)
    return f"{text} {day.minute // 60:02}:{day.minute % 60:02}" if day.minute is not None else text


def _days(plan: Plan, days: Days) -> str:
    """`Mon 16 Feb - Fri 20 Feb`, as all other days are written."""
    first, last = print_date(days.first, plan.today), print_date(days.last, plan.today)
    return first if days.first == days.last else f"{first} - {last}"
