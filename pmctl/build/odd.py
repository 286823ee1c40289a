"""Fields that are more than one text: yes or no, numbers, records, maps by name or by day."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pmctl import quantity
from pmctl.build.file import File, Found, Special
from pmctl.build.reading import fill, record
from pmctl.build.values import plain, text_at
from pmctl.model.item import NOWHERE, Source
from pmctl.parse import Map, Place, Seq, Value, empty_map
from pmctl.quantity import Unreadable, When

# --- yes or no, numbers, the team's own


def yes_no(file: File, node: Map, key: str, value: Value, found: Found, name: str) -> None:
    """`true` or `false`."""
    if isinstance(value, bool):
        found[name] = value
    elif value is not None:
        _, start, end = node.places[key]
        file.wrong(f"`{key}` is `true` or `false`", start, end)


def whole(file: File, node: Map, key: str, value: Value, found: Found, name: str) -> None:
    """A whole number."""
    if isinstance(value, int) and not isinstance(value, bool):
        found[name] = value
    elif value is not None:
        _, start, end = node.places[key]
        file.wrong(f"`{key}` is a whole number", start, end)


def number(file: File, node: Map, key: str, value: Value, found: Found, name: str) -> None:
    """A number."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        found[name] = value
    elif value is not None:
        _, start, end = node.places[key]
        file.wrong(f"`{key}` is a number", start, end)


def as_written(file: File, node: Map, key: str, value: Value, found: Found, name: str) -> None:
    """A map whose keys and values are kept as they stand."""
    if isinstance(value, Map):
        found[name] = plain(file, value, *node.places[key][1:])
    elif value is not None:
        file.wrong(f"`{key}` is a map", *node.places[key][1:])


# --- records


def one(cls: type) -> Special:
    """One record."""

    def read_one(file: File, node: Map, key: str, value: Value, found: Found, name: str) -> None:
        _, start, end = node.places[key]
        made: object = record(file, cls, value, start, end)
        if made is not None:
            found[name] = made

    return read_one


def several(cls: type) -> Special:
    """One record, or a list of them."""

    def read_several(file: File, node: Map, key: str, value: Value, found: Found, name: str) -> None:
        _, start, end = node.places[key]
        if not isinstance(value, Seq):
            made: list[object] = [record(file, cls, value, start, end)]
        else:
            pairs = zip(value, value.places, strict=True)
            made = [record(file, cls, element, *place) for element, place in pairs]
        found[name] = tuple(one for one in made if one is not None)

    return read_several


def keyed(cls: type, as_map: bool = False) -> Special:
    """Records by name, in file order; `as_map` keeps the names as keys. The span of a record is that of its name."""

    def read_keyed(file: File, node: Map, key: str, value: Value, found: Found, name: str) -> None:
        records: dict[str, Any] = {}
        for own, inner, (own_start, _, _end) in entries_of(file, node, key, value):
            own_found: Found = {}
            if isinstance(inner, Map):
                fill(file, file.tables[cls], inner, own_found)
            elif inner is not None:
                file.wrong(f"`{own}` is a map", *node_place(value, own))
            places = inner.places if isinstance(inner, Map) else NOWHERE
            source = Source(file.path, own_start, own_start + len(own), places)
            records[own] = cls(key=own, source=source, **own_found)
        found[name] = records if as_map else tuple(records.values())

    return read_keyed


def map_of(file: File, node: Map, key: str, value: Value) -> Map:
    """A value as a map; an empty one, and a finding, where it is none."""
    if isinstance(value, Map):
        return value
    if value is not None:
        file.wrong(f"`{key}` is a map", *node.places[key][1:])
    return empty_map()


def entries_of(file: File, node: Map, key: str, value: Value) -> list[tuple[str, Value, Place]]:
    """The entries of a map with their places; nothing, and a finding, where it is no map."""
    entries = map_of(file, node, key, value)
    return [(own, inner, entries.places[own]) for own, inner in entries.items()]


def node_place(value: Value, key: str) -> tuple[int, int]:
    """Start and end of a value in a map."""
    _, start, end = value.places[key] if isinstance(value, Map) else (0, 0, 0)
    return start, end


def read_text(file: File, name: str, value: Value, start: int, end: int) -> Any:
    """One text read as the named type; None, and a finding, where it is not of it."""
    text = text_at(file, value, start, end)
    if text is None:
        if value is not None:
            file.wrong("one value is wanted here", start, end)
        return None
    try:
        return file.tables.known[name][text]
    except Unreadable as error:
        file.refuse(error, start, end)
        return None


def read_key(file: File, key: str, start: int) -> When | None:
    """A key that is a day or a period."""
    try:
        return quantity.when(key)
    except Unreadable as error:
        file.refuse(error, start, start + len(key))
        return None


def by_day(cls: type, with_source: Callable[[File, str, int, Value], Source]) -> Special:
    """Records by the day that is their key, earliest first."""

    def read_by_day(file: File, node: Map, key: str, value: Value, found: Found, name: str) -> None:
        made = []
        for own, inner, (own_start, start, end) in entries_of(file, node, key, value):
            day = read_key(file, own, own_start)
            if day is None:
                continue
            own_found: Found = {}
            if isinstance(inner, Map):
                fill(file, file.tables[cls], inner, own_found)
            elif inner is not None:
                file.wrong(f"`{own}` is a map", start, end)
            own_found["date"] = day
            made.append(cls(source=with_source(file, own, own_start, inner), **own_found))
        found[name] = tuple(sorted(made, key=lambda one: (one.date.first, one.date.minute or 0)))

    return read_by_day


def key_source(file: File, key: str, start: int, value: Value) -> Source:
    """The place of a record by its key."""
    return Source(file.path, start, start + len(key), value.places if isinstance(value, Map) else NOWHERE)


def amounts(file: File, node: Map, key: str, value: Value) -> dict[str, Any]:
    """Money by name: of a budget, or of one period of a business case."""
    made = {}
    for own, inner, place in entries_of(file, node, key, value):
        amount = read_text(file, "MoneyRange", inner, *place[1:])
        if amount is not None:
            made[own] = amount
    return made
