"""Facts as fields of JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import is_dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from pmctl.insights.facts.entries import entries_of
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
)

_STARTS = frozenset({"start", "not-before", "started", "forecast-start", "early-start", "late-start", "baseline-start"})


def to_json(plan: Plan, found: object, name: str) -> dict[str, object]:
    """The fields of a fact in JSON: `{"effort": "5d", "effort-minutes": 2400}`, days in ISO 8601, null for nothing."""
    return _simple_json(found, name) or {name: _json_value(plan, found, name)}


def _simple_json(found: object, name: str) -> dict[str, object] | None:
    """The fields of one value of `quantity`: its plan text and numbers; None for everything else."""
    if isinstance(found, When):
        day = found.first if name in _STARTS else found.last
        text = day.isoformat()
        if found.minute is not None:
            text += f"T{found.minute // 60:02}:{found.minute % 60:02}"
        return {name: text, f"{name}-text": found.text} if found.first != found.last else {name: text}
    if isinstance(found, date):
        return {name: found.isoformat()}
    if isinstance(found, Duration):
        return {name: found.text, f"{name}-minutes": found.minutes}
    if isinstance(found, Estimate):
        spread = {f"{name}-low-minutes": found.low.minutes, f"{name}-high-minutes": found.high.minutes}
        return {name: found.text, f"{name}-minutes": found.minutes, **({} if found.certain else spread)}
    if isinstance(found, Share):
        return {name: found.text, f"{name}-share": float(found.value)}
    if isinstance(found, Money):
        return _money_json(name, found, found.text)
    if isinstance(found, MoneyRange):
        return _money_json(name, found.likely, found.text)
    if isinstance(found, Rate):
        return {name: found.text, f"{name}-amount": _plain_number(found.amount), f"{name}-currency": found.currency}
    if isinstance(found, NumberRange):
        return {name: found.text, f"{name}-number": _plain_number(found.likely)}
    return None


def _json_value(plan: Plan, found: object, name: str) -> object:
    """A value inside a list or a record: one JSON value."""
    if isinstance(found, Link | Assignment | Days | Every):
        return found.text
    simple = _simple_json(found, name)
    if simple is not None:
        return simple[name]
    if isinstance(found, Decimal | Fraction | float):
        return _plain_number(found)
    if found is None or isinstance(found, str | int | bool):
        return found
    if isinstance(found, tuple | list):
        return [_json_value(plan, one, name) for one in found]
    if isinstance(found, Mapping):
        return {str(key): _json_value(plan, one, str(key)) for key, one in found.items()}
    if is_dataclass(found):
        return _record_json(plan, found)
    return str(found)


def _record_json(plan: Plan, record: object) -> dict[str, object]:
    fields_of_it: dict[str, object] = {}
    for key, one in entries_of(record):
        fields_of_it.update(to_json(plan, one, key))
    return fields_of_it


def _money_json(name: str, amount: Money, text: str) -> dict[str, object]:
    return {name: text, f"{name}-amount": _plain_number(amount.amount), f"{name}-currency": amount.currency}


def _plain_number(number: Decimal | Fraction | float) -> int | float:
    return int(number) if number == int(number) else float(number)
