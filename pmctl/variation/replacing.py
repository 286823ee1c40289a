"""Items with other values, wherever a workspace keeps them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pmctl.model.workspace import Workspace

_BY_ID = ("documents", "people", "teams", "resources", "comments")
_IN_ORDER = ("timesheets", "baselines")


def replaced(workspace: Workspace, full_id: str, **attributes: Any) -> Workspace:
    """The workspace with other values for some attributes of one item.

    KeyError where there is no such item, TypeError for an attribute that its kind does not have.
    """
    return with_values(workspace, {full_id: attributes})


def with_values(workspace: Workspace, values: Mapping[str, Mapping[str, Any]]) -> Workspace:
    """The workspace with other values for some attributes of some items, wherever it holds them: full id -> attributes.

    KeyError where there is no such item, TypeError for an attribute that its kind does not have.
    """
    old = {full_id: workspace.items[full_id] for full_id in values}
    new = {full_id: replace(item, **values[full_id]) for full_id, item in old.items()}
    changes: dict[str, Any] = {"items": {**workspace.items, **new}}
    for name in _BY_ID:
        group = getattr(workspace, name)
        inside = {full_id: item for full_id, item in new.items() if group.get(full_id) is old[full_id]}
        if inside:
            changes[name] = {**group, **inside}
    instead = {id(item): new[full_id] for full_id, item in old.items()}
    for name in _IN_ORDER:
        records = getattr(workspace, name)
        if any(id(one) in instead for one in records):
            changes[name] = tuple(instead.get(id(one), one) for one in records)
    return replace(workspace, **changes)
