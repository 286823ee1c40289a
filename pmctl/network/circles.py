"""Circles explained: the shortest way around, by the links as they are written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from pmctl.model.project import Task
from pmctl.model.workspace import Workspace
from pmctl.network.graph import Network
from pmctl.quantity import Link
from pmctl.record import dataclass

if TYPE_CHECKING:
    import networkx


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
        found.add_edges_from((node, then) for then in graph.behind[node] if then in inside)
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
        text = next(text for node, _, _, text in graph.incoming[then] if node == first)
        if not text:
            continue
        waiting = workspace.items[graph.ids[then]]
        if isinstance(waiting, Task):
            place = next((n for n, link in enumerate(waiting.after) if link.text == text), 0)
            yield Step(waiting, waiting.after[place], place)
