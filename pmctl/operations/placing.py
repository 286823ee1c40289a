"""Where an item of a kind may stand: in which collection of which document or item, in which file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pmctl.build.collections import COLLECTIONS, LABELS
from pmctl.diagnostic import UserError
from pmctl.edit import place_of
from pmctl.escape import terminal
from pmctl.grammar import KINDS, schema
from pmctl.model.item import Item
from pmctl.model.workspace import Workspace
from pmctl.operations.names import document_of
from pmctl.operations.new_file import refuse_path
from pmctl.parse import Map, parse
from pmctl.plan import Plan

SETTINGS: Mapping[str, str] = {"calendar": "calendars", "policy": "policies", "view": "views", "field": "fields"}
"""Kinds of settings that have ids, and their collections in `pmctl.yaml`."""
_INSIDE: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("project", "benefit"): ("charter", "benefits"),
    **{("workspace", kind): (keys,) for kind, keys in SETTINGS.items()},
}
"""Collections that stand in a part of a document, or hold no items."""
_FILES = ("project", "product", "people", "workspace")
"""Kinds of files that hold items; what a baseline holds is frozen."""
_FOLK = ("person", "team", "resource")
PEOPLE_FILE = "people.yaml"


@dataclass(frozen=True, slots=True)
class Spot:
    """A collection: the file that holds it, the keys from the file's top to it, the document and the group around it.

    `head` is the text of the file where it is to be made.
    """

    path: str
    into: tuple[str, ...]
    document: str
    group: str = ""
    head: bytes | None = None

    def id_of(self, key: str) -> str:
        """The full id of what has that key there."""
        label = f"{self.into[-1]}/" if self.into[-1] in LABELS else ""
        return f"{self.document}/{label}{key}" if self.document else key


def collection_of(holder: str, kind: str) -> tuple[str, ...]:
    """The keys in something of one kind (`release`) that hold items of another (`task`); () where there are none."""
    if (holder, kind) in _INSIDE:
        return _INSIDE[holder, kind]
    definitions = schema("common")["definitions"]
    carrier = schema(holder) if holder in _FILES else {} if holder in KINDS else definitions.get(holder, {})
    for key, rule in carrier.get("properties", {}).items():
        if COLLECTIONS.get(key, (Item, ""))[1] == kind and "additionalProperties" in rule:
            return (key,)
    return ()


def holders_of(kind: str) -> tuple[str, ...]:
    """The kinds of files that may hold items of a kind at their top: `project`, `product`, `people`, `workspace`."""
    return tuple(holder for holder in _FILES if collection_of(holder, kind))


def spot_in(present: Plan, files: Mapping[str, bytes], holder: Item | None, kind: str, file: str = "") -> Spot:
    """Where items of a kind stand in a document, a group, another item, or (None) in the workspace itself.

    `file` says which file of the document is meant. UserError where there can be none.
    """
    workspace = present.workspace
    what = holder.kind if holder is not None else "workspace"
    keys = collection_of(what, kind)
    if not keys:
        others = [one for one in (*holders_of(kind), *_items_that_hold(kind)) if one != what]
        raise UserError(f"a {what} holds no {kind}", f"a {_either(others)} does" if others else "")
    if holder is None:
        if workspace.source.path not in files:
            raise UserError("there is no `pmctl.yaml` that could hold it", "`pmctl init` writes one")
        return Spot(workspace.source.path, keys, workspace.id)
    if holder.id in workspace.documents:
        return _in_document(present, files, holder, keys, file)
    return _in_item(files, holder, keys, file)


def spot_of_people(present: Plan, files: Mapping[str, bytes], kind: str, file: str = "") -> Spot:
    """Where a person, a team or a resource stands: with the others, else in a file for them."""
    keys = collection_of("people", kind)
    folk = _folk(present.workspace)
    paths = list(dict.fromkeys(one.source.path for one in folk))
    same = [one.source.path for one in folk if one.kind == kind]
    path = file or next(reversed(same or paths), PEOPLE_FILE)
    if path in files:
        return Spot(path, keys, "")
    refuse_path(present, path)
    return Spot(path, keys, "", "", b"kind: people\n")


def is_folk(kind: str) -> bool:
    """Whether items of a kind are named by their id alone, and do the work."""
    return kind in _FOLK


def _folk(workspace: Workspace) -> Iterable[Item]:
    return [*workspace.people.values(), *workspace.teams.values(), *workspace.resources.values()]


def _items_that_hold(kind: str) -> list[str]:
    kinds = dict.fromkeys(of for _, of in COLLECTIONS.values())
    return [one for one in kinds if collection_of(one, kind)]


def _either(words: list[str]) -> str:
    """`project, task or release`."""
    *most, last = words
    return f"{', '.join(most)} or {last}" if most else last


def _in_document(present: Plan, files: Mapping[str, bytes], holder: Item, keys: tuple[str, ...], file: str) -> Spot:
    """At the top of a file of a document: where the last of them stands, else in its main file."""
    if not file:
        path = _file_of_siblings(present, files, holder, keys) or holder.source.path
        return Spot(path, keys, holder.id)
    if file not in files:
        refuse_path(present, file)
        return Spot(file, keys, holder.id, "", f"part-of: {holder.id}\n".encode())
    if _document(file, files[file]) != holder.id:
        known = sorted(path for path, data in files.items() if _document(path, data) == holder.id)
        raise UserError(f"`{terminal(file)}` is no file of `{terminal(holder.id)}`", f"its files: {', '.join(known)}")
    return Spot(file, keys, holder.id)


def _file_of_siblings(present: Plan, files: Mapping[str, bytes], holder: Item, keys: tuple[str, ...]) -> str:
    """The file with the last item that stands in this collection at the top of a file; "" for none."""
    for item in reversed(list(present.workspace.items.values())):
        if item.document == holder.id and not item.group and COLLECTIONS[keys[-1]][1] == item.kind:
            path = item.source.path
            if path in files and _place(path, files[path], item)[:-1] == keys:
                return path
    return ""


def in_own_file(present: Plan, files: Mapping[str, bytes], spot: Spot, key: str) -> Spot:
    """Where an item stands whose siblings have a file each: in one of its own beside them; else as it was."""
    kind = COLLECTIONS.get(spot.into[-1], (Item, ""))[1]
    same = [one for one in present.workspace.items.values() if (one.document, one.kind) == (spot.document, kind)]
    paths = {one.source.path for one in same}
    if len(same) < 2 or len(paths) < len(same) or not all(_holds_only(files.get(path), spot.into) for path in paths):
        return spot
    path = f"{spot.path.rpartition('/')[0]}/{key}.yaml".removeprefix("/")
    refuse_path(present, path)
    if path in files:
        raise UserError(f"there is a file `{terminal(path)}` already", "`--file FILE` names another one")
    return Spot(path, spot.into, spot.document, "", f"part-of: {spot.document}\n".encode())


def _holds_only(data: bytes | None, into: tuple[str, ...]) -> bool:
    """Is a file a part of a document with one collection, and one item in it?"""
    tree = parse("", data)[0] if data is not None and len(into) == 1 else None
    root = tree.root if tree is not None else None
    held = root.get(into[0]) if isinstance(root, Map) and set(root) == {"part-of", into[0]} else None
    return isinstance(held, Map) and len(held) == 1


def _in_item(files: Mapping[str, bytes], holder: Item, keys: tuple[str, ...], file: str) -> Spot:
    path = holder.source.path
    if file and file != path:
        raise UserError(
            f"`{terminal(holder.id)}` stands in `{terminal(path)}`, and all that is in it", "leave out `--file`"
        )
    place = _place(path, files[path], holder) if path in files else ()
    if not place:
        raise UserError(f"`{terminal(holder.id)}` has no line of its own that could be changed")
    return Spot(path, (*place, *keys), holder.document, holder.id)


def _place(path: str, data: bytes, item: Item) -> tuple[str, ...]:
    tree = parse(path, data)[0]
    return (place_of(tree, item.source.start) if tree is not None else None) or ()


def _document(path: str, data: bytes) -> str:
    tree = parse(path, data)[0]
    return document_of(tree) if tree is not None else ""
