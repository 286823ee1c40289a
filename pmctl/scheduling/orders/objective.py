"""What makes one schedule of a workspace better than another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pmctl.model.project import USUAL_PRIORITY, Project, Task
from pmctl.scheduling import Prepared
from pmctl.scheduling.node import FAR, PAST
from pmctl.scheduling.passes import Dates
from pmctl.scheduling.preparation import is_closed
from pmctl.scheduling.typed_dates import end, last_minute

Value = tuple[int, int]
"""Smaller is better, the first number first: lateness of promises, then the finishes of documents; both weighted."""
End = tuple[int, tuple[int, ...]]
"""A weight, and the nodes of which the last one counts."""
HEAVY = 10**12
"""The weight of what must not get worse: more than all promises together."""
LAST_END = 1000
"""The weight of the last end of all, as a multiple of those of all documents together."""


@dataclass(frozen=True, slots=True)
class Promise:
    """A `due` of a task, group or project: the instant, its weight, and the nodes of which the last one counts."""

    due: int
    weight: int
    nodes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Objective:
    """Weights are document priorities (usual where nothing is said) plus one, so that no document counts for nothing.

    First the minutes by which promises (`due`) are missed, summed by weight; then the minutes from today to the end of
    all open work, and to that of each document with such work, summed by weight. For one document without promises that
    is its finish. `keeping` makes the ends of a schedule promises that weigh more than all others: no better schedule
    ends a document later.
    """

    today: int
    promises: tuple[Promise, ...]
    ends: tuple[End, ...]
    """By document, and last for all of them together: weight and nodes."""

    def __call__(self, dates: Dates) -> Value:
        """The value of a schedule."""
        at = dates.finish.__getitem__
        late = sum(promise.weight * max(max(map(at, promise.nodes)) - promise.due, 0) for promise in self.promises)
        return late, sum(weight * (max(map(at, nodes)) - self.today) for weight, nodes in self.ends)

    def keeping(self, dates: Dates) -> Objective:
        """The same, where no document may end later than in a schedule."""
        ends = [Promise(max(dates.finish[index] for index in nodes), HEAVY, nodes) for _, nodes in self.ends]
        return Objective(self.today, (*self.promises, *ends), self.ends)


def objective(prepared: Prepared) -> Objective:
    """The objective of a workspace."""
    workspace, graph = prepared.workspace, prepared.passes.graph
    inside: dict[str, list[int]] = {}
    dated = [index for index, finish in enumerate(prepared.early.finish) if finish > PAST]
    promises = []
    for index in dated:
        task = graph.tasks[index]
        if task is None:
            continue
        inside.setdefault(task.document, []).append(index)
        node = prepared.passes.nodes[index]
        if task.due is not None and node.due < FAR:  # not that of its groups: theirs is another promise
            due = last_minute(node.calendar, end(task.due))
            promises.append(Promise(due, _weight(prepared, task.document), (index,)))
        group = workspace.items.get(task.group)
        while isinstance(group, Task):
            inside.setdefault(group.id, []).append(index)
            group = workspace.items.get(group.group)
    for id, item in workspace.items.items():
        if isinstance(item, Task | Project) and item.due is not None and id in inside:
            document = item.document if isinstance(item, Task) else id
            promises.append(Promise(end(item.due), _weight(prepared, document), tuple(inside[id])))
    ends = tuple(
        (_weight(prepared, id), tuple(inside[id]))
        for id in workspace.documents
        if any(prepared.passes.nodes[index].state != "finished" for index in inside.get(id, ()))
    )
    return Objective(prepared.preparation.today, tuple(promises), _with_the_last(ends))


def _with_the_last(ends: tuple[End, ...]) -> tuple[End, ...]:
    """Ends of documents, and of all of them where there are several."""
    if len(ends) < 2:
        return ends
    weight = LAST_END * sum(weight for weight, _ in ends)
    return *ends, (weight, tuple(dict.fromkeys(index for _, nodes in ends for index in nodes)))


def _weight(prepared: Prepared, document: str) -> int:
    found = prepared.workspace.documents.get(document)
    return (USUAL_PRIORITY if found is None or found.priority is None else found.priority) + 1


def classes(prepared: Prepared) -> Sequence[int]:
    """By node: documents of higher priority are levelled first in every order, hubs before everything, and what has
    begun and ended behind everything, always in the same order: no priority changes that.
    """
    found = [node.rank[0] if node.task is not None else PAST for node in prepared.passes.nodes]
    for place, index in enumerate(prepared.ranked):
        task = prepared.passes.nodes[index].task
        if task is not None and not has_rank(task):
            found[index] = FAR + place
    return found


def has_rank(task: Task) -> bool:
    """Whether the priority of a task counts: what has begun and ended keeps its dates."""
    return not is_closed(task)
