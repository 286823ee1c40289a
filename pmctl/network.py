"""The dependency graph: which task waits for which, in what order to work them out, where they go in a circle."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pmctl.model.item import Item
from pmctl.model.project import Project, Task
from pmctl.model.workspace import Workspace, category, resolve
from pmctl.quantity import Lag, Link

if TYPE_CHECKING:
    import networkx

FS, SS, FF, SF = range(4)
FROM_FINISH = (FS, FF)
"""Links that count from the predecessor's finish; the others count from its start."""
TO_START = (FS, SS)
"""Links that hold the successor's start; the others hold its finish."""
GATES = ("may start", "may finish")
"""The roles of hubs that stand before the leaves of a group."""
KINDS = {"FS": FS, "SS": SS, "FF": FF, "SF": SF}

Arrow = tuple[int, int, Lag | None, str]
"""The node at the other end, the kind of link, its lag, and the link as written ("" for what nesting implies)."""


@dataclass(slots=True)
class Network:
    """Nodes are numbered: first the tasks, then hubs, which stand for "all leaves of this group" so that a link
    between groups is one arrow.

    `tasks[i]` is the task of node i (None for a hub), `ids[i]` its full id (for a hub that of its group),
    `documents[i]` its document.
    """

    ids: list[str] = field(default_factory=list)
    tasks: list[Task | None] = field(default_factory=list)
    documents: list[str] = field(default_factory=list)
    incoming: list[list[Arrow]] = field(default_factory=list)
    outgoing: list[list[Arrow]] = field(default_factory=list)
    index: dict[str, int] = field(default_factory=dict)
    order: list[int] = field(default_factory=list)
    circles: list[list[int]] = field(default_factory=list)
    """Sets of nodes that wait for each other; they are not in `order`."""
    hubs: dict[tuple[str, str], int] = field(default_factory=dict)

    def add(self, full_id: str, task: Task | None, document: str) -> int:
        """A new node and its number."""
        self.ids.append(full_id)
        self.tasks.append(task)
        self.documents.append(document)
        self.incoming.append([])
        self.outgoing.append([])
        return len(self.ids) - 1

    def connect(self, first: int, then: int, kind: int, lag: Lag | None = None, text: str = "") -> None:
        """`then` waits for `first`."""
        self.outgoing[first].append((then, kind, lag, text))
        self.incoming[then].append((first, kind, lag, text))


def is_dropped(workspace: Workspace, task: Task) -> bool:
    """Whether a task, or a group around it, will not be done."""
    item: Item | None = task
    while isinstance(item, Task):
        if item.status and category(workspace, item.status) == "dropped":
            return True
        item = workspace.items.get(item.group)
    return False


def network(workspace: Workspace) -> Network:
    """Every task that is neither group nor dropped, with its links, each after what it waits for."""
    graph = Network()
    written: list[Task] = []
    for item in workspace.items.values():
        if not isinstance(item, Task):
            continue
        if item.after:
            written.append(item)
        if not item.is_group and not is_dropped(workspace, item):
            graph.index[item.id] = graph.add(item.id, item, item.document)
    for task in written:
        _add_links(workspace, graph, task)
    _sort(graph)
    return graph


def _add_links(workspace: Workspace, graph: Network, task: Task) -> None:
    """The arrows of a task; what is unknown, dropped, or its own group or member binds nothing (the rules say so)."""
    index, then = graph.index, graph.index.get(task.id)
    for link in task.after:
        local = f"{task.document}/{link.target}"
        first = index.get(local)
        if first is None and local not in workspace.items:
            first = index.get(link.target)
        if first is None or then is None:
            _add_group_link(workspace, graph, task, link)
        elif first != then:
            graph.connect(first, then, KINDS[link.kind], link.lag, link.text)


def _add_group_link(workspace: Workspace, graph: Network, task: Task, link: Link) -> None:
    """The arrow of a link that has a group at one end."""
    before = resolve(workspace, task.document, link.target)
    if not isinstance(before, Task | Project) or is_own(workspace, before, task):
        return
    kind = KINDS[link.kind]
    then = graph.index.get(task.id) if not task.is_group else _gate(workspace, graph, task, kind)
    if then is None:
        return
    first, lag = graph.index.get(before.id), link.lag
    if first is None:
        if not _is_group(before):
            return
        share = lag if lag is not None and lag.share is not None else None
        first = _gather(workspace, graph, before, kind, share, task.document)
        lag = None if share is not None else lag
    if first is not None:
        graph.connect(first, then, kind, lag, link.text)


def is_own(workspace: Workspace, one: Item, other: Item) -> bool:
    """Whether one of two items is the other, or a group (or the document) around it."""
    if not _is_group(one) and not _is_group(other):
        return one is other
    for inner, outer in ((one, other), (other, one)):
        item: Item | None = inner
        while item is not None:
            if item is outer:
                return True
            item = workspace.items.get(item.group)
        if isinstance(outer, Project) and inner.document == outer.id:
            return True
    return False


def _members(group: Task | Project) -> tuple[str, ...]:
    return group.top if isinstance(group, Project) else group.children


def _gather(
    workspace: Workspace, graph: Network, group: Task | Project, kind: int, share: Lag | None, document: str
) -> int | None:
    """The hub that has come when all leaves of a group have started (SS, SF) or finished (FS, FF); None without leaves.

    A share counts each leaf's own duration, so it makes a hub of its own.
    """
    starts = kind in (SS, SF)
    role = ("started" if starts else "finished") + (f" {share.share} {document}" if share is not None else "")
    known = graph.hubs.get((group.id, role))
    if known is not None:
        return known
    sources = []
    for child_id in _members(group):
        child = workspace.items.get(child_id)
        if not isinstance(child, Task):
            continue
        node = _gather(workspace, graph, child, kind, share, document) if child.is_group else graph.index.get(child_id)
        if node is not None:
            sources.append((node, share if not child.is_group else None))
    if not sources:
        return None
    hub = graph.hubs[group.id, role] = graph.add(group.id, None, document)
    for node, lag in sources:
        graph.connect(node, hub, SS if starts else FS, lag)
    return hub


def _gate(workspace: Workspace, graph: Network, group: Task, kind: int) -> int | None:
    """The hub before all leaves of a group may start (FS, SS) or finish (FF, SF); None without leaves."""
    finishes = kind in (FF, SF)
    role = GATES[finishes]
    known = graph.hubs.get((group.id, role))
    if known is not None:
        return known
    targets = []
    for child_id in group.children:
        child = workspace.items.get(child_id)
        if not isinstance(child, Task):
            continue
        node = _gate(workspace, graph, child, kind) if child.is_group else graph.index.get(child_id)
        if node is not None:
            targets.append((node, FS if child.is_group or not finishes else FF))
    if not targets:
        return None
    hub = graph.hubs[group.id, role] = graph.add(group.id, None, group.document)
    for node, link in targets:
        graph.connect(hub, node, link)
    return hub


def _sort(graph: Network) -> None:
    """Fill `order` (first come first served, so that it hangs on nothing but the file) and `circles`."""
    waiting = [len(arrows) for arrows in graph.incoming]
    order = graph.order = [node for node, count in enumerate(waiting) if not count]
    outgoing = graph.outgoing
    for node in order:
        for then, _, _, _ in outgoing[node]:
            waiting[then] -= 1
            if not waiting[then]:
                order.append(then)
    if len(order) == len(waiting):
        return
    left = {node for node, count in enumerate(waiting) if count}
    graph.circles = [circle for circle in _strong_components(graph, left) if len(circle) > 1]
    _sort_around_circles(graph)


def _sort_around_circles(graph: Network) -> None:
    """Order the nodes that are in no circle, as if the links out of circles did not exist."""
    inside = {node for circle in graph.circles for node in circle}
    waiting = [sum(first not in inside for first, _, _, _ in arrows) for arrows in graph.incoming]
    order = graph.order = [node for node, count in enumerate(waiting) if not count and node not in inside]
    for node in order:
        for then, _, _, _ in graph.outgoing[node]:
            waiting[then] -= 1
            if not waiting[then] and then not in inside:
                order.append(then)


def _strong_components(graph: Network, nodes: Iterable[int]) -> list[list[int]]:
    """Sets of nodes each of which can be reached from each other, by networkx, in a fixed order."""
    import networkx

    found: networkx.DiGraph[int] = networkx.DiGraph()
    kept = set(nodes)
    for node in sorted(kept):
        found.add_edges_from((node, then) for then, _, _, _ in graph.outgoing[node] if then in kept)
    return sorted(sorted(component) for component in networkx.strongly_connected_components(found))


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a cycle: `item` waits for the next one by `link`, at its place in the list `after`."""

    item: Task
    link: Link
    place: int


def cycles(workspace: Workspace, graph: Network) -> list[tuple[Step, ...]]:
    """For each circle of the graph one shortest way around, by the links as they are written."""
    return [_way_around(workspace, graph, circle) for circle in graph.circles]


def _way_around(workspace: Workspace, graph: Network, circle: Sequence[int]) -> tuple[Step, ...]:
    import networkx

    inside = set(circle)
    found: networkx.DiGraph[int] = networkx.DiGraph()
    for node in circle:
        found.add_edges_from((node, then) for then, _, _, _ in graph.outgoing[node] if then in inside)
    ways = [
        [first, *networkx.shortest_path(found, then, first)]
        for first in circle
        for then in sorted(found.successors(first))
        if graph.tasks[first] is not None or len(circle) < 200
    ][:400]
    shortest = min(ways, key=lambda way: (len(way), way))
    return tuple(_steps(workspace, graph, shortest))


def _steps(workspace: Workspace, graph: Network, way: Sequence[int]) -> Iterable[Step]:
    """The written links of a way, which goes from what is waited for to what waits, seen from each that waits."""
    for first, then in reversed(list(zip(way, way[1:], strict=False))):
        text = next(text for node, _, _, text in graph.outgoing[first] if node == then)
        if not text:
            continue
        waiting = workspace.items[graph.ids[then]]
        if isinstance(waiting, Task):
            place = next((n for n, link in enumerate(waiting.after) if link.text == text), 0)
            yield Step(waiting, waiting.after[place], place)


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


def _is_group(item: Item) -> bool:
    return isinstance(item, Project) or (isinstance(item, Task) and item.is_group)


def _begin(item: Item) -> str:
    return f"{item.id} >" if _is_group(item) else item.id


def _over(item: Item) -> str:
    return f"{item.id} <" if _is_group(item) else item.id


def _add_members(found: networkx.DiGraph[str], item: Task | Project) -> None:
    """The nodes of an item, and the arrows between a member and what is around it."""
    found.add_nodes_from((_begin(item), _over(item)))
    if _is_group(item):
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
