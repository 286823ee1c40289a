"""Where work goes that links and constraints pull at, in all runs at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pmctl.network import TO_START, Arrow
from pmctl.scheduling.node import FAR, Node
from pmctl.scheduling.simulation.lines import Array
from pmctl.scheduling.simulation.numbers import NO, NOBODY, YES, Bools, Some, certain, known
from pmctl.scheduling.simulation.works import Work


def asked_finish(work: Work, at: Array) -> Array:
    """Where work ends that a link holds: a start of work stays as it is, a pause is left backwards."""
    return np.where(work.snap(at) == at, at, work.snap_back(at))


def inherited(moments: Sequence[tuple[Arrow, Array]], at: Some, finish: Some, blockers: Sequence[Some]) -> Some:
    """Who blocked the predecessor that drives a node, where nesting alone ties them; the first one that asks for most.

    A finish that is asked for drives the start where it is later than the start that is asked for.
    """
    found: Array = NOBODY
    by_finish = YES if at is None else NO if finish is None else finish > at
    for arrow, moment in reversed(moments):
        bound_, by = (at, ~by_finish) if arrow[1] in TO_START else (finish, by_finish)
        blocker = blockers[arrow[0]] if not arrow[3] else None
        found = np.where(by & (moment == bound_), NOBODY if blocker is None else blocker, found)
    return found


def held(
    node: Node, work: Work, start: Some, end: Some, wanted: Array, finish: Some, kept: Bools
) -> tuple[Array, Array, Bools]:
    """Later dates where work would end before it is wanted."""
    asked = asked_finish(work, wanted)
    later = work.start(asked)
    drives = YES if finish is None else node.floor_finish >= finish  # the constraint rather than a link
    if start is None or end is None:
        return later, asked, NO if finish is None else ~drives
    held = end < wanted
    moved = held & (later >= start)
    if node.floor_finish > -FAR:
        kept = kept & ~(held & drives)
    return np.where(moved, later, start), np.where(moved, asked, end), kept


def capped(node: Node, work: Work, start: Some, end: Array, floor: Some, kept: Bools) -> tuple[Array, Array, Bools]:
    """Earlier dates where work would end after what a hard constraint allows."""
    over = end > node.cap_finish
    finish, begin = work.backward(certain(node.cap_finish))
    if floor is not None and node.floor_driver is not None and node.floor_driver.kind == "today":
        late = begin < floor
        soonest, ended = work.forward(floor)
        begin, finish = np.where(late, soonest, begin), np.where(late, ended, finish)
    return np.where(over, begin, known(start)), np.where(over, finish, end), kept & ~over
