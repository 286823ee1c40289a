"""What is called how after a move, and how each name of it is written then."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pmctl.changes.edits.references import of_workspace
from pmctl.diagnostic import UserError
from pmctl.escape import terminal
from pmctl.model.item import Item
from pmctl.model.workspace import Workspace, resolve


@dataclass(frozen=True, slots=True)
class Renaming:
    """Former full id -> full id after the move, of all items that are called otherwise; of people by their ids."""

    workspace: Workspace
    items: Mapping[str, str]
    people: Mapping[str, str]

    def written(self, text: str, home: str, new_home: str) -> str:
        """A name that is written in a document, as it is written when that document (or another one) holds it then."""
        found = resolve(self.workspace, home, text)
        labelled = of_workspace(self.workspace, text) if found is None else None
        meant = found or labelled
        if meant is None:
            return text
        now = self.items.get(meant.id, meant.id)
        document, slash, key = now.partition("/")
        if not slash or "/" in text:
            return now
        return key if document == (self.workspace.id if labelled else new_home) else now


def has_home(item: Item) -> bool:
    """Whether an item belongs to a document; a document and a person stand for themselves."""
    return "/" in item.id


def renaming(workspace: Workspace, item: Item, new_id: str) -> Renaming:
    """What is called how when an item has another full id: all that is in a document or a group goes along.

    UserError where an id is taken.
    """
    items = {old: new for old, new in _ids(workspace, item, new_id) if old != new}
    items |= dict(_labels(workspace, items))
    for old, new in items.items():
        held = workspace.items.get(new)
        if held is not None and new not in items:
            hint = "an id is unique in its document: choose another one"
            raise UserError(f"`{terminal(new)}` is the id of a {held.kind} already", f"{terminal(old)}: {hint}")
    folk = {**workspace.people, **workspace.teams, **workspace.resources}
    return Renaming(workspace, items, {item.id: new_id} if item.id in folk and item.id != new_id else {})


def _ids(workspace: Workspace, item: Item, new_id: str) -> Iterator[tuple[str, str]]:
    """The item and all that is called by it: the items of a document, and those in a group that changes document."""
    yield item.id, new_id
    if item.id in workspace.documents:
        for one in workspace.items.values():
            if one.document == item.id and one is not item:
                yield one.id, f"{new_id}/{one.id.partition('/')[2]}"
    elif has_home(item):
        home, inside = new_id.partition("/")[0], {item.id}
        for one in workspace.items.values():  # a group stands before its members
            if one.group in inside:
                inside.add(one.id)
                yield one.id, f"{home}/{one.id.partition('/')[2]}"


def _labels(workspace: Workspace, items: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Entries of `raci`, which are called by what they name."""
    for row in workspace.items.values():
        if row.kind != "raci" or row.id in items:
            continue
        named = resolve(workspace, row.document, row.id.removeprefix(f"{row.document}/raci/"))
        if named is not None and named.id in items:
            now = items[named.id].removeprefix(f"{row.document}/")
            yield row.id, f"{row.document}/raci/{now}"
