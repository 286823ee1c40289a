"""A map of a tree becomes a record of the model."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from pmctl.build.file import File, Found, source_of
from pmctl.build.records import Table
from pmctl.build.values import declared_value, plain, text_at
from pmctl.parse import Map, Value
from pmctl.quantity import Unreadable

Record = TypeVar("Record")


def fill(file: File, table: Table, node: Map, found: Found) -> None:
    """Read every value of a map into the fields of its record; what cannot be read is reported and left out."""
    entries = table.entries
    for key, value in node.items():
        entry = entries.get(key)
        if entry is None:
            own_field(file, table, node, key, value, found)
            continue
        name, known, special = entry
        if special is not None and (known is None or type(value) is not str):
            special(file, node, key, value, found, name)
            continue
        text = value if type(value) is str else _typed(file, node, key, value)
        if text is None:
            continue
        try:
            read = text if known is None else known[text]
            found[name] = read if special is None else (read,)
        except Unreadable as error:
            file.refuse(error, *node.places[key][1:])


def _typed(file: File, node: Map, key: str, value: Value) -> str | None:
    """What was typed for a number, or for yes or no; None where there is nothing, or, with a finding, more."""
    if value is None:
        return None
    _, start, end = node.places[key]
    text = text_at(file, value, start, end)
    if text is None:
        file.wrong(f"`{key}` takes one value", start, end)
    return text


def own_field(file: File, table: Table, node: Map, key: str, value: Value, found: Found) -> None:
    """A key of the team's own: `x-...` as it stands, a declared field by its type; unknown keys are shape's affair."""
    declaration = table.declared.get(key)
    if not table.keeps_own or (declaration is None and not key.startswith("x-")):
        return
    _, start, end = node.places[key]
    own: object
    if declaration is None:
        own = plain(file, value, start, end)
    else:
        own = declared_value(file, declaration, value, start, end)
        if own is None:
            return
    found.setdefault("x", {})[key] = own


def record(file: File, cls: type[Record], value: Value, start: int, end: int, **given: Any) -> Record | None:
    """A record that is written as a map, or None where it is not one or lacks what it cannot do without."""
    if not isinstance(value, Map):
        if value is not None:
            file.wrong("a map is wanted here", start, end, "write `{key: value}`, or the keys on lines of their own")
        return None
    table = file.tables[cls]
    found: Found = given
    fill(file, table, value, found)
    if any(name not in found for name in table.required if name != "key"):
        return None
    make: Callable[..., Record] = cls
    return make(source=source_of(file, value), **found)
