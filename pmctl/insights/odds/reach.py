"""What can move the dates of some tasks: what they wait for, by links and through people who work on both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pmctl.model.project import Project, Task
from pmctl.plan import Plan, remembered


def movers(plan: Plan, tasks: Iterable[Task], levelled: bool) -> frozenset[str]:
    """The full ids of tasks that some tasks may wait for, and theirs.

    What is planned as late as possible hangs on all that comes behind it, too. Nothing else can move them, however it
    is drawn: a caller need not look at it.
    """
    graph = plan.schedule.graph
    stack = [graph.index[task.id] for task in tasks if task.id in graph.index]
    found: set[int] = set()
    while stack:
        index = stack.pop()
        if index in found:
            continue
        found.add(index)
        stack += [before for before, _, _, _ in graph.incoming[index]]
        task = graph.tasks[index]
        if task is not None:
            stack += _beside(plan, task) if levelled else ()
            stack += _behind(plan, index) if _is_late(plan, task) else ()
    return frozenset(graph.ids[index] for index in found if graph.tasks[index] is not None)


def _beside(plan: Plan, task: Task) -> Iterator[int]:
    """The nodes of the tasks that ask for anybody whom a task asks for."""
    users = _users(plan)
    for who in _asked(plan, task):
        yield from users[who]


@remembered
def _users(plan: Plan) -> Mapping[str, tuple[int, ...]]:
    """By person or equipment the nodes of the tasks that may book them."""
    found: dict[str, list[int]] = {}
    for index, task in enumerate(plan.schedule.graph.tasks):
        for who in _asked(plan, task) if task is not None else ():
            found.setdefault(who, []).append(index)
    return {who: tuple(indices) for who, indices in found.items()}


def _asked(plan: Plan, task: Task) -> frozenset[str]:
    places = plan.schedule.workers.places_of_task(task)
    return frozenset(who for place in places for crew in place.crews for who in crew)


def _is_late(plan: Plan, task: Task) -> bool:
    """Whether a task is planned as late as possible."""
    if task.constraint is not None:
        return task.constraint.type == "ALAP"
    document = plan.workspace.documents.get(task.document)
    return isinstance(document, Project) and document.schedule_from == "finish"


def _behind(plan: Plan, index: int) -> Iterator[int]:
    """The nodes that wait for one, and all of their documents, whose ends hold them."""
    graph = plan.schedule.graph
    stack, seen = [index], set[int]()
    while stack:
        one = stack.pop()
        if one not in seen:
            seen.add(one)
            stack += graph.behind[one]
    documents = {graph.documents[one] for one in seen}
    yield from (other for other, document in enumerate(graph.documents) if document in documents)
