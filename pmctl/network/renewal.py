"""The graph of a workspace from that of another which has the same tasks and links: most edits change neither."""

from __future__ import annotations

from dataclasses import replace

from pmctl.model.item import Item
from pmctl.model.project import Project, Task
from pmctl.model.workspace import Workspace, category
from pmctl.network.graph import Network


def renewed(graph: Network, before: Workspace, workspace: Workspace) -> Network | None:
    """The graph of `workspace` from that of `before`, with which it shares all but the tasks; None where they differ.

    Items that are the same objects are not looked at, so that it takes next to nothing where few are not.
    """
    if before.statuses != workspace.statuses or list(before.items) != list(workspace.items):
        return None
    changed: dict[str, Task] = {}
    for was, now in zip(before.items.values(), workspace.items.values(), strict=True):
        if was is not now:
            if _binding(before, was) != _binding(workspace, now):
                return None
            if isinstance(now, Task):
                changed[now.id] = now
    if not changed:
        return graph
    return replace(graph, tasks=[changed.get(task.id, task) if task is not None else None for task in graph.tasks])


def _binding(workspace: Workspace, item: Item) -> object:
    """All of an item that the graph hangs on."""
    if isinstance(item, Task):
        dropped = bool(item.status) and category(workspace, item.status) == "dropped"
        return Task, item.document, item.group, item.is_group, item.children, item.after, dropped
    return (Project, item.top) if isinstance(item, Project) else item.__class__
