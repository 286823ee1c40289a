"""The links that people wrote, and what can be reached along them, near or far."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pmctl.model.item import Item
from pmctl.model.project import Project, Task
from pmctl.model.workspace import Workspace, resolve
from pmctl.network.building import is_group, is_own
from pmctl.quantity import Link
from pmctl.record import dataclass

if TYPE_CHECKING:
    import networkx


@dataclass(frozen=True, slots=True)
class Edge:
    """A link as written: `item` waits for `target`."""

    item: Task
    target: Item
    link: Link
    place: int


@dataclass(frozen=True, slots=True)
class Dependencies:
    """All written links of a workspace, by both ends (full ids)."""

    before: dict[str, tuple[Edge, ...]]
    after: dict[str, tuple[Edge, ...]]

    def up(self, full_id: str) -> tuple[Edge, ...]:
        """What an item itself waits for, in file order."""
        return self.before.get(full_id, ())

    def down(self, full_id: str) -> tuple[Edge, ...]:
        """What waits for an item itself, in file order."""
        return self.after.get(full_id, ())


def dependencies(workspace: Workspace) -> Dependencies:
    """The links that people wrote, unknown targets left out."""
    before: dict[str, list[Edge]] = {}
    after: dict[str, list[Edge]] = {}
    for item in workspace.items.values():
        if not isinstance(item, Task):
            continue
        for place, link in enumerate(item.after):
            target = resolve(workspace, item.document, link.target)
            if target is not None:
                edge = Edge(item, target, link, place)
                before.setdefault(item.id, []).append(edge)
                after.setdefault(target.id, []).append(edge)
    return Dependencies({k: tuple(v) for k, v in before.items()}, {k: tuple(v) for k, v in after.items()})


def graph_of(workspace: Workspace) -> networkx.DiGraph[str]:
    """The graph for questions of reach: an arrow from what is waited for to what waits.

    A task is one node, its full id. A group is two, so that what waits for the group is not mistaken for what its
    members wait for:
    `group >` (it may begin: before its members) and `group <` (it is over: after them).
    """
    import networkx

    found: networkx.DiGraph[str] = networkx.DiGraph()
    for item in workspace.items.values():
        if isinstance(item, Task | Project):
            _add_members(found, item)
    for edges in dependencies(workspace).before.values():
        for edge in edges:
            if isinstance(edge.target, Task | Project) and not is_own(workspace, edge.target, edge.item):
                found.add_edge(_over(edge.target), _begin(edge.item))
    return found


def _begin(item: Item) -> str:
    return f"{item.id} >" if is_group(item) else item.id


def _over(item: Item) -> str:
    return f"{item.id} <" if is_group(item) else item.id


def _add_members(found: networkx.DiGraph[str], item: Task | Project) -> None:
    """The nodes of an item, and the arrows between a member and what is around it."""
    found.add_nodes_from((_begin(item), _over(item)))
    if is_group(item):
        found.add_edge(_begin(item), _over(item))
    if isinstance(item, Task):
        around = item.group or item.document
        found.add_edge(f"{around} >", _begin(item))
        found.add_edge(_over(item), f"{around} <")


def reach(workspace: Workspace, item: Item, down: bool) -> tuple[str, ...]:
    """Full ids of the tasks and groups that wait for an item (`down`), or it for them, near or far, in file order.

    A group counts when all of it waits (or is waited for); what is inside the item itself, or around it, does not.
    """
    import networkx

    if not isinstance(item, Task | Project):
        return ()
    found = graph_of(workspace)
    if down:
        nodes = networkx.descendants(found, _over(item))
        whole, part = " >", " <"
    else:
        nodes = networkx.ancestors(found, _begin(item))
        whole, part = " <", " >"
    names = {node.removesuffix(whole) for node in nodes if not node.endswith(part)}
    return tuple(full_id for full_id in workspace.items if full_id in names and full_id not in workspace.documents)
