"""Lines of plan files changed in memory: where they stand, the plan read again, what it says when that is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pmctl import folder
from pmctl.changes import compared
from pmctl.diagnostic import UserError
from pmctl.edit import Edit, Request, edited, place_of
from pmctl.escape import terminal
from pmctl.grammar import KINDS
from pmctl.load import Loaded, load
from pmctl.model.item import Item
from pmctl.model.project import Task
from pmctl.model.workspace import Workspace
from pmctl.parse import parse
from pmctl.plan import Plan
from pmctl.source import FILE_BYTES
from pmctl.views.find import find_item


def with_lines(present: Plan, requests: Sequence[Request]) -> Loaded:
    """The plan files with some lines changed, in memory, read again. UserError where a new line makes no sense."""
    _refuse_twice(present, requests)
    root = present.loaded.root
    found = folder.read_all(present.loaded.folder, present.loaded.texts, FILE_BYTES)
    files = {path: data for path, data in found.items() if isinstance(data, bytes)}
    before = load(root, files)
    for edit in [_edit(present, one, files) for one in requests]:
        files[edit.path] = edited(files[edit.path], edit, present.workspace.units)
    loaded = load(root, files)
    for finding in compared(before.diagnostics, loaded.diagnostics).new:
        if finding.severity == "error":
            raise UserError(finding.message, finding.hint)
    # what could not be read at all is as wrong as before
    unread = tuple(one for one in present.loaded.diagnostics if one.span.path not in files)
    return replace(
        loaded,
        folder=present.loaded.folder,
        diagnostics=tuple(sorted((*loaded.diagnostics, *unread), key=lambda one: one.span)),
    )


def _refuse_twice(present: Plan, requests: Sequence[Request]) -> None:
    """UserError where one fact is to be two things at once."""
    known: dict[tuple[str, tuple[str, ...]], Request] = {}
    for one in requests:
        if one.sign != "=":
            continue
        key = _full_id(present, one), one.keys
        other = known.setdefault(key, one)
        if other is not one:
            shown = terminal(f"{key[0]}.{'.'.join(one.keys)}")
            values = " and to ".join(f"`{terminal(value[:40])}`" for value in (other.value, one.value))
            raise UserError(f"`{shown}` is set twice, to {values}", "`--or` between them puts both beside each other")


def _full_id(present: Plan, asked: Request) -> str:
    """The item of a request by its full id; the workspace has its own."""
    workspace = present.workspace
    return asked.item if asked.item == workspace.id else find_item(present, asked.item).id


def _edit(present: Plan, asked: Request, files: Mapping[str, bytes]) -> Edit:
    """Where the line stands that a request changes."""
    workspace = present.workspace
    if asked.item == workspace.id and workspace.source.path and workspace.id not in workspace.items:
        return Edit(workspace.source.path, (), "workspace", asked)
    item = find_item(present, asked.item)
    path = item.source.path
    tree = parse(path, files[path])[0] if path in files else None
    place = () if item.kind in KINDS else place_of(tree, item.source.start) if tree is not None else None
    if place is None:
        raise UserError(f"`{terminal(item.id)}` has no line of its own that could be changed")
    return Edit(path, place, item.kind, asked, _implied(workspace, item))


def line_words(present: Plan, asked: Request) -> str:
    """A changed line in words; of work that has begun it is what is left that counts."""
    if asked.item == present.workspace.id:
        return asked.text
    item = find_item(present, asked.item)
    text = replace(asked, item=item.id).text
    row = present.schedule.tasks.get(item.id)
    begun = isinstance(item, Task) and item.remaining is not None and row is not None and row.state == "started"
    if begun and asked.keys[0] in ("effort", "duration", "progress"):
        return f"{text} (it has begun: its `remaining` says what is left)"
    return text


def _implied(workspace: Workspace, item: Item) -> tuple[str, ...]:
    """Who does a task that names nobody: its owner, where that is a person and the work is not somebody else's."""
    does_it = isinstance(item, Task) and item.external is None and not item.milestone
    return (item.owner,) if does_it and item.owner in workspace.people else ()
