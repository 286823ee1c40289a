"""The dependency graph as numbers: nodes, arrows between them, the order in which to work them out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field

from pmctl.model.project import Task
from pmctl.quantity import Lag
from pmctl.record import dataclass

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
    """By node the arrows from what it waits for."""
    behind: list[list[int]] = field(default_factory=list)
    """By node all that wait for it, however: where all arrows are plain the very list of `plain_behind`."""
    plain_before: list[list[int]] = field(default_factory=list)
    plain_behind: list[list[int]] = field(default_factory=list)
    """By node the other ends of plain arrows: FS without a lag. Nearly all are, and passes spare them the rest."""
    other_before: dict[int, list[Arrow]] = field(default_factory=dict)
    other_behind: dict[int, list[Arrow]] = field(default_factory=dict)
    """By node the arrows that are not plain, where there are any."""
    index: dict[str, int] = field(default_factory=dict)
    order: list[int] = field(default_factory=list)
    circles: list[list[int]] = field(default_factory=list)
    """Sets of nodes that wait for each other; they are not in `order`."""
    hubs: dict[tuple[str, str], int] = field(default_factory=dict)

    def add_tasks(self, tasks: Sequence[Task]) -> None:
        """A node for each of some tasks, in their order; the first nodes of the network."""
        self.ids = [task.id for task in tasks]
        self.tasks = list(tasks)
        self.documents = [task.document for task in tasks]
        self.index = {full_id: number for number, full_id in enumerate(self.ids)}
        self.incoming = [[] for _ in tasks]
        self.plain_before, self.plain_behind = [[] for _ in tasks], [[] for _ in tasks]
        self.behind = self.plain_behind[:]

    @property
    def task_count(self) -> int:
        """How many nodes are tasks."""
        return len(self.index)

    def add_hub(self, group: str, role: str, document: str) -> int:
        """A new hub of a group, and its number."""
        number = self.hubs[group, role] = len(self.ids)
        self.ids.append(group)
        self.tasks.append(None)
        self.documents.append(document)
        for ends in (self.incoming, self.plain_before, self.plain_behind):
            ends.append([])
        self.behind.append(self.plain_behind[number])
        return number

    def connect(self, first: int, then: int, kind: int, lag: Lag | None = None, text: str = "") -> None:
        """`then` waits for `first`."""
        arrow = (first, kind, lag, text)
        self.incoming[then].append(arrow)
        behind, plain_behind = self.behind[first], self.plain_behind[first]
        if kind == FS and lag is None:
            self.plain_before[then].append(first)
            plain_behind.append(then)
            if behind is not plain_behind:
                behind.append(then)
        else:
            if behind is plain_behind:
                behind = self.behind[first] = plain_behind[:]
            behind.append(then)
            self.other_before.setdefault(then, []).append(arrow)
            self.other_behind.setdefault(first, []).append((then, kind, lag, text))

    def outgoing(self, index: int) -> list[tuple[int, int, Lag | None]]:
        """The arrows to what waits for a node: the node at the other end, the kind of link, its lag."""
        others = [arrow[:3] for arrow in self.other_behind.get(index, ())]
        return [(then, FS, None) for then in self.plain_behind[index]] + others
