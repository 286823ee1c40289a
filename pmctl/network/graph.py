"""The dependency graph as numbers: nodes, arrows between them, the order in which to work them out."""

from __future__ import annotations

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
