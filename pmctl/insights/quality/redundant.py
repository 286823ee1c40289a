"""Links that other links imply, so that they can never bind: what a transitive reduction would take out.

A link is implied where a chain of other links leads from the same event (a start or a finish) to the event that it
holds, through work that nothing but links holds: work that has begun, and what a typed date pins, may break a chain. No
lag on the chain may be negative; a link with a lag is implied only where the last link of the chain waits as long.
Source: transitive reduction of a directed acyclic graph (Aho, Garey, Ullman).
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from functools import reduce
from itertools import chain
from operator import or_

from pmctl.model.project import Task
from pmctl.network import FROM_FINISH, TO_START, Network
from pmctl.plan import Plan, remembered
from pmctl.quantity import Lag
from pmctl.record import dataclass

MOST_GOALS = 8192
"""So many goals are looked for in one walk, a bit each: what is kept of an event then takes a kilobyte at most."""

Event = int
"""The finish of a node has its number, its start so much more as there are nodes."""
Found = tuple[int, int, int, int, str, int]
"""A link: the place of its node in the order of the graph, its own among those of the node; that node, the one that it
waits for, the link as written, and the node by which the chain that implies it comes.
"""


@dataclass(frozen=True, slots=True)
class Redundant:
    """The link `text` of an item (a task or a group); `via` is the last item on the chain that implies it."""

    item: str
    text: str
    before: str
    via: str


@remembered
def redundant_links(plan: Plan) -> tuple[Redundant, ...]:
    """Every link of work that has not begun to open work that others imply, in the order of the graph."""
    graph, nodes = plan.schedule.graph, plan.schedule.prepared.passes.nodes
    loose = [
        task is None or (node.state == "planned" and not _is_pinned(task))
        for task, node in zip(graph.tasks, nodes, strict=True)
    ]
    inside = list(chain.from_iterable(graph.circles))  # which have no dates, so that nobody knows whether they are over
    for index in inside:
        loose[index] = graph.tasks[index] is None
    unfinished = inside + [index for index in graph.order if nodes[index].state != "finished"]
    # that for which only one node waits leads to nothing through others
    ends = [index for index in unfinished if len(graph.behind[index]) > 1]
    counted = _counted_starts(graph)
    goals = [index + len(loose) for index in sorted(counted.intersection(ends))] + ends
    found: list[Found] = []
    for at in range(0, len(goals), MOST_GOALS):
        found += _Walk(graph, loose, counted, goals[at : at + MOST_GOALS]).found
    ids = graph.ids
    return tuple([Redundant(ids[node], text, ids[first], ids[via]) for _, _, node, first, text, via in sorted(found)])


def _counted_starts(graph: Network) -> set[int]:
    """The nodes from whose start a link counts."""
    return {first for arrows in graph.other_before.values() for first, kind, _, _ in arrows if kind not in FROM_FINISH}


class _Walk:
    """Goes from node to node, and joins what stands before each: of some goals those that no event can be before.

    A goal that is met twice at a node stands before what another of its links waits for: only such links are looked at
    one by one. Sets of goals are bits: `bits` says by event which is its own, `reach` which events it can never be
    before, itself included.
    """

    __slots__ = ("bits", "count", "counted", "found", "graph", "loose", "reach")

    def __init__(self, graph: Network, loose: Sequence[bool], counted: Set[int], goals: Sequence[Event]) -> None:
        self.graph, self.loose, self.counted, self.count = graph, loose, counted, len(graph.ids)
        self.bits = [len(goals)] * (2 * self.count)  # the bit of what is no goal lies behind all others
        self.reach = [0] * (2 * self.count)
        for bit, event in enumerate(goals):
            self.bits[event] = bit
            self.reach[event] = 1 << bit
        for node in self.counted:
            self.reach[node] |= self.reach[node + self.count]
        self.found: list[Found] = []
        self._around(list(chain.from_iterable(graph.circles)))
        self._over(graph.order)

    def _around(self, inside: Sequence[int]) -> None:
        """Walk until all is known that stands before nodes in circles: of what is in circles, for that comes first."""
        events = [*inside, *(node + self.count for node in inside)]
        allowed = reduce(or_, [self.reach[event] for event in events], 0)
        known: list[int] = []
        while known != (known := [self.reach[event] for event in events]):
            self._over(self.graph.order)
            self._over(inside)
            for event in events:
                self.reach[event] &= allowed
            self.found.clear()

    def _over(self, nodes: Sequence[int]) -> None:
        """Walk over nodes, each after what it waits for. Plain links have a loop of their own: nearly all are."""
        plain_before, others, loose = self.graph.plain_before, self.graph.other_before, self.loose
        bits, reach, counted, count = self.bits, self.reach, self.counted, self.count
        for place, node in enumerate(nodes):
            if not loose[node]:
                continue
            starts = twice = 0
            for first in plain_before[node]:
                before = reach[first]
                if starts:
                    twice |= starts & before
                    starts |= before
                else:
                    starts = before  # which is not copied
            finishes = starts
            if node in others:
                starts, finishes = self._over_others(place, node, starts, twice)
            elif twice:
                for number, first in enumerate(plain_before[node]):
                    if twice >> bits[first] & 1:
                        self._look(place, node, number)
            if node in counted:
                reach[node + count] |= starts
                finishes |= reach[node + count]
            reach[node] = reach[node] | finishes if reach[node] else finishes

    def _over_others(self, place: int, node: int, starts: int, twice: int) -> tuple[int, int]:
        """What stands before the start and the finish of a node, some of whose links have a lag or are of other kinds.

        What stands before its start by plain links is given, and what was met twice.
        """
        reach, bits, finishes = self.reach, self.bits, starts
        for arrow in self.graph.other_before[node]:
            event = arrow[0] if arrow[1] in FROM_FINISH else arrow[0] + self.count
            before = reach[event]
            twice |= finishes & before
            if arrow[2] is not None and not _is_as_long(arrow[2], None):
                twice |= 1 << bits[event]  # no chain ends with it; yet it may be implied
                continue
            finishes |= before
            if arrow[1] in TO_START:
                starts |= before
        for number, arrow in enumerate(self.graph.incoming[node]) if twice else ():
            if twice >> bits[arrow[0] if arrow[1] in FROM_FINISH else arrow[0] + self.count] & 1:
                self._look(place, node, number)
        return starts, finishes

    def _look(self, place: int, node: int, number: int) -> None:
        """Note a link of a node, if another one ends a chain that implies it."""
        reach, count, arrows = self.reach, self.count, self.graph.incoming[node]
        first, kind, lag, text = arrows[number]
        goal = self.bits[first if kind in FROM_FINISH else first + count]
        for last, how, waits, _ in arrows if text else ():
            if (last == first and how == kind) or (how not in TO_START and kind in TO_START):
                continue  # the same link again is another rule's; what holds a finish says nothing of the start
            before = reach[last if how in FROM_FINISH else last + count]
            if before >> goal & 1 and (waits is lag is None or _is_as_long(waits, lag)):
                self.found.append((place, number, node, first, text, last))
                break


def _is_pinned(task: Task) -> bool:
    """Has it a date that wins over links?"""
    typed = task.start or task.finish or task.milestone_date or task.manual
    return bool(typed or (task.constraint and task.constraint.is_hard))


def _is_as_long(lag: Lag | None, wanted: Lag | None) -> bool:
    """Does a lag wait at least as long as another one, whatever the calendars and durations?"""
    if wanted is None or (wanted.minutes <= 0 and (wanted.share or 0) <= 0):
        return lag is None or (lag.minutes >= 0 and (lag.share or 0) >= 0)
    if lag is None or lag.elapsed != wanted.elapsed or wanted.share is not None or lag.share is not None:
        return False
    return lag.minutes >= wanted.minutes
