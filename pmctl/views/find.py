"""What a person names on the command line: items, documents, fields; and what they may have meant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from pmctl.diagnostic import UserError
from pmctl.escape import terminal
from pmctl.model.item import Item, is_a
from pmctl.model.workspace import Document
from pmctl.plan import Plan
from pmctl.record import dataclass


@dataclass(frozen=True, slots=True)
class Selection:
    """Which items, grouped and sorted how, which columns; as typed."""

    where: str = ""
    group_by: tuple[str, ...] = ()
    sort: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    view: str = ""


def close(name: str, names: Iterable[str]) -> str:
    """The most alike of some names, as the end of a sentence (` Did you mean ...?`), or nothing."""
    known = {one.casefold(): one for one in names}
    near = get_close_matches(name.casefold(), list(known), 1, 0.6)
    return f" Did you mean `{terminal(known[near[0]])}`?" if near else ""


def find_item(plan: Plan, name: str) -> Item:
    """What a name on the command line means: a full id, else a key or a name that one item has; UserError else."""
    if not name.strip():
        raise UserError("the name of an item is empty", "`pmctl list` names them all")
    workspace = plan.workspace
    found = workspace.items.get(name) or workspace.comments.get(name)
    if found is not None:
        return found
    shown = terminal(name[:80])
    named = [item for item in workspace.items.values() if item.name and item.name.casefold() == name.casefold()]
    same = _with_key(plan, name) or named
    if len(same) == 1:
        return same[0]
    if same:
        listed = ", ".join(f"`{item.id}` ({item.kind})" for item in same[:8]) + (" …" if len(same) > 8 else "")
        raise UserError(f"`{shown}` is the name of {len(same)} items", f"say which: {listed}")
    if name == workspace.id:
        raise UserError(f"`{shown}` is the workspace, which `pmctl.yaml` describes", "`pmctl status` has all of it")
    if not workspace.items:
        raise UserError(f"there is no item `{shown}`: this plan is empty")
    near = [id for id, item in workspace.items.items() if name.casefold() in (id, item.key)]
    near = near or get_close_matches(name, list(workspace.items), 1, 0.6)
    if not near:
        keys = {item.key: item.id for item in workspace.items.values()}
        near = [keys[key] for key in get_close_matches(name.rpartition("/")[2], list(keys), 1, 0.6)]
    if not near:
        first = [item.id for item in workspace.items.values() if name.casefold() in item.name.casefold().split()]
        near = first or [near_name(name, {item.name: item.id for item in workspace.items.values() if item.name})]
    hint = f" Did you mean `{terminal(near[0])}`?" if near[0] else " `pmctl list` names them."
    raise UserError(f"there is no item `{shown}`.{hint}")


def _with_key(plan: Plan, name: str) -> list[Item]:
    """The items of one key; labels, which repeat the key of the item that they speak of, only where nothing else is."""
    same = [item for item in plan.workspace.items.values() if item.key == name]
    return [item for item in same if item.kind not in ("raci", "gate")] or same


def find_part(plan: Plan, name: str) -> Item | None:
    """What a name means whose lines shall change: an item as `find_item` finds it, or None: the workspace itself."""
    workspace = plan.workspace
    is_settings = name == workspace.id and bool(workspace.source.path) and name not in workspace.items
    return None if is_settings else find_item(plan, name)


def near_name(name: str, names: Mapping[str, str]) -> str:
    """The id of what bears the most alike name, or nothing."""
    near = get_close_matches(name, list(names), 1, 0.6)
    return names[near[0]] if near else ""


def find_document(plan: Plan, name: str) -> Document:
    """The project or product of that id, else UserError."""
    documents = plan.workspace.documents
    found = documents.get(name)
    if found is None:
        shown = terminal(name[:80])
        item = plan.workspace.items.get(name) or next(iter(_with_key(plan, name)), None)
        if item is not None:
            hint = f"it is in `{terminal(item.document)}`; `pmctl show {shown}` tells of it" if item.document else ""
            raise UserError(f"`{shown}` {is_a(item)}, no project or product", hint)
        known = (
            f"documents: {', '.join(list(documents)[:12])}" if documents else "this plan has no project and no product"
        )
        raise UserError(f"there is no project or product `{shown}`.{close(name, documents)}", known)
    return found
