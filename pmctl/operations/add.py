"""`add`: an item that is new, behind its siblings and in their style; a document in a file of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pmctl.diagnostic import UserError
from pmctl.edit import Block, Edit, Request, added, as_typed, edited, keys_of, put_in
from pmctl.edit.proof import plain
from pmctl.escape import terminal
from pmctl.model.item import Item
from pmctl.model.workspace import Workspace
from pmctl.operations.new_file import refuse_id, refuse_path
from pmctl.operations.placing import SETTINGS, Spot, collection_of, holders_of, is_folk, spot_in, spot_of_people
from pmctl.operations.starting import FOLDER, filled
from pmctl.parse import Map, parse
from pmctl.plan import Plan

DOCUMENTS = {"project": "projects", "product": "products"}
"""Kinds that are documents of their own, and the folder of the first one."""


@dataclass(frozen=True, slots=True)
class New:
    """What is added: its kind, its id, what is said of it (`name=...`, in the order typed)."""

    kind: str
    key: str
    said: tuple[Request, ...] = ()


def with_item(present: Plan, files: Mapping[str, bytes], new: New, spot: Spot) -> dict[str, bytes]:
    """The file with one item more, by its path. UserError where its id is taken, or no id."""
    _refuse_taken(present, new, spot.id_of(new.key))
    data = files.get(spot.path) or spot.head or b""
    return {spot.path: added(data, spot.path, spot.into, new.key, fields_of(new))}


def _refuse_taken(present: Plan, new: New, full_id: str) -> None:
    refuse_id(new.key)
    held = present.workspace.items.get(full_id)
    if held is not None:
        hint = f"`pmctl set {full_id} ...` changes it" if held.kind == new.kind else "choose another id"
        raise UserError(f"`{full_id}` is the id of a {held.kind} already", hint)


def with_release(present: Plan, files: Mapping[str, bytes], new: New, spot: Spot) -> dict[str, bytes]:
    """The file with one release more, and in it the launch tasks that one forgets: documentation, training, hand-over.

    They are owned by whoever owns the release, else the product, and due when it is.
    """
    _refuse_taken(present, new, spot.id_of(new.key))
    fields = fields_of(new)
    document = present.workspace.documents.get(spot.document)
    owner = fields.get("owner") or (document.owner if document is not None else "")
    lines = [f"{new.key}:", *(f"  {key}: {value}" for key, value in fields.items()), "  launch:"]
    lines += [f"    {line}" for line in _launch_tasks(new.key, owner, fields.get("due", ""))]
    data = files.get(spot.path) or spot.head or b""
    return {spot.path: put_in(data, spot.path, spot.into, Block(new.key, tuple(lines), _meant(lines)))}


def _launch_tasks(key: str, owner: str, due: str) -> list[str]:
    tasks = (
        ("docs", "User documentation", "docs", "2d", ""),
        ("training", "Support training", "support", "1d", f"{key}-docs"),
        ("handover", "Hand-over to support", "support", "1d", f"{key}-training"),
    )
    rest = "".join(f", {name}: {value}" for name, value in (("owner", owner), ("due", due)) if value)
    return [
        f"{key}-{id}: {{name: {name}, effort: {effort}, tags: {tag}{f', after: {after}' if after else ''}{rest}}}"
        for id, name, tag, effort, after in tasks
    ]


def _meant(lines: Sequence[str]) -> object:
    """What lines of plan text with one key mean, as plain data."""
    tree, _ = parse("", "\n".join(lines).encode())
    root = tree.root if tree is not None else None
    if not isinstance(root, Map):
        raise UserError("what is said of it cannot be written", "put values between quotes")
    return next(iter(plain(root).values()))


def with_document(present: Plan, new: New, today: date, file: str = "", more: str = "") -> dict[str, bytes]:
    """The file of a new project or product that can be planned from, by its path; `more` are lines before its tasks.

    UserError where its id is taken, or something stands there.
    """
    _refuse_taken(present, new, new.key)
    path = file or _path_of(present.workspace, new)
    refuse_path(present, path)
    if path in present.loaded.texts or (present.loaded.root / path).exists():
        raise UserError(f"there is a file `{terminal(path)}` already", "`--file FILE` names another one")
    text = filled((FOLDER / "documents" / f"{new.kind}.yaml").read_text(encoding="utf-8"), new.key, today)
    if path.rpartition("/")[2].rpartition(".")[0] != new.key:
        text = text.replace("\n", f"\nid: {new.key}\n", 1)
    data = text.replace("tasks:\n", f"{more}tasks:\n", 1).encode()
    for request in new.said:
        data = edited(data, Edit(path, (), new.kind, request), present.workspace.units)
    return {path: data}


def _path_of(workspace: Workspace, new: New) -> str:
    """Beside the last document of its kind, else in a folder for them."""
    same = [one.source.path for one in workspace.documents.values() if one.kind == new.kind]
    folder, slash, _ = same[-1].rpartition("/") if same else (DOCUMENTS[new.kind], "/", "")
    return f"{folder}{slash}{new.key}.yaml"


# --- what is said of it, and where it stands --------------------------------------------------------------------------


def fields_of(new: New) -> dict[str, str]:
    """The keys of a new item with their values as YAML, in the order in which `fmt` has them, whatever was typed first.

    A key in a key is `impact.time=5d`.
    """
    fields: dict[str, str] = {}
    inner: dict[str, list[str]] = {}
    for number, one in enumerate(new.said):
        key, *rest = one.keys
        if any(other.keys == one.keys for other in new.said[:number]):
            raise UserError(f"`{terminal('.'.join(one.keys))}` is said twice", "say one of them")
        if not one.value:
            raise UserError(f"`{terminal('.'.join(one.keys))}=` says nothing of what is new", "leave it out")
        value = as_typed(new.kind, one.keys, one.value)
        for part in reversed(rest[1:]):
            value = f"{{{part}: {value}}}"
        if rest:
            inner.setdefault(key, []).append(f"{rest[0]}: {value}")
        fields[key] = f"{{{', '.join(inner[key])}}}" if rest else value
    rank = {key: place for place, key in enumerate(keys_of(new.kind))}
    return dict(sorted(fields.items(), key=lambda field: rank.get(field[0], len(rank))))


def spot_for(present: Plan, files: Mapping[str, bytes], kind: str, file: str = "") -> Spot:
    """Where an item of a kind stands that nobody said a place for. UserError where there is none, or several."""
    if is_folk(kind):
        return spot_of_people(present, files, kind, file)
    if kind in SETTINGS:
        return spot_in(present, files, None, kind, file)
    places = _holders(present.workspace, kind)
    if len(places) == 1:
        return spot_in(present, files, places[0], kind, file)
    if places:
        ids = [terminal(one.id) for one in places]
        listed = ", ".join(ids[:8]) + (" …" if len(ids) > 8 else "")
        raise UserError(f"where shall the {kind} be?", f"`--to {ids[0]}`; there are {listed}")
    holder = next(iter(holders_of(kind)), "")
    hint = f"`pmctl add {holder} ID` begins one" if holder in DOCUMENTS else "`--to ITEM` says where"
    raise UserError(f"there is no {holder or 'item'} that could hold a {kind}", hint)


def _holders(workspace: Workspace, kind: str) -> list[Item]:
    """The documents that may hold items of a kind; where only items may, these."""
    kinds = holders_of(kind)
    if kinds:
        return [one for one in workspace.documents.values() if one.kind in kinds]
    return [one for one in workspace.items.values() if collection_of(one.kind, kind)]
