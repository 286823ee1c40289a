"""The facts of a record by their path of keys, as they are compared: what is at its default is no fact."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from typing import Any

from pmctl.changes.edits.fact import Fact, Facts, Sheet
from pmctl.changes.edits.forms import MORE, NAMES, WHOLE
from pmctl.changes.edits.references import PEOPLE, Side, names_items
from pmctl.changes.edits.texts import Compared, compared, days_together, plain, together
from pmctl.model.control import Update
from pmctl.model.item import Item, Source, plan_key
from pmctl.model.people import Team
from pmctl.model.product import BusinessCase, CheckIn
from pmctl.model.records import Timesheet
from pmctl.quantity import Days, When

STRUCTURE = frozenset(
    ("id", "kind", "document", "key", "source", "children", "top", "members", "key_results", "findings", "launch")
    + ("benefits", "documents", "people", "teams", "resources", "timesheets", "comments", "baselines", "items")
    + ("calendars", "policies", "views", "fields")
)
"""Fields that hold other entities, or where an entity stands; `charter.benefits` are items too."""
_NO_STRUCTURE = frozenset(((Team, "members"), (BusinessCase, "benefits")))
_ODD = frozenset(("expects_source", "milestone_date", "negative_time", "is_group"))
_ORDERED = frozenset(("columns", "sort", "group_by"))
_KEYS = frozenset(((Update, "date"), (CheckIn, "date"), (Timesheet, "person")))
"""Fields that are the key of their record already."""
_RENAMED = {"source_of": "source"}


def is_structure(cls: type, name: str) -> bool:
    """Whether a field says what else there is or where it stands, and nothing of the record itself."""
    return name in STRUCTURE and (cls, name) not in _NO_STRUCTURE


def facts_of(record: Any, side: Side) -> Facts:
    """The facts of an item, a setting, a workspace or (as a tuple) the time sheets of a person."""
    facts: Facts = {}
    for one in record if isinstance(record, tuple) else (record,):
        document = one.document or one.id if isinstance(one, Item) else side.workspace.id
        _write(one, Sheet(side, document, one.source, facts))
    return facts


def _write(record: Any, into: Sheet) -> None:
    """The facts of a record under its own keys."""
    for attribute, key, default in _fields(record.__class__):
        value = getattr(record, attribute)
        if value is default or value == default or value is None:
            continue
        if isinstance(default, Mapping) and default:
            value = {name: one for name, one in value.items() if default.get(name) != one}
        _write_value(record, attribute, key, value, into)
    odd = MORE.get(record.__class__)
    if odd is not None:
        odd(record, into)


@cache
def _fields(cls: type[Any]) -> tuple[tuple[str, str, object], ...]:
    """Name, key and default of the fields that are facts."""
    found = []
    for one in fields(cls):
        if is_structure(cls, one.name) or one.name in _ODD or (cls, one.name) in _KEYS:
            continue
        default = one.default if one.default is not MISSING else None
        if one.default_factory is not MISSING:
            default = one.default_factory()
        found.append((one.name, _RENAMED.get(one.name) or plan_key(one.name), default))
    return tuple(found)


@cache
def defaults_of(cls: Any) -> Mapping[str, str]:
    """What the keys of a record say where nobody wrote them, as plan text: `open`, `1`, `true`; none of time sheets."""
    if cls is tuple:
        return {}
    return {
        key: plain(default).text for _, key, default in _fields(cls) if isinstance(default, str | int) and default != ""
    }


def _write_value(record: Any, attribute: str, key: str, value: Any, into: Sheet) -> None:
    if attribute == "group":
        into.add(key, Compared(into.side.items.get(value, value), value.rpartition("/")[2]), "")
    elif names_items(record, attribute, value):
        into.add(key, _each(value, lambda one: Compared(*into.side.item(into.document, one))))
    elif attribute in PEOPLE:
        into.add(key, _each(value, lambda one: Compared(into.side.person(one), one)))
    elif attribute == "x":
        _mapping(value, into)
    elif isinstance(value, tuple):
        _tuple(attribute, key, value, into)
    else:
        _one(key, value, into)


def _each(value: str | tuple[str, ...], write: Callable[[str], Compared]) -> Compared:
    return write(value) if isinstance(value, str) else together([write(one) for one in value], False)


def _one(key: str, value: Any, into: Sheet) -> None:
    """A value that is no list: a map and a record have facts of their own."""
    if isinstance(value, Mapping):
        _mapping(value, into.inside(key))
    elif value.__class__ in WHOLE or isinstance(getattr(value, "source", None), Source):
        _write_inner(key, value, into)
    else:
        into.add(key, compared(value, into.side, into.document))


def _write_inner(key: str, record: Any, into: Sheet) -> None:
    direct = WHOLE.get(record.__class__)
    if direct is None or not direct(key, record, into):
        _write(record, into.inside(key, record.source))


def _mapping(values: Mapping[Any, Any], into: Sheet) -> None:
    """The entries of a map, each under its name."""
    for name, value in values.items():
        if isinstance(value, tuple):
            _tuple("", str(name), value, into)
        elif value is not None:
            _one(str(name), value, into)


def _tuple(attribute: str, key: str, value: tuple[Any, ...], into: Sheet) -> None:
    """A list: of days, of scalars, of pairs (maps in order), of records that are told apart by a key or a number."""
    first = value[0] if value else None
    if isinstance(first, Days):
        into.add(key, days_together(value))
    elif isinstance(first, tuple) and len(first) == 2:
        _pairs(key, value, into)
    elif isinstance(first, Mapping):
        for number, one in enumerate(value, 1):
            _mapping(one, into.inside(key if number == 1 else f"{key}.{number}"))
    elif is_dataclass(first) and isinstance(getattr(first, "source", None), Source):
        _records(key, value, into)
    else:
        into.add(key, together([compared(one, into.side, into.document) for one in value], attribute in _ORDERED))


def _pairs(key: str, value: Iterable[tuple[Any, Any]], into: Sheet) -> None:
    """Values by day, period or name: rates, expectations, streams of money."""
    for name, one in value:
        text = "" if name is None else name.text if isinstance(name, When) else str(name)
        if isinstance(one, Mapping):
            for stream, amount in one.items():
                place = f"{key}.{text}.{stream}"
                into.add(place, compared(amount, into.side))
        else:
            into.add(f"{key}.{text}" if text else key, compared(one, into.side))


def _records(key: str, value: Iterable[Any], into: Sheet) -> None:
    """Records of a list, each under its own name; without one the first has none, and the others a number."""
    for number, one in enumerate(value, 1):
        name = NAMES.get(one.__class__)
        own = name(one, into) if name is not None else "" if number == 1 else str(number)
        path = f"{key}.{own}" if own else key
        _write_inner(path, one, into)


def differing(before: Facts, after: Facts) -> Iterator[tuple[str, Fact | None, Fact | None]]:
    """The facts that are not the same, those of `after` first, then what is gone."""
    for key, fact in after.items():
        was = before.get(key)
        if was is None or was.value.same != fact.value.same:
            yield key, was, fact
    for key, fact in before.items():
        if key not in after:
            yield key, fact, None
