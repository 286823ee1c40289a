"""The backward pass: late dates that keep every end, promise and hard constraint; and the float between."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pmctl.network import FROM_FINISH, TO_START, Network
from pmctl.scheduling.node import FAR, PAST, Node
from pmctl.scheduling.passes.dates import Dates, LateDates
from pmctl.scheduling.passes.early import Passes
from pmctl.scheduling.passes.lags import latest_ask, latest_start, shifted_back
from pmctl.scheduling.work import INSTANTLY


def backward(
    passes: Passes,
    dates: Dates,
    order: Sequence[int],
    ends: Mapping[str, int],
    booked: Mapping[int, list[int]] | None = None,
) -> LateDates:
    """The late dates that keep every end, promise and hard constraint.

    `order` is one in which each node comes after what it waits for; `booked` says which nodes wait for a node only
    because its people were busy.
    """
    late = LateDates.of(len(passes.nodes))
    graph, nodes, starts, finishes, begins = passes.graph, passes.nodes, late.start, late.finish, late.begin
    plain_behind, others, documents, held = graph.plain_behind, graph.other_behind, graph.documents, booked or {}
    early_start, early_finish, early_begin = dates.start, dates.finish, dates.begin
    for index in reversed(order):
        node = nodes[index]
        if node.state == "finished":
            starts[index], finishes[index] = early_start[index], early_finish[index]
            continue
        cap = FAR
        for then in plain_behind[index] + held[index] if index in held else plain_behind[index]:
            if begins[then] < cap:
                cap = begins[then]
        if node.task is not None:
            end = ends[documents[index]]
            cap = end if end < cap else cap
            cap = node.due if node.due < cap else cap
        if not node.free or index in others:
            cap = _capped(node, *_other_caps(passes, index, late, cap), late)
        if cap < FAR:
            finish, begin = node.work.backward(cap)
            if finish == early_finish[index] and begin > early_begin[index]:
                begin = early_begin[index]  # a crew's minutes are rounded: that makes no float
            finishes[index], begins[index] = finish, begin
            starts[index] = begin if node.state == "planned" else early_start[index]
    return late


def caps(passes: Passes, index: int, late: LateDates) -> tuple[int, int]:
    """What the links of a node allow: the latest start and the latest finish."""
    plain = min([late.begin[then] for then in passes.graph.plain_behind[index]], default=FAR)
    return _other_caps(passes, index, late, plain)


def _other_caps(passes: Passes, index: int, late: LateDates, cap_finish: int) -> tuple[int, int]:
    """What those links of a node allow that are not plain, where all else lets it finish at `cap_finish`."""
    nodes, cap_start = passes.nodes, FAR
    node = nodes[index]
    begun = node.state != "planned"  # its start is a fact: what hangs on it asks for nothing any more
    for then, kind, lag, _ in passes.graph.other_behind.get(index, ()):
        other, to_start, from_finish = nodes[then], kind in TO_START, kind in FROM_FINISH
        moment = late.begin[then] if to_start else late.finish[then]
        if moment == FAR or other.state == "finished" or (begun and not from_finish):
            continue
        if not to_start and other.fixed is None:
            moment = latest_ask(other.work, moment)
        if lag is not None:
            moment = shifted_back(moment, lag, other.calendar, passes.counted(lag, node))
        if from_finish:
            if moment < cap_finish:
                cap_finish = moment
        elif moment < cap_start:
            cap_start = moment
    return cap_start, cap_finish


def _capped(node: Node, cap_start: int, cap_finish: int, late: LateDates) -> int:
    """The last instant at which a node must be done by its caps and typed dates; `FAR` where it has its place."""
    work = node.work
    if node.task is not None:
        if node.cap_finish < cap_finish:
            cap_finish = node.cap_finish
        if cap_start < FAR:
            cap_start = latest_start(work, cap_start)
        if node.cap_start < cap_start:
            cap_start = node.cap_start
    if node.fixed is not None:
        _place_fixed(node, node.fixed, cap_start, cap_finish, late)
        return FAR
    return min(cap_finish, work.finish(cap_start)) if cap_start < FAR else cap_finish


def _place_fixed(node: Node, fixed: tuple[int, int], cap_start: int, cap_finish: int, late: LateDates) -> None:
    """Put what nothing moves as late as its caps allow: as long as it is."""
    index, calendar = node.index, node.calendar
    length = calendar.work_between(*fixed)
    if cap_start < FAR:
        cap_finish = min(cap_finish, calendar.finish_at(calendar.work_at(cap_start) + length))
    late.finish[index] = cap_finish
    late.start[index] = calendar.start_at(calendar.work_at(cap_finish) - length) if length else cap_finish
    late.begin[index] = late.start[index]


def ends_of(graph: Network, dates: Dates) -> dict[str, int]:
    """The last finish of each document that has dates."""
    found: dict[str, int] = {}
    for document, finish in zip(
        graph.documents, dates.finish[: graph.task_count], strict=False
    ):  # behind them stand hubs
        if finish > found.get(document, PAST):
            found[document] = finish
    return found


def total_floats(nodes: Sequence[Node], dates: Dates, late: LateDates) -> list[int]:
    """By node its late start less its start, in working minutes of its calendar (late finish less finish once it has
    begun, and of what takes no time); 0 of hubs, and of what is over or has no late dates.
    """
    found = []
    for node, start, finish, late_start, late_finish in zip(
        nodes, dates.start, dates.finish, late.start, late.finish, strict=True
    ):
        if node.task is None or late_finish >= FAR or node.state == "finished":
            found.append(0)
            continue
        work_at = node.calendar.work_at
        if node.state == "started" or node.work is INSTANTLY:
            found.append(work_at(late_finish) - work_at(finish))
        else:
            found.append(work_at(late_start) - work_at(start))
    return found
