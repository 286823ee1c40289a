"""Where work goes that links and constraints pull at, in all runs at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pmctl.scheduling.binding import is_uncapped
from pmctl.scheduling.node import Node
from pmctl.scheduling.simulation.lines import Array, Line
from pmctl.scheduling.simulation.numbers import NO, YES, Bools, Some, bound, of
from pmctl.scheduling.simulation.works import Work


@dataclass(frozen=True, slots=True)
class Typed:
    """The typed dates that hold a node in each run, None for none: the latest `start`, the earliest finish (`from_`)
    and the latest (`until`).
    """

    start: Some = None
    from_: Some = None
    until: Some = None

    def of(self, rows: Array | None) -> Typed:
        """Those of some runs."""
        if rows is None or self is FREE:
            return self
        return Typed(*(part if part is None else of(part, rows) for part in (self.start, self.from_, self.until)))


FREE = Typed()
"""Nothing is typed that holds a node."""


def typed(node: Node, line: Line, later: Array | None) -> Typed:
    """What is typed of a node; a risk moves it so much `later`, in working minutes."""

    if is_uncapped(node):
        return FREE

    def moved(value: int) -> Some:
        at = bound(value)
        if at is None or later is None:
            return at
        return np.where(later == 0, at, line.finish_at(line.work_at(at) + later))

    start = moved(node.cap_start) if node.task is not None and node.task.milestone else bound(node.cap_start)
    return Typed(start, moved(node.floor_finish), moved(node.cap_finish))


def asked_finish(work: Work, at: Array) -> Array:
    """Where work ends that a link holds: a start of work stays as it is, a pause is left backwards."""
    return np.where(work.snap(at) == at, at, work.snap_back(at))


def held(
    dates: Typed, work: Work, start: Some, end: Some, wanted: Array, finish: Some, kept: Bools
) -> tuple[Array, Array, Bools]:
    """Later dates where work would end before it is wanted, by a link (`finish`) or by a typed date."""
    asked = asked_finish(work, wanted)
    later = work.start(asked)
    by_link = NO if finish is None else YES if dates.from_ is None else finish > dates.from_
    moved = YES if start is None or end is None else (end < asked) & (later >= start)
    if dates.start is not None and (moved & (later > dates.start)).any():  # a hard start wins
        first = work.snap(dates.start)
        over = later > first
        later, asked = np.where(over, first, later), np.where(over, work.finish(first), asked)
        by_link = by_link & ~over
    if start is None or end is None:
        return later, asked, by_link
    return np.where(moved, later, start), np.where(moved, asked, end), np.where(moved, by_link, kept)


def capped(
    node: Node, until: Array, work: Work, start: Array, end: Array, floor: Some, kept: Bools
) -> tuple[Array, Array, Bools]:
    """Earlier dates where work would end after what a hard constraint allows (`until`)."""
    over = end > until
    finish, begin = work.backward(until)
    if floor is not None and node.floor_driver is not None and node.floor_driver.kind == "today":
        late = begin < floor
        soonest, ended = work.forward(floor)
        begin, finish = np.where(late, soonest, begin), np.where(late, ended, finish)
    return np.where(over, begin, start), np.where(over, finish, end), kept & ~(over & (begin < start))
