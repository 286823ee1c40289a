"""Links that other links imply, so that they can never bind: what a transitive reduction would take out.

A link is implied where a chain of other links leads from the same event (a start or a finish) to the event that it
holds, through work that nothing but links holds: work that has begun, and what a typed date pins, may break a chain. No
lag on the chain may be negative; a link with a lag is implied only where the last link of the chain waits as long.
Source: transitive reduction of a directed acyclic graph (Aho, Garey, Ullman).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from pmctl.model.project import Task
from pmctl.network import FROM_FINISH, TO_START, Arrow, Network
from pmctl.plan import Plan, remembered
from pmctl.quantity import Lag
from pmctl.record import dataclass

MOST_STEPS = 1_000_000
"""Steps for a whole plan; in one so tangled that they are used up, what is left is not judged."""

Event = int
"""The start of a node is twice its number, its finish one more."""


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
    graph, rows = plan.schedule.graph, plan.schedule.tasks
    states = [rows[task.id].state if task and task.id in rows else "" for task in graph.tasks]
    loose = [
        task is None or (state == "planned" and not _is_pinned(task))
        for task, state in zip(graph.tasks, states, strict=True)
    ]
    search = _Search(graph, loose)
    # the first that waits for something waits through nobody else; what is in a circle comes before all else
    awaited = [0] * len(graph.ids)
    for node in chain.from_iterable(graph.circles):
        for arrow in graph.incoming[node]:
            awaited[arrow[0]] += 1
    found = []
    for node in graph.order:
        arrows = graph.incoming[node] if loose[node] else ()
        for arrow in arrows:
            awaited[arrow[0]] += 1
        for arrow in arrows if len(arrows) > 1 else ():
            first, _, _, text = arrow
            if text and awaited[first] > 1 and states[first] != "finished":
                via = search.implying(node, arrow)
                if via is not None:
                    found.append(Redundant(graph.ids[node], text, graph.ids[first], graph.ids[via]))
    return tuple(found)


class _Search:
    """Looks back from event to event, and counts its steps."""

    __slots__ = ("before", "incoming", "left", "place")

    def __init__(self, graph: Network, loose: Sequence[bool]) -> None:
        self.incoming = graph.incoming
        self.before = _before(graph, loose)
        self.place = [-1] * (2 * len(graph.ids))
        for place, node in enumerate(graph.order):
            self.place[2 * node] = self.place[2 * node + 1] = place
        self.left = MOST_STEPS

    def implying(self, node: int, meant: Arrow) -> int | None:
        """The node whose link to this one ends a chain that implies `meant`; None without such a chain."""
        first, kind, lag, _ = meant
        goal = _source(meant)
        seen: set[Event] = set()
        for arrow in self.incoming[node]:
            if arrow is meant or (arrow[0] == first and arrow[1] == kind) or not _is_as_long(arrow[2], lag):
                continue
            if kind in TO_START and arrow[1] not in TO_START:
                continue  # what holds a finish says nothing of the start
            if self._leads(_source(arrow), goal, seen):
                return arrow[0]
        return None

    def _leads(self, end: Event, goal: Event, seen: set[Event]) -> bool:
        """Is one event never before another, by the links between them? Those `seen` do not lead to the goal."""
        if end == goal:
            return True
        before, place = self.before, self.place
        earliest = place[goal]
        if end in seen or place[end] < earliest:
            return False
        seen.add(end)
        found, is_reached = [end], False
        for at in found:  # which grows meanwhile
            is_reached = goal in before[at]
            if is_reached or len(found) > self.left:
                break
            for event in before[at]:
                if place[event] >= earliest and event not in seen:
                    seen.add(event)
                    found.append(event)
        self.left -= len(found)
        return is_reached


def _before(graph: Network, loose: Sequence[bool]) -> list[list[Event]]:
    """The events that each can never be before: of a finish the own start, and those that its links wait for.

    Where no link counts from the own start, what that waits for stands in its stead.
    """
    found: list[list[Event]] = []
    counted = {arrow[0] for arrows in graph.incoming for arrow in arrows if arrow[1] not in FROM_FINISH}
    for node, arrows in enumerate(graph.incoming):
        starts: list[Event] = []
        finishes: list[Event] = []
        for arrow in arrows if loose[node] else ():
            if arrow[2] is None or _is_as_long(arrow[2], None):
                (starts if arrow[1] in TO_START else finishes).append(_source(arrow))
        found += [starts, finishes + ([2 * node] if node in counted else starts)]
    return found


def _source(arrow: Arrow) -> Event:
    """The event that an arrow counts from."""
    return 2 * arrow[0] + (arrow[1] in FROM_FINISH)


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
