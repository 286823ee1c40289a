"""`move`: an item has another id, another group, document or file, and every name of it in all files follows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pmctl.diagnostic import UserError
from pmctl.edit import place_of, put_in, replaced, taken
from pmctl.escape import terminal
from pmctl.model.item import Item
from pmctl.model.project import Task
from pmctl.operations.move.renaming import Renaming, has_home, renaming
from pmctl.operations.names import Name, home_of, names_in
from pmctl.operations.new_file import refuse_id, refuse_path
from pmctl.operations.placing import Spot
from pmctl.parse import Map, Tree, parse
from pmctl.plan import Plan

Files = dict[str, bytes | None]

_STAYS: Mapping[str, str] = {
    "raci": "it is called by what it names: move that",
    "gate": "it is called by its phase",
    "timesheet": "it is called by its file",
    "baseline": "it is called by its file, and stays as it was agreed",
    "comment": "it is called by its file; `pmctl comment ID TEXT` answers it",
}
"""Kinds of items that are not moved, and why."""


@dataclass(frozen=True, slots=True)
class Moved:
    """The files that change (None: the file goes away), and what is called how then."""

    files: Files
    renaming: Renaming


@dataclass(frozen=True, slots=True)
class _Move:
    """An item on its way: all files as they are, its id there, where it shall stand (None: where it is)."""

    present: Plan
    files: Mapping[str, bytes]
    trees: Mapping[str, Tree]
    item: Item
    key: str
    spot: Spot | None
    renaming: Renaming

    @property
    def path(self) -> str:
        """The file in which the item stands now."""
        return self.item.source.path

    @property
    def home(self) -> str:
        """The document that the item belongs to then."""
        return _home(self.item, self.spot)


def with_move(present: Plan, files: Mapping[str, bytes], item: Item, key: str, spot: Spot | None = None) -> Moved:
    """The files after an item has the id `key`, and stands in another collection where `spot` says so.

    UserError where it cannot be: the id is taken, or no id; it would stand in itself.
    """
    _refuse(item, key)
    home = _home(item, spot)
    found = renaming(present.workspace, item, f"{home}/{key}" if home else key)
    trees = {path: tree for path, data in files.items() if (tree := parse(path, data)[0]) is not None}
    move = _Move(present, files, trees, item, key, spot, found)
    changed: Files = dict(_renamed(move))
    if spot is not None:
        changed = _elsewhere(move, spot, changed)
    elif item.id in present.workspace.documents:
        changed = _with_file(move, changed)
    return Moved(changed, found)


def _home(item: Item, spot: Spot | None) -> str:
    """The document that an item belongs to then, "" for what belongs to none."""
    return spot.document if spot is not None else item.document if has_home(item) else ""


def _refuse(item: Item, key: str) -> None:
    if item.kind in _STAYS:
        raise UserError(f"`{terminal(item.id)}` cannot be moved by itself", _STAYS[item.kind])
    if key != item.key:
        refuse_id(key)


# --- names ------------------------------------------------------------------------------------------------------------


def _renamed(move: _Move) -> Iterator[tuple[str, bytes]]:
    """The files in which a name is written otherwise, with the item's own."""
    workspace = move.present.workspace
    people = frozenset(name for name, field in workspace.fields.items() if field.type == "person")
    for path, tree in move.trees.items():
        own = _own_stretch(tree, move.item) if path == move.path else (0, 0)
        spans = list(_spans(move, names_in(tree, people), home_of(tree, workspace.id), own))
        spans += _own_key(tree, move.item, move.key) if path == move.path else []
        if spans:
            yield path, replaced(move.files[path], spans)


def _spans(move: _Move, names: tuple[Name, ...], document: str, own: tuple[int, int]) -> Iterator[tuple[int, int, str]]:
    """Where a name is written otherwise: of what is renamed, and in what moves to another document."""
    here = move.renaming.items.get(document, document)
    for name in names:
        if name.is_person:
            text = move.renaming.people.get(name.text, name.text)
        else:
            new_home = move.home if own[0] <= name.start < own[1] else here
            text = move.renaming.written(name.text, document, new_home)
        if text != name.text and not (name.is_key and "/" in text):
            yield name.start, name.end, text


def _own_stretch(tree: Tree, item: Item) -> tuple[int, int]:
    """Where the item itself is written, from its key to its end; nothing of the file for a document."""
    node, end = tree.root, 0
    place = place_of(tree, item.source.start) if has_home(item) else None
    for key in place or ():
        if isinstance(node, Map):
            end = node.places[key][2]
            node = node[key]
    return (item.source.start, end) if place else (0, 0)


def _own_key(tree: Tree, item: Item, key: str) -> list[tuple[int, int, str]]:
    """The item's own id: its key, or what a document says under `id`."""
    if key == item.key:
        return []
    place, root = place_of(tree, item.source.start), tree.root
    if place:
        start = item.source.start + (tree.text[item.source.start] in "'\"")
        return [(start, start + len(item.key), key)]
    if isinstance(root, Map) and "id" in root:
        return [(*root.places["id"][1:], key)]
    return []


# --- places -----------------------------------------------------------------------------------------------------------


def _elsewhere(move: _Move, spot: Spot, changed: Files) -> Files:
    """The files after the lines of the item stand in another collection.

    A part of a document that says nothing then goes away.
    """
    tree, path = move.trees.get(move.path), move.path
    place = place_of(tree, move.item.source.start) if tree is not None else None
    if not place:
        raise UserError(f"`{terminal(move.item.id)}` has no line of its own that could be moved")
    if path == spot.path and spot.into[: len(place)] == place:
        raise UserError(f"`{terminal(move.item.id)}` cannot stand in itself")
    _refuse_leaf(move, spot)
    if path == spot.path and place[:-1] == spot.into:
        return changed
    rest, block = taken(changed.get(path) or move.files[path], path, (*place[:-1], move.key))
    target = rest if path == spot.path else changed.get(spot.path) or move.files.get(spot.path) or spot.head or b""
    after = None if _is_empty(path, rest) else rest
    return {**changed, path: after, spot.path: put_in(target, spot.path, spot.into, block)}


def _refuse_leaf(move: _Move, spot: Spot) -> None:
    """A task becomes a group by its first new task, not by one that moves: that says something else of it."""
    items = move.present.workspace.items
    holder = items.get(spot.group)
    if isinstance(holder, Task) and not holder.is_group:
        groups = [one.id for one in items.values() if isinstance(one, Task) and one.is_group]
        near = [terminal(id) for id in groups if id.startswith(f"{spot.document}/")]
        hint = f"groups: {', '.join(near)}" if near else f"`pmctl add task ID --to {terminal(holder.id)}` makes it one"
        raise UserError(f"`{terminal(holder.id)}` is a task, no group", hint)


def _is_empty(path: str, data: bytes) -> bool:
    """Does a part of a document say nothing any more?"""
    tree = parse(path, data)[0]
    return tree is not None and isinstance(tree.root, Map) and set(tree.root) == {"part-of"}


def _with_file(move: _Move, changed: Files) -> Files:
    """A document whose id is the name of its file has another file."""
    path, root = move.path, move.trees[move.path].root
    if (isinstance(root, Map) and "id" in root) or move.key == move.item.key:
        return changed
    folder, slash, name = path.rpartition("/")
    other = f"{folder}{slash}{move.key}.{name.rpartition('.')[2]}"
    refuse_path(move.present, other)
    if other in move.files:
        raise UserError(f"there is a file `{terminal(other)}` already")
    return {**changed, other: changed.get(path) or move.files[path], path: None}
