"""Every fact of an item, typed or computed, by its one name: the key in YAML, the column, the word in a filter."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from pmctl.insights.collections import COLLECTIONS, KINDS, items_of
from pmctl.insights.computed import COMPUTED, SIGNED
from pmctl.insights.written import attributes, typed
from pmctl.model.control import Impact
from pmctl.model.item import Approval, Item, Source, plan_key
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
    print_money_plain,
    print_share,
)
from pmctl.where import Where, compile_where, matches


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact of an item: its name as in YAML, a title for a column, and in one line what it is."""

    name: str
    title: str
    doc: str


_TYPED_DOCS: tuple[tuple[str, str], ...] = (
    ("description", "what is written about it"),
    ("assign", "who does the work, as typed"),
    ("priority", "0 to 1000, 500 where nothing is said"),
    ("not-before", "it starts on that day at the earliest"),
    ("start", "a typed start that holds"),
    ("finish", "a typed finish that holds"),
    ("started", "the day on which it really started"),
    ("finished", "the day on which it really was finished"),
    ("date", "the day on which it happened"),
    ("commitment", "how firmly it is promised"),
    ("after", "the links as typed"),
    ("tags", "labels of the team's own"),
    ("line", "the budget line"),
    ("points", "size in the team's points"),
    ("release", "the release that ships it"),
    ("theme", "the line of strategy"),
    ("horizon", "now, next or later"),
    ("supports", "the objectives that it serves"),
    ("probability", "how likely the risk is"),
    ("impact", "what the risk does to time and cost"),
    ("response", "what is done about the risk"),
    ("review", "the day on which it is looked at again"),
    ("role", "what a person is"),
    ("phase", "where the project stands"),
)

_TITLES = {"wbs": "WBS", "id": "Id", "kr": "KR", "not-before": "Not before", "raci": "RACI"}


def title_of(name: str) -> str:
    """The heading of a column: `forecast-start` -> `Forecast start`."""
    return _TITLES.get(name) or name.removeprefix("x-").replace("-", " ").capitalize()


FACTS: tuple[Fact, ...] = (
    *(Fact(name, title_of(name), computed.doc) for name, computed in COMPUTED.items()),
    *(Fact(name, title_of(name), doc) for name, doc in _TYPED_DOCS if name not in COMPUTED),
)


def value(plan: Plan, item: Item, name: str) -> object:
    """The value of one fact, None where the item has none; nothing but that fact is computed.

    It is a record of `quantity`, a day, a text, a number, yes or no, a record of the model, or a tuple of these.
    """
    computed = COMPUTED.get(name)
    return computed.of(plan, item) if computed is not None else typed(item, name)


def names_for(plan: Plan, kind: str) -> tuple[str, ...]:
    """The names of all facts that items of a kind can have: computed, typed, declared, and own `x-` keys."""
    record = KINDS.get(kind) or next((type(item) for item in plan.workspace.items.values() if item.kind == kind), None)
    found: dict[str, None] = {}
    if record is not None:
        found.update((name, None) for name, one in COMPUTED.items() if one.has(record))
        found.update((key, None) for key in attributes(record))
    for key, declared in plan.workspace.fields.items():
        if not declared.of or kind in declared.of:
            found[key] = None
    own = {key for item in plan.workspace.items.values() if item.kind == kind and item.x for key in item.x}
    found.update((key, None) for key in sorted(own))
    return tuple(found)


# --- filters ----------------------------------------------------------------------------------------------------------


def comparable(found: object) -> object:
    """A value as a filter sees it: links by what they name, assignments by whom, records by their text."""
    if isinstance(found, Link):
        return found.target
    if isinstance(found, Assignment):
        return tuple(choice.name for choice in found.choices)
    if isinstance(found, Approval):
        return found.by
    if isinstance(found, tuple):
        flat: list[object] = []
        for one in found:
            plain = comparable(one)
            flat.extend(plain if isinstance(plain, tuple) else (plain,))
        return tuple(flat)
    if isinstance(found, Mapping):
        return tuple(found)
    if isinstance(found, MoneyRange):
        return found.likely
    if isinstance(found, Estimate):
        return found.likely
    if isinstance(found, NumberRange):
        return found.likely
    return found


def known_names(plan: Plan, items: Iterable[Item]) -> frozenset[str]:
    """Every name that a filter over these items may use."""
    names: set[str] = set(COMPUTED)
    for kind in {item.kind for item in items}:
        names.update(names_for(plan, kind))
    names.update(plan.workspace.fields)
    return frozenset(names)


def filter_of(plan: Plan, where_text: str, names: Collection[str] | None = None) -> Where:
    """A filter, read; raises `Unreadable` with what is wrong, a hint and a column. `names` are those it may use."""
    return compile_where(where_text, names, plan.workspace.units)


def is_match(plan: Plan, item: Item, where: Where) -> bool:
    """Does an item pass a filter?"""
    return matches(where, lambda name: comparable(value(plan, item, name)))


def matching(plan: Plan, items: Iterable[Item], where_text: str) -> list[Item]:
    """The items that pass a filter, in their order; raises `Unreadable` where the filter cannot be read."""
    candidates = list(items)
    if not where_text.strip():
        return candidates
    where = filter_of(plan, where_text, known_names(plan, candidates) if candidates else None)
    return [item for item in candidates if is_match(plan, item, where)]


# --- showing ----------------------------------------------------------------------------------------------------------


def _number(number: float | Decimal | Fraction) -> str:
    if isinstance(number, Fraction):
        number = float(number)
    text = f"{number:.4f}" if isinstance(number, float) else f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _record(plan: Plan, record: object) -> str:
    """A record of several keys in one line: `time 10d, cost 8k`."""
    parts = []
    for key, one in _record_items(record):
        text = show(plan, one, key)
        if text:
            sign = "-" if isinstance(record, Impact) and record.negative_time and key == "time" else ""
            parts.append(f"{key} {sign}{text}")
    return ", ".join(parts)


def _record_items(record: object) -> Iterable[tuple[str, object]]:
    for one in fields(record):  # type: ignore[arg-type]  # always a dataclass
        found = getattr(record, one.name)
        if not isinstance(found, Source) and one.name != "negative_time" and found not in (None, "", ()):
            yield plan_key(one.name), found


def _when(plan: Plan, day: When) -> str:
    if day.first != day.last:
        return day.text
    text = print_date(day.first, plan.today)
    return f"{text} {day.minute // 60:02}:{day.minute % 60:02}" if day.minute is not None else text


def _days(plan: Plan, days: Days) -> str:
    """`Mon 16 Feb - Fri 20 Feb`, as all other days are written."""
    first, last = print_date(days.first, plan.today), print_date(days.last, plan.today)
    return first if days.first == days.last else f"{first} - {last}"


def show(plan: Plan, found: object, name: str = "") -> str:
    """The text of a value for a cell: short dates, plan text of durations and money, lists joined, "" for nothing."""
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
        return found.text or print_money_plain(found.amount, found.currency)
    if isinstance(found, Share):
        return found.text or print_share(found.value)
    if isinstance(found, Estimate | MoneyRange | Rate | NumberRange | Link | Assignment | Every):
        return found.text
    if isinstance(found, int):
        return str(found)
    if isinstance(found, float | Decimal | Fraction):
        return _number(found)
    if isinstance(found, tuple | list):
        return ", ".join(text for one in found if (text := show(plan, one, name)))
    if isinstance(found, Mapping):
        return ", ".join(f"{key} {show(plan, one)}" for key, one in found.items())
    return _record(plan, found) if is_dataclass(found) else str(found)


def _money_json(name: str, amount: Money, text: str) -> dict[str, object]:
    return {name: text, f"{name}-amount": _plain_number(amount.amount), f"{name}-currency": amount.currency}


def _plain_number(number: Decimal | Fraction | float) -> int | float:
    return int(number) if number == int(number) else float(number)


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


_STARTS = frozenset({"start", "not-before", "started", "forecast-start", "early-start", "late-start", "baseline-start"})


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
    for key, one in _record_items(record):
        fields_of_it.update(to_json(plan, one, key))
    return fields_of_it


def to_json(plan: Plan, found: object, name: str) -> dict[str, object]:
    """The fields of a fact in JSON: `{"effort": "5d", "effort-minutes": 2400}`, days in ISO 8601, null for nothing."""
    return _simple_json(found, name) or {name: _json_value(plan, found, name)}


__all__ = [
    "COLLECTIONS",
    "FACTS",
    "Fact",
    "comparable",
    "filter_of",
    "is_match",
    "items_of",
    "known_names",
    "matching",
    "names_for",
    "show",
    "title_of",
    "to_json",
    "typed",
    "value",
]
