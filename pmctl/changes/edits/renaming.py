"""References of a record written anew, where what they name has another id than the record knows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from pmctl.changes.edits.references import PEOPLE, names_items
from pmctl.model.item import Item, Source
from pmctl.model.workspace import Workspace, resolve
from pmctl.quantity import Assignment, Choice, Link


@dataclass(frozen=True, slots=True)
class Renaming:
    """What is called otherwise than in `workspace`: full ids of items, ids of people."""

    workspace: Workspace
    items: Mapping[str, str]
    people: Mapping[str, str]

    @property
    def is_nothing(self) -> bool:
        """Whether everything keeps its id."""
        return not self.items and not self.people


def with_references(record: Any, renaming: Renaming) -> Any:
    """A record (or a tuple of them) whose references name things as they are called now; all others stay as written."""
    if renaming.is_nothing:
        return record
    if isinstance(record, tuple):
        return tuple(with_references(one, renaming) for one in record)
    home = record.document or record.id if isinstance(record, Item) else renaming.workspace.id
    return _record(record, renaming, home)


def _record(record: Any, renaming: Renaming, home: str) -> Any:
    changes = {}
    for one in fields(record):
        value = getattr(record, one.name)
        if not value or isinstance(value, Source):
            continue
        written = _value(record, one.name, value, renaming, home)
        if written is not value and written != value:
            changes[one.name] = written
    return replace(record, **changes) if changes else record


def _value(record: Any, attribute: str, value: Any, renaming: Renaming, home: str) -> Any:
    if names_items(record, attribute, value):
        return _each(value, lambda text: _item(text, renaming, home))
    if attribute in PEOPLE:
        return _each(value, lambda text: renaming.people.get(text, text))
    if attribute == "expects":
        return tuple((_item(name, renaming, home), day) for name, day in value)
    if isinstance(value, tuple) and isinstance(value[0], Link | Assignment):
        return tuple(_link_or_assignment(one, renaming, home) for one in value)
    if isinstance(value, tuple) and _is_record(value[0]):
        return tuple(_record(one, renaming, home) for one in value)
    return _record(value, renaming, home) if _is_record(value) else value


def _is_record(value: Any) -> bool:
    return is_dataclass(value) and isinstance(getattr(value, "source", None), Source)


def _each(value: Any, write: Callable[[str], str]) -> Any:
    return write(value) if isinstance(value, str) else tuple(write(one) for one in value)


def _item(text: str, renaming: Renaming, home: str) -> str:
    """A reference in a document; one that was short stays so where what it names is still in that document."""
    found = resolve(renaming.workspace, home, text)
    if found is None or found.id not in renaming.items:
        return text
    now = renaming.items[found.id]
    return now if "/" in text else now.removeprefix(f"{renaming.items.get(home, home)}/")


def _link_or_assignment(value: Link | Assignment, renaming: Renaming, home: str) -> Link | Assignment:
    if isinstance(value, Link):
        target = _item(value.target, renaming, home)
        return replace(value, target=target, text=value.text.replace(value.target, target, 1))
    choices = tuple(
        Choice("name", renaming.people.get(choice.name, choice.name)) if choice.kind == "name" else choice
        for choice in value.choices
    )
    text = value.text
    for old, new in zip(value.choices, choices, strict=True):
        text = text if old == new else text.replace(old.name, new.name, 1)
    return replace(value, choices=choices, text=text)
