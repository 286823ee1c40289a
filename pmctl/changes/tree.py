"""Items that stand in one another, put together anew: documents, groups and what is in them, in the order of a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pmctl.changes.edits.entities import ITEMS, Slot
from pmctl.model.item import Item
from pmctl.model.product import Feature, Objective, Product, Release, Research
from pmctl.model.project import Benefit, Project, Task

Ids = tuple[Mapping[str, str], Mapping[str, str]]
Sides = tuple[Mapping[Slot, Any], Mapping[Slot, Any]]

_CONTENTS: Mapping[type, str] = {
    Task: "children",
    Feature: "children",
    Objective: "key_results",
    Research: "findings",
    Release: "launch",
}
"""Class of item -> the field that holds the ids of what is in it."""


@dataclass(frozen=True, slots=True)
class Standing:
    """An item that is there: its full id now, and the side of its record."""

    id: str
    record: Item
    is_new: bool


def in_tree(
    items: Mapping[str, Standing], ids: Ids, sides: Sides, workspace: str, collections: Mapping[str, str]
) -> dict[str, Item]:
    """The items by full id, each behind what it stands in, with what is in it.

    `ids` says for both sides which id is which now, `sides` what stands around an item whose group is not there.
    """
    groups = {id: _group(one, items, ids[one.is_new], sides[one.is_new]) for id, one in items.items()}
    inside: dict[str, list[str]] = {}
    for id in items:
        above = "" if _stands_in_itself(id, groups) else groups[id]
        groups[id] = above
        inside.setdefault(above or _home(id), []).append(id)
    found: dict[str, Item] = {}
    for id in (workspace, *(id for id in items if "/" not in id)):
        if id in items:
            found[id] = items[id].record
        _fill(inside.get(id, ()), inside, found, items)
    for id, item in found.items():
        found[id] = _placed(item, id, groups[id], inside)
    return {id: _document(item, inside, found, collections) if "/" not in id else item for id, item in found.items()}


def _home(full_id: str) -> str:
    """The document of an item; that of a document is none."""
    home, slash, _ = full_id.partition("/")
    return home if slash else ""


def _fill(
    ids: Iterable[str], inside: Mapping[str, Sequence[str]], found: dict[str, Item], items: Mapping[str, Standing]
) -> None:
    """Items, each followed by what is in it."""
    stack = [*reversed(tuple(ids))]
    while stack:
        id = stack.pop()
        found[id] = items[id].record
        stack += reversed(inside.get(id, ()))


def _group(one: Standing, items: Mapping[str, Standing], ids: Mapping[str, str], side: Mapping[Slot, Any]) -> str:
    """The nearest group around an item that is there, and in the same document; "" for none."""
    above = one.record.group
    while above:
        now = ids.get(above, "")
        if now in items and now != one.id and items[now].record.__class__ in _CONTENTS and _home(now) == _home(one.id):
            return now
        around = side.get((ITEMS, above))
        above = around.group if around is not None else ""
    return ""


def _stands_in_itself(id: str, groups: Mapping[str, str]) -> bool:
    """Whether groups around an item lead back to it: two that were put into each other."""
    above = groups[id]
    seen = set()
    while above and above != id and above not in seen:
        seen.add(above)
        above = groups[above]
    return above == id


def _placed(item: Item, id: str, group: str, inside: Mapping[str, Sequence[str]]) -> Item:
    """An item under its id and group, with what is in it; a task with tasks in it is a group."""
    changes: dict[str, Any] = {}
    if item.id != id:
        changes |= {"id": id, "document": _home(id) or id}
    if item.group != group:
        changes["group"] = group
    name = _CONTENTS.get(item.__class__)
    contents = tuple(inside.get(id, ()))
    if name is not None and getattr(item, name) != contents:
        changes[name] = contents
    if isinstance(item, Task) and contents and not item.is_group:
        changes["is_group"] = True
    return replace(item, **changes) if changes else item


def _document(
    item: Item, inside: Mapping[str, Sequence[str]], items: Mapping[str, Item], collections: Mapping[str, str]
) -> Item:
    """A document with the lists of what is in it."""
    if not isinstance(item, Project | Product):
        return item
    outermost = Task if isinstance(item, Project) else Feature
    members: dict[str, list[str]] = {}
    stack = [*reversed(inside.get(item.id, ()))]
    while stack:
        id = stack.pop()
        members.setdefault(_collection(items[id], collections), []).append(id)
        stack += reversed(inside.get(id, ()))
    changes: dict[str, Any] = {
        "top": tuple(id for id in inside.get(item.id, ()) if isinstance(items[id], outermost)),
        "members": {name: tuple(ids) for name, ids in members.items()},
    }
    if isinstance(item, Project) and item.charter is not None:
        benefits = tuple(one for id in members.get("benefits", ()) if isinstance(one := items[id], Benefit))
        changes["charter"] = replace(item.charter, benefits=benefits)
    return replace(item, **changes)


def _collection(item: Item, collections: Mapping[str, str]) -> str:
    """The collection of an item: that in which it stood under this id, else that of its kind."""
    return collections.get(item.id) or f"{item.kind}s"
