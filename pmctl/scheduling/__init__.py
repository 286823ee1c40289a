"""A workspace as of a day becomes a schedule: forward and backward pass, then one serial levelling pass."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pmctl.model.project import Project
from pmctl.model.workspace import Workspace
from pmctl.network import cycles, network
from pmctl.scheduling.drivers import Drivers
from pmctl.scheduling.levelling import Levelling
from pmctl.scheduling.memory import Memory
from pmctl.scheduling.node import FAR, PAST
from pmctl.scheduling.passes import Dates, LateDates, Passes, backward, ends_of, total_floats
from pmctl.scheduling.preparation import Preparation
from pmctl.scheduling.prepared import Prepared
from pmctl.scheduling.schedule import Schedule
from pmctl.scheduling.table import extents, task_rows, unscheduled, with_groups
from pmctl.scheduling.typed_dates import end

__all__ = ["Memory", "Prepared", "lay", "prepare", "rank_keys", "schedule"]

RankKey = tuple[tuple[int, int], int, int, str]
"""Document and task priority (negative: higher comes first), late finish, total float, full id."""
AHEAD = (PAST, PAST)
"""The priorities of what comes before everything."""


def schedule(workspace: Workspace, today: date, level: bool = True, memory: Memory | None = None) -> Schedule:
    """Compute the dates of every task; with `level` False people may be booked twice (`--no-level`).

    A `memory` saves time where many workspaces are scheduled that differ little.
    """
    prepared = prepare(workspace, today, level, memory)
    return lay(prepared, prepared.ranked)


def prepare(workspace: Workspace, today: date, level: bool = True, memory: Memory | None = None) -> Prepared:
    """Everything that comes before levelling."""
    if memory is None:
        preparation = Preparation(workspace, network(workspace), today, level)
        nodes = [preparation.node(index) for index in range(len(preparation.graph.ids))]
    else:
        preparation, nodes = memory.prepared(workspace, today, level)
    graph = preparation.graph
    passes = Passes(preparation, nodes)
    early = _early(workspace, passes, graph.order)
    late = backward(passes, early, graph.order, ends_of(passes.graph, early))
    return Prepared(workspace, today, preparation, passes, early, late, _ranked(passes, early, late))


def lay(prepared: Prepared, ranked: Sequence[int]) -> Schedule:
    """Level by one serial pass over the nodes by rank, and make the rows of the schedule."""
    workspace, passes, early = prepared.workspace, prepared.passes, prepared.early
    graph = passes.graph
    if prepared.levels:
        levelling = Levelling(prepared.preparation, passes)
        dates = levelling.run(early, graph.order, ranked)
        held, ends = Drivers(passes, dates, levelling.blocked), ends_of(graph, dates)
        late = backward(passes, dates, levelling.order, ends, _booked(passes, held))
    else:
        dates, late, held, ends = early, prepared.late, Drivers(passes, early, {}), ends_of(graph, early)
    rows = with_groups(workspace, task_rows(passes, early, dates, late))
    found = cycles(workspace, graph) if graph.circles else []
    return Schedule(
        today=prepared.today,
        prepared=prepared,
        dates=dates,
        tasks=rows,
        documents=extents(workspace, graph, dates, ends),
        drivers=held,
        unscheduled=unscheduled(graph),
        cycles=tuple(found),
    )


def _early(workspace: Workspace, passes: Passes, order: Sequence[int]) -> Dates:
    """The forward pass; what shall be as late as possible is then put there, and the pass made once more."""
    dates = Dates.of(len(passes.nodes))
    passes.forward(dates, order)
    late_ones = [node for node in passes.nodes if node.alap and node.state == "planned"]
    if late_ones:
        ends = ends_of(passes.graph, dates)
        for document, project in workspace.documents.items():
            if isinstance(project, Project) and project.schedule_from == "finish" and project.due and document in ends:
                ends[document] = max(ends[document], end(project.due))
        late = backward(passes, dates, order, ends)
        for node in late_ones:
            if late.start[node.index] < FAR:
                node.floor = max(node.floor, late.start[node.index])
        dates = Dates.of(len(passes.nodes))
        passes.forward(dates, order)
    return dates


def _ranked(passes: Passes, early: Dates, late: LateDates) -> list[int]:
    """Nodes in the order of levelling: document priority, task priority, late finish, total float, then full id."""
    nodes, graph = passes.nodes, passes.graph
    ranks = [node.rank if node.task is not None and node.state != "finished" else AHEAD for node in nodes]
    named = sorted(graph.order if graph.circles else range(len(nodes)), key=graph.ids.__getitem__)
    ahead = [index for index in named if ranks[index] is AHEAD]
    ranked = [index for index in named if ranks[index] is not AHEAD]
    ranked.sort(key=total_floats(nodes, early, late).__getitem__)  # four sorts, all stable, take half the time of one
    ranked.sort(key=late.finish.__getitem__)
    ranked.sort(key=ranks.__getitem__)
    return ahead + ranked


def rank_keys(prepared: Prepared) -> dict[int, RankKey]:
    """What the rank of each node hangs on, by rank; hubs, and what is done, keep nobody waiting: they come before
    everything.
    """
    nodes, ids, late = prepared.passes.nodes, prepared.passes.graph.ids, prepared.late.finish
    floats = total_floats(nodes, prepared.early, prepared.late)
    found: dict[int, RankKey] = {}
    for index in prepared.ranked:
        node = nodes[index]
        is_ahead = node.task is None or node.state == "finished"
        found[index] = (AHEAD, 0, 0, ids[index]) if is_ahead else (node.rank, late[index], floats[index], ids[index])
    return found


def _booked(passes: Passes, held: Drivers) -> dict[int, list[int]]:
    """Which nodes wait for a node because its people were busy with it: all but those that a typed date holds."""
    found: dict[int, list[int]] = {}
    for index, (blocker, _, _) in held.blocked.items():
        if blocker >= 0 and held.waits_for_booking(index):
            found.setdefault(blocker, []).append(index)
    return found
