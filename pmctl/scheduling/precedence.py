"""In which order a network can be worked through: always the first by rank of what has come up."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heapify, heappop, heappush

from pmctl.network import Arrow, Network
from pmctl.scheduling.node import FAR


class Precedence:
    """What waits for what, as whole numbers, made once for many sequences; what is in a circle never comes up."""

    __slots__ = ("behind", "first", "waiting")

    def __init__(self, order: Sequence[int], before: Sequence[Sequence[Arrow]], behind: Sequence[Sequence[Arrow]]):
        self.waiting = [len(arrows) for arrows in before]
        if len(order) < len(before):
            inside = set(order)
            for index, arrows in enumerate(before):
                self.waiting[index] = sum(arrow[0] in inside for arrow in arrows) if index in inside else FAR
        self.behind = [tuple([arrow[0] for arrow in arrows]) for arrows in behind]
        self.first = [index for index in order if not self.waiting[index]]

    @classmethod
    def forward(cls, graph: Network) -> Precedence:
        """Each node after what it waits for."""
        return cls(graph.order, graph.incoming, graph.outgoing)

    @classmethod
    def backward(cls, graph: Network) -> Precedence:
        """Each node after what waits for it."""
        return cls(graph.order, graph.outgoing, graph.incoming)

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
