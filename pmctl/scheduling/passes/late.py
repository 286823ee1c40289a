"""The backward pass: late dates that keep every end, promise and hard constraint; and the float between."""

from __future__ import annotations

from collections.abc import Sequence

from pmctl.network import FROM_FINISH, TO_START
from pmctl.scheduling.node import FAR, Node
from pmctl.scheduling.passes.dates import Dates, LateDates
from pmctl.scheduling.passes.early import Passes
from pmctl.scheduling.passes.lags import latest_ask, latest_start, shifted_back
from pmctl.scheduling.work import INSTANTLY


def backward(
    passes: Passes, dates: Dates, order: Sequence[int], ends: dict[str, int], booked: dict[int, list[int]] | None = None
) -> LateDates:
    """The late dates that keep every end, promise and hard constraint.

    `order` is one in which each node comes after what it waits for; `booked` says which nodes wait for a node only
    because its people were busy.
    """
    late = LateDates.of(len(passes.nodes))
    for index in reversed(order):
        node = passes.nodes[index]
        if node.state == "finished":
            late.start[index], late.finish[index] = dates.start[index], dates.finish[index]
            late.begin[index] = late.start[index]
            continue
        cap_start, cap_finish = caps(passes, index, late)
        for then in booked.get(index, ()) if booked else ():
            cap_finish = min(cap_finish, late.begin[then])
        _place(node, cap_start, cap_finish, dates, late, ends)
    return late


def caps(passes: Passes, index: int, late: LateDates) -> tuple[int, int]:
    """What the links of a node allow: the latest start and the latest finish."""
    cap_start = cap_finish = FAR
    nodes = passes.nodes
    begun = nodes[index].state != "planned"  # its start is a fact: what hangs on it asks for nothing any more
    for then, kind, lag, _ in passes.graph.outgoing[index]:
        if nodes[then].state == "finished" or (begun and kind not in FROM_FINISH):
            continue
        moment = late.begin[then] if kind in TO_START else late.finish[then]
        if moment == FAR:
            continue
        if kind not in TO_START and nodes[then].fixed is None:
            moment = latest_ask(nodes[then].work, moment)
        if lag is not None:
            moment = shifted_back(moment, lag, nodes[then].calendar, nodes[index].minutes)
        if kind in FROM_FINISH:
            if moment < cap_finish:
                cap_finish = moment
        elif moment < cap_start:
            cap_start = moment
    return cap_start, cap_finish


def _place(node: Node, cap_start: int, cap_finish: int, dates: Dates, late: LateDates, ends: dict[str, int]) -> None:
    """Put a node as late as its caps, promise, state and constraints allow."""
    index, work = node.index, node.work
    if node.task is not None:
        cap_finish = min(cap_finish, ends[node.task.document], node.due, node.cap_finish)
        cap_start = min(latest_start(work, cap_start) if cap_start < FAR else FAR, node.cap_start)
    if node.fixed is not None:
        calendar = node.calendar
        length = calendar.work_between(*node.fixed)
        if cap_start < FAR:
            cap_finish = min(cap_finish, calendar.finish_at(calendar.work_at(cap_start) + length))
        late.finish[index] = cap_finish
        late.start[index] = calendar.start_at(calendar.work_at(cap_finish) - length) if length else cap_finish
        late.begin[index] = late.start[index]
        return
    if cap_start < FAR:
        cap_finish = min(cap_finish, work.finish(cap_start))
    if cap_finish >= FAR:
        return
    finish = work.snap_back(cap_finish)
    begin = work.start(finish)
    if finish == dates.finish[index]:  # a crew's minutes are rounded: that makes no float
        begin = min(begin, dates.begin[index])
    late.finish[index], late.begin[index] = finish, begin
    late.start[index] = begin if node.state == "planned" else dates.start[index]


def ends_of(nodes: Sequence[Node], dates: Dates) -> dict[str, int]:
    """The last finish of each document."""
    found: dict[str, int] = {}
    for node in nodes:
        if node.task is not None:
            finish = dates.finish[node.index]
            if finish > found.get(node.task.document, -FAR):
                found[node.task.document] = finish
    return found


def total_float(node: Node, dates: Dates, late: LateDates) -> int:
    """Late start less start, in working minutes of the node's calendar (late finish less finish once it has
    begun).
    """
    index = node.index
    if node.state == "finished":
        return 0
    if node.state == "started" or node.work is INSTANTLY:
        return node.calendar.work_between(dates.finish[index], late.finish[index])
    return node.calendar.work_between(dates.start[index], late.start[index])
