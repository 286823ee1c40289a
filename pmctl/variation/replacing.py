"""One item with other values, wherever a workspace keeps it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pmctl.model.item import Item
from pmctl.model.workspace import Workspace

_BY_ID = ("documents", "people", "teams", "resources", "comments")
_IN_ORDER = ("timesheets", "baselines")


def replaced(workspace: Workspace, full_id: str, **attributes: Any) -> Workspace:
    """The workspace with other values for some attributes of one item.

    KeyError where there is no such item, TypeError for an attribute that its kind does not have.
    """
    item = workspace.items[full_id]
    return _with(workspace, item, replace(item, **attributes))


def _with(workspace: Workspace, old: Item, new: Item) -> Workspace:
    """One item in the place of another, in every index that holds it."""
    changes: dict[str, Any] = {"items": {**workspace.items, old.id: new}}
    for name in _BY_ID:
        group = getattr(workspace, name)
        if group.get(old.id) is old:
            changes[name] = {**group, old.id: new}
    for name in _IN_ORDER:
        records = getattr(workspace, name)
        if any(one is old for one in records):
            changes[name] = tuple(new if one is old else one for one in records)
    return replace(workspace, **changes)
