"""The backward pass of the schedule over many runs at once: late dates, and what has no float."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from typing import TypeAlias

import numpy as np

from pmctl.network import FROM_FINISH, TO_START
from pmctl.scheduling.node import FAR, Node
from pmctl.scheduling.simulation.lines import Array
from pmctl.scheduling.simulation.numbers import NO, Bools, Some, bound, earliest, known, latest, shifted_back
from pmctl.scheduling.simulation.runs import Dates, Runs
from pmctl.scheduling.simulation.works import INSTANTLY, Work

Caps: TypeAlias = Callable[[Node], tuple[Some, Some]]
"""The latest start and finish that a task keeps for its own sake, not for what comes behind it."""


def early_dates(runs: Runs) -> Dates:
    """The forward pass; what shall be as late as possible is then put there, and the pass made once more."""
    dates = runs.forward()
    late_ones = [node for node in runs.nodes if node.alap and node.state == "planned"]
    if not late_ones:
        return dates
    ends = ends_of(runs, dates)
    for document, due in runs.frame.ends_by_plan.items():
        if document in ends:
            ends[document] = np.maximum(ends[document], due)
    late = late_dates(runs, dates, runs.frame.order, _caps_of_ends(runs, ends))
    for node in late_ones:
        runs.floors[node.index] = latest(runs.floors[node.index], late.start[node.index])
    return runs.forward()


def ends_of(runs: Runs, dates: Dates) -> dict[str, Array]:
    """The last finish of each document."""
    found: dict[str, Array] = {}
    for node, finish in zip(runs.nodes, dates.finish, strict=True):
        if node.task is not None and finish is not None:
            before = found.get(node.task.document)
            found[node.task.document] = finish if before is None else np.maximum(before, finish)
    return found


def caps_of(runs: Runs, dates: Dates) -> Caps:
    """What the late dates keep: the end of what the frame looks `towards`, else every end, promise and constraint."""
    towards = runs.frame.towards
    if not towards:
        return _caps_of_ends(runs, ends_of(runs, dates))
    finishes = [finish for index in towards if (finish := dates.finish[index]) is not None]
    end = reduce(np.maximum, finishes) if finishes else None
    return lambda node: (None, end if node.index in towards else None)


def _caps_of_ends(runs: Runs, ends: Mapping[str, Array]) -> Caps:
    """Every end of a document, promise and hard constraint as what a node keeps."""

    def caps(node: Node) -> tuple[Some, Some]:
        assert node.task is not None
        typed = runs.typed[node.index]
        finish = earliest(earliest(ends[node.task.document], typed.until), bound(node.due))
        return typed.start, finish

    return caps


def late_dates(runs: Runs, dates: Dates, order: Sequence[int], caps: Caps) -> Dates:
    """The late dates that keep `caps`, and what people do next.

    `order` is one in which each node comes after what it waits for. What nothing that is kept waits for has none.
    """
    found = _Backward(runs, dates, caps, Dates.of(len(runs.nodes)))
    for index in reversed(order):
        found.place(runs.nodes[index])
    return found.late


def is_critical(runs: Runs, node: Node, dates: Dates, late: Dates) -> Bools:
    """Whether a node has no float: late start less start (late finish less finish once it has begun) in working time
    is 0 or less.
    """
    if node.state == "finished":
        return NO
    index, line = node.index, runs.lines[node.index]
    by_finish = node.state == "started" or runs.works[index] is INSTANTLY
    now, then = (dates.finish, late.finish) if by_finish else (dates.start, late.start)
    limit = then[index]
    if limit is None:  # nothing waits for it
        return NO
    found: Bools = line.work_at(limit) <= line.work_at(known(now[index]))
    return found


def latest_ask(work: Work, finish: Array) -> Array:
    """The last instant that, asked for, still gives a finish: in the pause behind it, where it is not yet over."""
    return np.maximum(finish, work.snap(finish) - 1)


def latest_start(work: Work, cap: Array) -> Array:
    """The last instant up to a link's `cap` at which work begins: in a pause, the last minute before it."""
    return np.where(work.snap(cap) == cap, cap, work.snap_back(cap) - 1)


@dataclass(slots=True)
class _Backward:
    """The late dates so far; `awaited` says of nodes that come by when their people are wanted elsewhere."""

    runs: Runs
    dates: Dates
    caps: Caps
    late: Dates
    awaited: dict[int, Array] = field(default_factory=dict)

    def place(self, node: Node) -> None:
        """Put a node as late as what comes behind it allows."""
        index, dates, late = node.index, self.dates, self.late
        if node.state == "finished":
            late.start[index] = late.begin[index] = dates.start[index]
            late.finish[index] = dates.finish[index]
        else:
            self._place_open(node)
        blocker, begin = dates.blocker[index], late.begin[index]
        if blocker is not None and begin is not None:
            self._await(blocker, begin)

    def _await(self, blocker: Array, begin: Array) -> None:
        """Note by when the people of each blocker are wanted elsewhere."""
        blocker, begin = np.broadcast_arrays(blocker, begin)
        for index in np.unique(blocker).tolist():
            if index >= 0:
                cap = np.where(blocker == index, begin, FAR)
                self.awaited[index] = np.minimum(self.awaited.get(index, cap), cap)

    def _caps(self, node: Node) -> tuple[Some, Some]:
        """The latest start and the latest finish that links, people, promises and constraints allow."""
        cap_start, cap_finish = self._caps_of_links(node)
        cap_finish = earliest(cap_finish, self.awaited.pop(node.index, None))
        if node.task is None:
            return cap_start, cap_finish
        own_start, own_finish = self.caps(node)
        if cap_start is not None:
            cap_start = latest_start(self.runs.works[node.index], cap_start)
        return earliest(cap_start, own_start), earliest(cap_finish, own_finish)

    def _caps_of_links(self, node: Node) -> tuple[Some, Some]:
        runs = self.runs
        cap_start: Some = None
        cap_finish: Some = None
        for then, kind, lag in runs.graph.outgoing(node.index):
            other = runs.nodes[then]
            if other.state == "finished" or (node.state != "planned" and kind not in FROM_FINISH):
                continue
            moment = self.late.begin[then] if kind in TO_START else self.late.finish[then]
            if moment is None:
                continue
            if kind not in TO_START and other.fixed is None:
                moment = latest_ask(runs.works[then], moment)
            if lag is not None:
                moment = shifted_back(moment, lag, runs.lines[then], runs.minutes[node.index])
            if kind in FROM_FINISH:
                cap_finish = earliest(cap_finish, moment)
            else:
                cap_start = earliest(cap_start, moment)
        return cap_start, cap_finish

    def _place_open(self, node: Node) -> None:
        index, dates, late, work = node.index, self.dates, self.late, self.runs.works[node.index]
        cap_start, cap_finish = self._caps(node)
        if node.fixed is not None:
            late.finish[index], late.start[index] = self._fixed(node, cap_start, cap_finish)
            late.begin[index] = late.start[index]
            return
        if cap_start is not None:
            cap_finish = earliest(cap_finish, work.finish(cap_start))
        if cap_finish is None:
            return
        finish, begin = work.backward(cap_finish)
        ended, began = dates.finish[index], dates.begin[index]
        if ended is not None and began is not None:  # a crew's minutes are rounded: that makes no float
            begin = np.where(finish == ended, np.minimum(begin, began), begin)
        if node.state == "planned":
            begin = self._before_delay(node, begin)
        late.finish[index], late.begin[index] = finish, begin
        late.start[index] = begin if node.state == "planned" else dates.start[index]

    def _before_delay(self, node: Node, begin: Array) -> Array:
        """When what takes no time must be able to begin, for the risks that make it later."""
        delay, line = self.runs.delays.get(node.index), self.runs.lines[node.index]
        if delay is None:
            return begin
        return np.where(delay > 0, line.start_at(line.work_at(begin) - delay), begin)

    def _fixed(self, node: Node, cap_start: Some, cap_finish: Some) -> tuple[Some, Some]:
        """Late finish and late start of what has typed dates."""
        line, index = self.runs.lines[node.index], node.index
        length = line.work_at(known(self.dates.finish[index])) - line.work_at(known(self.dates.start[index]))
        if cap_start is not None:
            cap_finish = earliest(cap_finish, line.finish_at(line.work_at(cap_start) + length))
        if cap_finish is None:
            return None, None
        return cap_finish, np.where(length > 0, line.start_at(line.work_at(cap_finish) - length), cap_finish)
