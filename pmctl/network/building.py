"""From the links of a workspace to the numbered graph; links of groups go through hubs."""

from __future__ import annotations

from pmctl.model.item import Item
from pmctl.model.project import Project, Task
from pmctl.model.workspace import Workspace, category, resolve
from pmctl.network.graph import FF, FS, GATES, KINDS, SF, SS, Network
from pmctl.network.order import sort
from pmctl.quantity import Lag, Link


def network(workspace: Workspace) -> Network:
    """Every task that is neither group nor dropped, with its links, each after what it waits for."""
    graph = Network()
    leaves: list[Task] = []
    written: list[Task] = []
    dropped: set[str] = set()  # a group stands before its members
    for item in workspace.items.values():
        if not isinstance(item, Task):
            continue
        if item.after:
            written.append(item)
        if item.group in dropped or (item.status and category(workspace, item.status) == "dropped"):
            dropped.add(item.id)
        elif not item.is_group:
            leaves.append(item)
    graph.add_tasks(leaves)
    for task in written:
        _add_links(workspace, graph, task)
    sort(graph)
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
        if not is_group(before):
            return
        share = lag if lag is not None and lag.share is not None else None
        first = _gather(workspace, graph, before, kind, share, task.document)
        lag = None if share is not None else lag
    if first is not None:
        graph.connect(first, then, kind, lag, link.text)


def is_own(workspace: Workspace, one: Item, other: Item) -> bool:
    """Whether one of two items is the other, or a group (or the document) around it."""
    if not is_group(one) and not is_group(other):
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
        leaf = graph.index.get(child_id)
        if leaf is not None:
            sources.append((leaf, share))
        elif (child := _group(workspace, child_id)) is not None:
            inner = _gather(workspace, graph, child, kind, share, document)
            if inner is not None:
                sources.append((inner, None))
    if not sources:
        return None
    hub = graph.add_hub(group.id, role, document)
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
        leaf = graph.index.get(child_id)
        if leaf is not None:
            targets.append((leaf, FF if finishes else FS))
        elif (child := _group(workspace, child_id)) is not None:
            inner = _gate(workspace, graph, child, kind)
            if inner is not None:
                targets.append((inner, FS))
    if not targets:
        return None
    hub = graph.add_hub(group.id, role, group.document)
    for node, link in targets:
        graph.connect(hub, node, link)
    return hub


def _group(workspace: Workspace, full_id: str) -> Task | None:
    """The group of tasks with a full id, if that is one."""
    found = workspace.items.get(full_id)
    return found if isinstance(found, Task) and found.is_group else None


def is_group(item: Item) -> bool:
    """Whether it has members: a project, or a task with tasks in it."""
    return isinstance(item, Project) or (isinstance(item, Task) and item.is_group)
