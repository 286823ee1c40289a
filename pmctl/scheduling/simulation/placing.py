"""Where work goes that links and constraints pull at, in all runs at once."""

from __future__ import annotations

import numpy as np

from pmctl.scheduling.node import Node
from pmctl.scheduling.simulation.lines import Array
from pmctl.scheduling.simulation.numbers import NO, Bools, Some, certain
from pmctl.scheduling.simulation.works import Work


def asked_finish(work: Work, at: Array) -> Array:
    """Where work ends that a link holds: a start of work stays as it is, a pause is left backwards."""
    return np.where(work.snap(at) == at, at, work.snap_back(at))


def held(
    node: Node, work: Work, start: Some, end: Some, wanted: Array, finish: Some, kept: Bools
) -> tuple[Array, Array, Bools]:
    """Later dates where work would end before it is wanted, by a link (`finish`) or by a typed date."""
    asked = asked_finish(work, wanted)
    later = work.start(asked)
    by_link = NO if finish is None else finish > node.floor_finish
    if start is None or end is None:
        return later, asked, by_link
    moved = (end < asked) & (later >= start)
    return np.where(moved, later, start), np.where(moved, asked, end), np.where(moved, by_link, kept)


def capped(node: Node, work: Work, start: Array, end: Array, floor: Some, kept: Bools) -> tuple[Array, Array, Bools]:
    """Earlier dates where work would end after what a hard constraint allows."""
    over = end > node.cap_finish
    finish, begin = work.backward(certain(node.cap_finish))
    if floor is not None and node.floor_driver is not None and node.floor_driver.kind == "today":
        late = begin < floor
        soonest, ended = work.forward(floor)
        begin, finish = np.where(late, soonest, begin), np.where(late, ended, finish)
    return np.where(over, begin, start), np.where(over, finish, end), kept & ~(over & (begin < start))
