"""`set`: keys of items get other values, each in its own line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pmctl.diagnostic import UserError
from pmctl.edit import Edit, Request, edited, place_of
from pmctl.escape import terminal
from pmctl.grammar import KINDS
from pmctl.model.item import Item
from pmctl.model.project import Task
from pmctl.model.workspace import Workspace
from pmctl.parse import parse
from pmctl.plan import Plan

Setting = tuple[Item | None, Request]
"""What is set: the item (None: the workspace itself), and the request as typed."""


def with_settings(
    present: Plan,
    files: Mapping[str, bytes],
    settings: Sequence[Setting],
    if_twice: str = "say one of them",
) -> dict[str, bytes]:
    """The files in which keys have other values. UserError where one cannot be set, or (with a hint) is set twice."""
    _refuse_twice(present, settings, if_twice)
    changed: dict[str, bytes] = {}
    for item, asked in settings:
        edit = _edit(present, item, asked, files)
        data = changed.get(edit.path, files[edit.path])
        changed[edit.path] = edited(data, edit, present.workspace.units)
    return changed


def _refuse_twice(present: Plan, settings: Sequence[Setting], hint: str) -> None:
    """UserError where one fact is to be two things at once."""
    known: dict[tuple[str, tuple[str, ...]], Request] = {}
    for item, one in settings:
        if one.sign != "=":
            continue
        key = item.id if item is not None else present.workspace.id, one.keys
        other = known.setdefault(key, one)
        if other is not one:
            shown = terminal(f"{key[0]}.{'.'.join(one.keys)}")
            values = " and to ".join(f"`{terminal(value[:40])}`" for value in (other.value, one.value))
            raise UserError(f"`{shown}` is set twice, to {values}", hint)


def _edit(present: Plan, item: Item | None, asked: Request, files: Mapping[str, bytes]) -> Edit:
    """Where the line stands that a request changes."""
    workspace = present.workspace
    if item is None:
        if workspace.source.path not in files:
            raise UserError("there is no `pmctl.yaml` that could be changed", "`pmctl init` writes one")
        return Edit(workspace.source.path, (), "workspace", asked)
    path = item.source.path
    tree = parse(path, files[path])[0] if path in files else None
    place = () if item.kind in KINDS else place_of(tree, item.source.start) if tree is not None else None
    if place is None:
        raise UserError(f"`{terminal(item.id)}` has no line of its own that could be changed")
    return Edit(path, place, item.kind, asked, _implied(workspace, item))


def _implied(workspace: Workspace, item: Item) -> tuple[str, ...]:
    """Who does a task that names nobody: its owner, where that is a person and the work is not somebody else's."""
    does_it = isinstance(item, Task) and item.external is None and not item.milestone
    return (item.owner,) if does_it and item.owner in workspace.people else ()


def is_overruled(present: Plan, item: Item | None, asked: Request) -> bool:
    """Does a key move no date of work that has begun, since `remaining` says what is left of it?"""
    return _sizes_begun(present, item, asked) and not _takes_effort(asked)


def begun_words(present: Plan, item: Item | None, asked: Request) -> str:
    """What becomes of the `remaining` of begun work whose size is set; empty where it has none."""
    if not isinstance(item, Task) or item.remaining is None or not _sizes_begun(present, item, asked):
        return ""
    left = f"its `remaining` of {item.remaining.text}"
    if _takes_effort(asked):
        return f"{left} was work to share; without `effort` it is time, all of it of everybody who does it"
    return f"{left} stays and no date moves; `remaining=` says what is left"


def _sizes_begun(present: Plan, item: Item | None, asked: Request) -> bool:
    """Is it the size of work that has begun, and says what is left?"""
    if not isinstance(item, Task) or item.remaining is None or asked.keys[0] not in ("effort", "duration", "progress"):
        return False
    row = present.schedule.tasks.get(item.id)
    return row is not None and row.state == "started"


def _takes_effort(asked: Request) -> bool:
    return asked.keys == ("effort",) and asked.sign == "=" and not asked.value.strip()
