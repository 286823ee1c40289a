"""In which order a network can be worked through: always the first by rank of what has come up."""

from __future__ import annotations

from collections.abc import Sequence

from pmctl.network import Network
from pmctl.scheduling.node import FAR


class Precedence:
    """What waits for what, as whole numbers, made once for many sequences; what is in a circle never comes up."""

    __slots__ = ("behind", "first", "waiting")

    def __init__(
        self, order: Sequence[int], before: Sequence[Sequence[object]], behind: Sequence[Sequence[int]]
    ) -> None:
        """`order` names the nodes that are in no circle, `before` and `behind` by node those next to it."""
        self.behind = behind
        waiting = self.waiting = list(map(len, before))
        circular = set(range(len(waiting))).difference(order) if len(order) < len(waiting) else ()
        for index in circular:
            for then in behind[index]:
                waiting[then] -= 1
        for index in circular:
            waiting[index] = FAR
        self.first = [index for index in order if not waiting[index]]

    @classmethod
    def forward(cls, graph: Network) -> Precedence:
        """Each node after what it waits for."""
        return cls(graph.order, graph.incoming, graph.behind)

    @classmethod
    def backward(cls, graph: Network) -> Precedence:
        """Each node after what waits for it."""
        return cls(graph.order, graph.behind, [[arrow[0] for arrow in arrows] for arrows in graph.incoming])

    def sequence(self, ranked: Sequence[int]) -> list[int]:
        """The nodes one by one; `ranked` names them by rank."""
        waiting, behind = self.waiting[:], self.behind
        rank = [0] * len(waiting)
        for position, index in enumerate(ranked):
            rank[index] = position
        ready = bytearray(len(ranked))  # by rank: to find the first is cheaper here than to keep a heap
        for index in self.first:
            ready[rank[index]] = 1
        found = []
        at = ready.find(1)
        while at >= 0:
            ready[at] = 0
            index = ranked[at]
            found.append(index)
            for then in behind[index]:
                left = waiting[then] = waiting[then] - 1
                if not left:
                    place = rank[then]
                    ready[place] = 1
                    if place < at:
                        at = place
            at = ready.find(1, at)
        return found
