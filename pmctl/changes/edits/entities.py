"""Everything in a workspace that can be edited on its own, by where it is kept and its id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from operator import attrgetter
from typing import Any

from pmctl.changes.edits.facts import is_structure
from pmctl.diagnostic import Span
from pmctl.model.item import Item
from pmctl.model.project import Task
from pmctl.model.records import Timesheet
from pmctl.model.workspace import Workspace

ITEMS, PEOPLE, TIMESHEETS = "items", "people", "timesheets"
Slot = tuple[str, str]
"""Where an entity is kept (`items`, `people`, `calendars` ...), and its id there."""

WORKSPACE: Slot = ("workspace", "")
"""The workspace itself: its settings."""

KEPT_BY_KEY: Mapping[str, str] = {"calendars": "calendar", "policies": "policy", "views": "view", "fields": "field"}
"""Settings that are entities of their own, and what each of them is called."""


def entities(workspace: Workspace) -> dict[Slot, Any]:
    """Every entity by its slot: items, people, settings, comments, baselines; all time sheets of a person are one."""
    found: dict[Slot, Any] = {WORKSPACE: workspace}
    for name in KEPT_BY_KEY:
        found.update(((name, key), one) for key, one in getattr(workspace, name).items())
    for folk in (workspace.people, workspace.teams, workspace.resources):
        found.update(((PEOPLE, who), one) for who, one in folk.items())
    found.update(((ITEMS, full_id), item) for full_id, item in workspace.items.items() if item.document)
    found.update((("comments", key), one) for key, one in workspace.comments.items())
    found.update((("baselines", one.id), one) for one in workspace.baselines)
    for sheet in workspace.timesheets:
        slot = (TIMESHEETS, sheet.person or sheet.id)
        found[slot] = (*found.get(slot, ()), sheet)
    return found


def noun(record: Any, slot: Slot) -> str:
    """What an entity is called: `task`, `milestone`, `person`, `calendar`, `workspace` ..."""
    if isinstance(record, Task) and record.milestone:
        return "milestone"
    if isinstance(record, Item):
        return record.kind
    return "timesheet" if isinstance(record, tuple) else KEPT_BY_KEY.get(slot[0], slot[0])


def id_of(record: Any, slot: Slot) -> str:
    """The full id of an entity: that of a setting is its key, that of time sheets whose they are."""
    return str(record.id) if isinstance(record, Item | Workspace) else slot[1]


def name_of(record: Any, slot: Slot) -> str:
    """What people call an entity."""
    if isinstance(record, Item):
        return record.title
    return getattr(record, "name", "") or id_of(record, slot)


def place_of(record: Any) -> Span:
    """Where an entity stands."""
    source = record[0].source if isinstance(record, tuple) else record.source
    return Span(source.path, source.start, source.end)


@cache
def _content(cls: type[Any]) -> attrgetter[Any]:
    """What reads all of a record but its place and what it contains."""
    return attrgetter(*(one.name for one in fields(cls) if not is_structure(cls, one.name)))


def is_untouched(before: Any, after: Any) -> bool:
    """Whether two records say the same, seen quickly; where they do not, only their facts tell."""
    if before is after:
        return True
    cls = before.__class__
    if cls is not after.__class__ or cls is tuple or cls is Workspace or cls is Timesheet:
        return False
    read = _content(cls)
    return bool(read(before) == read(after))
