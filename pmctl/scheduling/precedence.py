"""In which order a network can be worked through: always the first by rank of what has come up."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heapify, heappop, heappush

from pmctl.network import Network
from pmctl.scheduling.node import FAR


class Precedence:
    """What waits for what, as whole numbers, made once for many sequences; what is in a circle never comes up."""

    __slots__ = ("behind", "first", "waiting")

    def __init__(self, order: Sequence[int], behind: Sequence[Sequence[int]]) -> None:
        """`order` names the nodes that are in no circle, `behind` by node those that come after it."""
        self.behind = behind
        waiting = self.waiting = [FAR] * len(behind)
        for index in order:
            waiting[index] = 0
        for index in order:
            for then in behind[index]:
                waiting[then] += 1
        self.first = [index for index in order if not waiting[index]]

    @classmethod
    def forward(cls, graph: Network) -> Precedence:
        """Each node after what it waits for."""
        return cls(graph.order, graph.behind)

    @classmethod
    def backward(cls, graph: Network) -> Precedence:
        """Each node after what waits for it."""
        return cls(graph.order, [[arrow[0] for arrow in arrows] for arrows in graph.incoming])

    def sequence(self, ranked: Sequence[int]) -> list[int]:
        """The nodes one by one; `ranked` names them by rank."""
        waiting, behind = self.waiting[:], self.behind
        rank = [0] * len(waiting)
        for position, index in enumerate(ranked):
            rank[index] = position
        ready = [rank[index] for index in self.first]
        heapify(ready)
        found = []
        while ready:
            index = ranked[heappop(ready)]
            found.append(index)
            for then in behind[index]:
                left = waiting[then] = waiting[then] - 1
                if not left:
                    heappush(ready, rank[then])
        return found
