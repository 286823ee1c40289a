"""How far the end of a document moves when a task takes longer, for many tasks one after the other.

Each delay works out anew only what lies between it and the end. Nobody is levelled, and whoever was chosen among
alternatives stays: links are asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import replace
from itertools import chain

from pmctl.network import FROM_FINISH
from pmctl.scheduling.node import PAST, Node
from pmctl.scheduling.passes import Passes
from pmctl.scheduling.prepared import Prepared
from pmctl.scheduling.work import Work
from pmctl.worktime import WorkCalendar


class Longer(Work):
    """Work that goes on for so many minutes of a calendar after it would have been done."""

    __slots__ = ("calendar", "minutes", "work")

    def __init__(self, work: Work, calendar: WorkCalendar, minutes: int) -> None:
        self.work = work
        self.calendar = calendar
        self.minutes = minutes

    def snap(self, at: int) -> int:
        """The first instant from `at` on at which it can begin."""
        return self.work.snap(at)

    def snap_back(self, at: int) -> int:
        """The last instant up to `at` at which it can end."""
        return self.calendar.previous_finish(at)

    def finish(self, start: int) -> int:
        """When it is done that begins at `start`."""
        return later(self.work.finish(start), self.calendar, self.minutes)

    def start(self, finish: int) -> int:
        """When it must begin to be done at `finish`."""
        return self.work.start(self.calendar.start_at(self.calendar.work_at(finish) - self.minutes))


def longer(node: Node, minutes: int) -> Node:
    """A node that takes so many minutes of its calendar longer."""
    found = copy(node)
    found.work = Longer(node.work, node.calendar, minutes)
    if node.fixed is not None:
        found.fixed = node.fixed[0], later(node.fixed[1], node.calendar, minutes)
    return found


def later(at: int, calendar: WorkCalendar, minutes: int) -> int:
    """An instant so many minutes of working time later."""
    return calendar.finish_at(calendar.work_at(at) + minutes)


class Delays:
    """The early dates of a workspace, and what delays do to them.

    `place` is by node where it stands in the order (-1 in a circle); `is_open` says by node whether it is work that is
    still to be done, or a hub that waits for such work; `lasts` is by document the node that ends last.
    """

    __slots__ = ("dates", "is_open", "lasts", "passes", "place")

    def __init__(self, prepared: Prepared) -> None:
        nodes = [copy(node) if node.open else node for node in prepared.passes.nodes]
        early = prepared.early
        self.passes = Passes(prepared.preparation, nodes)
        self.dates = replace(early, start=early.start[:], finish=early.finish[:], begin=early.begin[:])
        for node in nodes:
            if node.open:  # levelling may have chosen others
                self.passes.forward(self.dates, [node.index])
                node.open = False
        self.place = [-1] * len(nodes)
        for place, index in enumerate(self.passes.graph.order):
            self.place[index] = place
        self.is_open = self._open_nodes()
        self.lasts = self._last_nodes()

    def _open_nodes(self) -> list[bool]:
        graph = self.passes.graph
        found = [node.state != "finished" for node in self.passes.nodes]
        for index in chain.from_iterable(graph.circles):
            found[index] = False
        for hub in [index for index in graph.order if index >= graph.task_count]:
            found[hub] = any(found[first] for first, _, _, _ in graph.incoming[hub])
        return found

    def _last_nodes(self) -> dict[str, int]:
        graph, finish, ids = self.passes.graph, self.dates.finish, self.passes.graph.ids
        found: dict[str, int] = {}
        for index, document in enumerate(graph.documents[: graph.task_count]):
            last = found.get(document)
            if last is not None and finish[index] < finish[last]:
                continue
            if self.place[index] >= 0 and (last is None or (finish[index], ids[index]) > (finish[last], ids[last])):
                found[document] = index
        return found

    def last(self, document: str) -> str:
        """The task or milestone with which a document ends; "" where none has a date."""
        last = self.lasts.get(document)
        return "" if last is None else self.passes.graph.ids[last]

    def finish(self, task: str) -> int:
        """When a task ends."""
        return self.dates.finish[self.passes.graph.index[task]]

    def head(self, last: str) -> str:
        """The first open work on the path that leads, link by link, to a task; "" without any.

        At each step the predecessor is taken whose event is the latest, whether or not a typed date broke the link.
        """
        path = self._path(last)
        return self.passes.graph.ids[path[0]] if path else ""

    def _path(self, last: str) -> list[int]:
        """The nodes from the head to the last task, each after what it waits for; none where no work is open."""
        at: int | None = self.passes.graph.index[last]
        found: list[int] = []
        head = 0
        while at is not None:
            found.append(at)
            task = self.passes.nodes[at].task
            if task is not None and not task.milestone and self.is_open[at]:
                head = len(found)
            at = self._latest_before(at)
        return found[:head][::-1]

    def _latest_before(self, index: int) -> int | None:
        """The predecessor (a task or a hub) whose event is the latest; nothing before work that is over."""
        start, finish, ids, is_open = self.dates.start, self.dates.finish, self.passes.graph.ids, self.is_open
        found, latest = None, PAST
        for first, kind, _, _ in self.passes.graph.incoming[index]:
            if is_open[first]:
                at = finish[first] if kind in FROM_FINISH else start[first]
                if found is None or at > latest or (at == latest and (ids[first], first) > (ids[found], found)):
                    found, latest = first, at
        return found

    def finish_after(self, last: str, task: str, minutes: int) -> int:
        """When `last` ends, if a task takes so many minutes of working time longer."""
        first, end = self.passes.graph.index[task], self.passes.graph.index[last]
        return self._delayed(first, minutes, self._between(first, end), end)

    def finish_at_least(self, last: str, minutes: int) -> int:
        """When `last` ends at the earliest, if the head of its path takes so many minutes longer.

        Only the path itself is worked out anew. More time never makes anything earlier, so whatever else waits for the
        head can only add to that.
        """
        path = self._path(last)
        return self._delayed(path[0], minutes, path[1:], path[-1]) if path else self.finish(last)

    def _delayed(self, first: int, minutes: int, then: Sequence[int], end: int) -> int:
        """When a node ends, if another takes so many minutes longer and some are worked out after it.

        The longer node is a copy; the dates are put back, for there are many more of them than change.
        """
        dates, changed = self.dates, (first, *then)
        before = [(dates.start[index], dates.finish[index], dates.begin[index]) for index in changed]
        try:
            self.passes.place(longer(self.passes.nodes[first], minutes), *self.passes.bounds(first, dates), dates)
            self.passes.forward(dates, then)
            return dates.finish[end]
        finally:
            for index, was in zip(changed, before, strict=True):
                dates.start[index], dates.finish[index], dates.begin[index] = was

    def _between(self, first: int, end: int) -> list[int]:
        """What waits for one node and is waited for by another, or is that other; each after what it waits for."""
        incoming, behind, found = self.passes.graph.incoming, {first}, []
        for index in sorted(self._before(end, self.place[first]), key=self.place.__getitem__):
            if any(arrow[0] in behind for arrow in incoming[index]):
                behind.add(index)
                found.append(index)
        return found

    def _before(self, end: int, earliest: int) -> set[int]:
        """A node and all that it waits for, back to a place in the order."""
        incoming, place = self.passes.graph.incoming, self.place
        seen, left = {end}, [end]
        while left:
            for arrow in incoming[left.pop()]:
                if arrow[0] not in seen and place[arrow[0]] >= earliest:
                    seen.add(arrow[0])
                    left.append(arrow[0])
        return seen
