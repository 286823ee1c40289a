"""Links that other links imply, so that they can never bind: what a transitive reduction would take out.

A link is implied where a chain of other links leads from the same event (a start or a finish) to the event that it
holds, through work that nothing but links holds: work that has begun, and what a typed date pins, may break a chain. No
lag on the chain may be negative; a link with a lag is implied only where the last link of the chain waits as long.
Source: transitive reduction of a directed acyclic graph (Aho, Garey, Ullman).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pmctl.model.project import Task
from pmctl.network import FROM_FINISH, TO_START, Arrow, Network, network
from pmctl.plan import Plan, remembered
from pmctl.quantity import Lag

MOST_STEPS = 1_000_000
"""Steps for a whole plan; in one so tangled that they are used up, what is left is not judged."""

HARD = frozenset(("MSO", "MFO", "SNLT", "FNLT"))

Event = tuple[int, bool]
"""A node of the graph, and whether its finish is meant."""


@dataclass(frozen=True, slots=True)
class Redundant:
    """The link `text` of an item (a task or a group) ; `via` is the last item on the chain that implies it."""

    item: str
    text: str
    before: str
    via: str


@remembered
def redundant_links(plan: Plan) -> tuple[Redundant, ...]:
    """Every link of open work to open work that others imply, in the order of the graph."""
    return tuple(_Search(plan).run())


class _Search:
    """Looks back from each node that has several links; counts its steps."""

    __slots__ = ("graph", "left", "loose", "open", "place")

    def __init__(self, plan: Plan) -> None:
        self.graph: Network = network(plan.workspace)
        rows = plan.schedule.tasks
        tasks = self.graph.tasks
        self.open = [task is None or (task.id in rows and rows[task.id].state != "finished") for task in tasks]
        self.loose = [
            task is None or (task.id in rows and rows[task.id].state == "planned" and not _is_pinned(task))
            for task in tasks
        ]
        self.place = {node: place for place, node in enumerate(self.graph.order)}
        self.left = MOST_STEPS

    def run(self) -> Iterator[Redundant]:
        """The links that are implied."""
        graph = self.graph
        for node in graph.order:
            arrows = graph.incoming[node]
            if len(arrows) < 2 or not self.loose[node]:
                continue
            for arrow in arrows:
                if arrow[3] and self.open[arrow[0]] and self.left > 0:
                    via = self._implying(node, arrow)
                    if via is not None:
                        yield Redundant(graph.ids[node], arrow[3], graph.ids[arrow[0]], graph.ids[via])

    def _implying(self, node: int, meant: Arrow) -> int | None:
        """The node whose link to this one ends a chain that implies `meant`; None without such a chain."""
        first, kind, lag, _ = meant
        goal: Event = (first, kind in FROM_FINISH)
        for arrow in self.graph.incoming[node]:
            if arrow is meant or (arrow[0] == first and arrow[1] == kind) or not _is_as_long(arrow[2], lag):
                continue
            if kind in TO_START and arrow[1] not in TO_START:
                continue  # what holds a finish says nothing of the start
            if self._leads((arrow[0], arrow[1] in FROM_FINISH), goal):
                return arrow[0]
        return None

    def _leads(self, end: Event, goal: Event) -> bool:
        """Is one event never before another, by the links between them?"""
        if end == goal:
            return True
        earliest = self.place.get(goal[0], 0)
        stack, seen = [end], {end}
        while stack and self.left > 0:
            self.left -= 1
            for event in self._before(stack.pop()):
                if event == goal:
                    return True
                if event not in seen and self.place.get(event[0], -1) >= earliest:
                    seen.add(event)
                    stack.append(event)
        return False

    def _before(self, event: Event) -> Iterator[Event]:
        """The events that one can never be before: of a finish the own start, and those that its links wait for."""
        node, finishes = event
        if finishes:
            yield node, False
        if not self.loose[node]:
            return
        for first, kind, lag, _ in self.graph.incoming[node]:
            if (kind in TO_START) is not finishes and _is_as_long(lag, None):
                yield first, kind in FROM_FINISH


def _is_pinned(task: Task) -> bool:
    """Has it a date that wins over links?"""
    typed = task.start or task.finish or task.milestone_date or task.manual
    return bool(typed or (task.constraint and task.constraint.type in HARD))


def _is_as_long(lag: Lag | None, wanted: Lag | None) -> bool:
    """Does a lag wait at least as long as another one, whatever the calendars and durations?"""
    if wanted is None or (wanted.minutes <= 0 and (wanted.share or 0) <= 0):
        return lag is None or (lag.minutes >= 0 and (lag.share or 0) >= 0)
    if lag is None or lag.elapsed != wanted.elapsed or wanted.share is not None or lag.share is not None:
        return False
    return lag.minutes >= wanted.minutes
