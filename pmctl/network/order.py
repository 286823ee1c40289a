"""The order of a graph, each node after what it waits for, and the circles that have none."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from pmctl.network.graph import Network

if TYPE_CHECKING:
    import networkx


def sort(graph: Network) -> None:
    """Fill `order` (first come first served, so that it hangs on nothing but the file) and `circles`."""
    waiting = list(map(len, graph.incoming))
    order = graph.order = [node for node, count in enumerate(waiting) if not count]
    behind = graph.behind
    for node in order:
        for then in behind[node]:
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
        for then in graph.behind[node]:
            waiting[then] -= 1
            if not waiting[then] and then not in inside:
                order.append(then)


def _strong_components(graph: Network, nodes: Iterable[int]) -> list[list[int]]:
    """Sets of nodes each of which can be reached from each other, by networkx, in a fixed order."""
    import networkx

    found: networkx.DiGraph[int] = networkx.DiGraph()
    kept = set(nodes)
    for node in sorted(kept):
        found.add_edges_from((node, then) for then in graph.behind[node] if then in kept)
    return sorted(sorted(component) for component in networkx.strongly_connected_components(found))
