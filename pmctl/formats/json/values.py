"""The fields of a record for the JSON export: a value as the plan's text, its number beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from pmctl.insights.relations import WORK
from pmctl.model.item import Item, Source, plan_key
from pmctl.model.money import Budget
from pmctl.model.product import Feedback
from pmctl.model.workspace import Workspace, resolve
from pmctl.quantity import (
    Assignment,
    Days,
    Duration,
    Estimate,
    Every,
    Hours,
    Link,
    Money,
    MoneyRange,
    NumberRange,
    Rate,
    Share,
    Units,
    When,
)

REFERENCES = frozenset(
    ("about", "affects", "change", "delivered_by", "evidence", "for_", "has", "metric", "of", "product", "release")
    + ("replaces", "reply_to", "risk", "sprint", "starts_with", "success", "supersedes", "supports", "tasks", "theme")
)
"""Fields that name other items: their ids are written in full."""
_SKIPPED = frozenset(
    ("source", "expects_source", "source_of", "milestone_date", "is_group", "negative_time", "members", "x")
)
Pairs = Iterator[tuple[str, Any]]


def record_pairs(record: Any, workspace: Workspace, document: str, units: Units) -> Pairs:
    """The fields of a record that say something, by their plan key, in the model's order."""
    for field in fields(record):
        value = getattr(record, field.name)
        if field.name in _SKIPPED or field.name in ("id", "kind") or _is_nothing(value):
            continue
        if field.name in REFERENCES:
            value = _in_full(value, workspace, document, WORK if field.name == "delivered_by" else (Item,))
        yield from _value(plan_key(field.name), value, workspace, document, units)
    if isinstance(record, Feedback) and record.source_of:
        yield "source", record.source_of
    when = getattr(record, "milestone_date", None)
    if isinstance(when, When):
        yield from _when("milestone-date", when)


def _is_nothing(value: object) -> bool:
    return (
        value is None
        or value == ""
        or (isinstance(value, tuple | list | Mapping) and not value)
        or isinstance(value, Source)
    )


def _in_full(value: Any, workspace: Workspace, document: str, kinds: tuple[type[Item], ...] = (Item,)) -> Any:
    if isinstance(value, str):
        found = resolve(workspace, document, value, kinds)
        return found.id if found is not None else value
    if isinstance(value, tuple):
        return tuple(_in_full(part, workspace, document, kinds) for part in value)
    return value


def _value(key: str, value: Any, workspace: Workspace, document: str, units: Units) -> Pairs:
    """A value under its key, and its number beside it."""
    written = _WRITERS.get(type(value))
    if written is not None:
        yield from written(key, value)
    elif isinstance(value, Link):
        yield key, _link(value, workspace, document)
    elif isinstance(value, Budget):
        yield from _value(key, value.lines, workspace, document, units)
    elif _is_pairs(value):
        named = {_name(name): part for name, part in value}
        yield from _value(key, named[""] if set(named) == {""} else named, workspace, document, units)
    elif isinstance(value, tuple | list):
        yield key, [_single(part, workspace, document, units) for part in value]
    elif isinstance(value, Mapping):
        entry: dict[str, Any] = {}
        for name, part in value.items():
            entry.update(_value(str(name), part, workspace, document, units))
        yield key, entry
    elif is_dataclass(value):
        own = {"id": value.id} if isinstance(value, Item) else {}
        yield key, own | dict(record_pairs(value, workspace, document, units))
    else:
        yield key, _plain(value)


def _is_pairs(value: Any) -> bool:
    return isinstance(value, tuple) and all(isinstance(pair, tuple) and len(pair) == 2 for pair in value)


def _name(name: object) -> str:
    """The first of a pair, as a key: a day, a period, an id; nothing for what holds from the beginning."""
    return "" if name is None else name.text if isinstance(name, When) else str(name)


def _single(value: Any, workspace: Workspace, document: str, units: Units) -> Any:
    """A value that has no key of its own: an element of a list."""
    pairs = dict(_value("value", value, workspace, document, units))
    return (
        pairs["value"]
        if len(pairs) == 1
        else {("text" if key == "value" else key[6:]): part for key, part in pairs.items()}
    )


def _link(value: Link, workspace: Workspace, document: str) -> dict[str, Any]:
    lag = value.lag
    entry: dict[str, Any] = {
        "item": _in_full(value.target, workspace, document),
        "type": value.kind,
        "text": value.text,
    }
    if lag is not None:
        entry |= {"lag-share": number_of(lag.share)} if lag.share is not None else {"lag-minutes": lag.minutes}
        if lag.elapsed:
            entry["lag-elapsed"] = True
    return entry


def _plain(value: Any) -> Any:
    """JSON's own types; everything else as text."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, Decimal | Fraction):
        return number_of(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def plain_data(value: object) -> Any:
    """What a team wrote under keys of its own: maps, lists and scalars."""
    if isinstance(value, Mapping):
        return {str(key): plain_data(part) for key, part in value.items()}
    if isinstance(value, When):
        return value.text
    return [plain_data(part) for part in value] if isinstance(value, list | tuple) else _plain(value)


def number_of(value: Decimal | Fraction) -> int | float:
    """An exact value as JSON can say it."""
    return int(value) if value == int(value) else float(value)


def _duration(key: str, value: Duration) -> Pairs:
    yield key, value.text
    yield f"{key}-minutes", value.minutes
    if value.elapsed:
        yield f"{key}-elapsed", True


def _estimate(key: str, value: Estimate) -> Pairs:
    yield key, value.text
    yield f"{key}-minutes", value.minutes
    if not value.certain:
        yield f"{key}-low-minutes", value.low.minutes
        yield f"{key}-high-minutes", value.high.minutes
    if value.elapsed:
        yield f"{key}-elapsed", True


def _share(key: str, value: Share) -> Pairs:
    yield key, value.text
    yield f"{key}-share", number_of(value.value)


def _money(key: str, value: Money) -> Pairs:
    yield key, value.text
    yield f"{key}-amount", number_of(value.amount)
    if value.currency:
        yield f"{key}-currency", value.currency


def _money_range(key: str, value: MoneyRange) -> Pairs:
    yield key, value.text
    yield f"{key}-amount", number_of(value.likely.amount)
    if value.low.amount != value.high.amount:
        yield f"{key}-low-amount", number_of(value.low.amount)
        yield f"{key}-high-amount", number_of(value.high.amount)
    if value.likely.currency:
        yield f"{key}-currency", value.likely.currency


def _number_range(key: str, value: NumberRange) -> Pairs:
    yield key, value.text
    yield f"{key}-number", number_of(value.likely)


def _rate(key: str, value: Rate) -> Pairs:
    yield key, value.text


def _when(key: str, value: When) -> Pairs:
    yield key, value.text
    if value.first != value.last:
        yield f"{key}-first", value.first.isoformat()
        yield f"{key}-last", value.last.isoformat()


def _every(key: str, value: Every) -> Pairs:
    yield key, value.text
    yield f"{key}-days", value.days


def _text(key: str, value: Days | Assignment) -> Pairs:
    yield key, value.text


def _hours(key: str, value: Hours) -> Pairs:
    yield key, [[list(shift) for shift in shifts] for shifts in value.week]


_WRITERS: Mapping[type, Callable[[str, Any], Pairs]] = {
    Duration: _duration,
    Estimate: _estimate,
    Share: _share,
    Money: _money,
    MoneyRange: _money_range,
    NumberRange: _number_range,
    Rate: _rate,
    When: _when,
    Every: _every,
    Days: _text,
    Assignment: _text,
    Hours: _hours,
}
