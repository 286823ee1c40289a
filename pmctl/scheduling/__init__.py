"""A workspace as of a day becomes a schedule: forward and backward pass, then one serial levelling pass."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from pmctl.model.project import Project, Task
from pmctl.model.workspace import Workspace
from pmctl.network import cycles, network
from pmctl.scheduling.drivers import drivers
from pmctl.scheduling.levelling import Levelling
from pmctl.scheduling.memory import Memory
from pmctl.scheduling.node import FAR
from pmctl.scheduling.passes import Dates, LateDates, Passes, backward, ends_of, total_float
from pmctl.scheduling.preparation import Preparation
from pmctl.scheduling.prepared import Prepared
from pmctl.scheduling.rows import Driver, Extent, Scheduled
from pmctl.scheduling.schedule import Schedule
from pmctl.scheduling.typed_dates import end

__all__ = ["Memory", "Prepared", "RankKey", "extents", "group_row", "lay", "prepare", "rank_key", "schedule"]

RankKey = tuple[tuple[int, int], int, int, str]
"""Document and task priority (negative: higher comes first), late finish, total float, full id."""


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
    late = backward(passes, early, graph.order, ends_of(passes.nodes, early))
    return Prepared(workspace, today, preparation, passes, early, late, _ranked(passes, early, late, graph.order))


def lay(prepared: Prepared, ranked: Sequence[int]) -> Schedule:
    """Level by one serial pass over the nodes by rank, and make the rows of the schedule."""
    workspace, passes, early = prepared.workspace, prepared.passes, prepared.early
    graph = passes.graph
    if prepared.levels:
        levelling = Levelling(prepared.preparation, passes)
        dates = levelling.run(early, graph.order, ranked)
        held = drivers(passes, dates, levelling.blocked)
        late = backward(
            passes, dates, levelling.order, ends_of(passes.nodes, dates), _booked(passes, levelling.blocked, held)
        )
    else:
        dates, late, held = early, prepared.late, drivers(passes, early, {})
    rows = _rows(workspace, passes, early, dates, late, held)
    found = cycles(workspace, graph) if graph.circles else []
    outside = {graph.ids[index] for circle in graph.circles for index in circle if graph.tasks[index] is not None}
    return Schedule(
        today=prepared.today,
        prepared=prepared,
        dates=dates,
        tasks=rows,
        documents=extents(workspace, rows),
        unscheduled=tuple(sorted(outside)),
        cycles=tuple(found),
    )


def _early(workspace: Workspace, passes: Passes, order: Sequence[int]) -> Dates:
    """The forward pass; what shall be as late as possible is then put there, and the pass made once more."""
    dates = Dates.of(len(passes.nodes))
    passes.forward(dates, order)
    late_ones = [node for node in passes.nodes if node.alap and node.state == "planned"]
    if late_ones:
        ends = ends_of(passes.nodes, dates)
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


def _ranked(passes: Passes, early: Dates, late: LateDates, order: Sequence[int]) -> list[int]:
    """Nodes in the order of levelling: document priority, task priority, late finish, total float, then full id."""
    return sorted(order, key=lambda index: rank_key(passes, early, late, index))


def rank_key(passes: Passes, early: Dates, late: LateDates, index: int) -> RankKey:
    """What the rank of a node hangs on; hubs, and what is done, keep nobody waiting: they come before everything."""
    node, full_id = passes.nodes[index], passes.graph.ids[index]
    if node.task is None or node.state == "finished":
        return (-FAR, -FAR), 0, 0, full_id
    return node.rank, late.finish[index], total_float(node, early, late), full_id


def _booked(passes: Passes, blocked: Mapping[int, Driver], held: Mapping[int, Driver]) -> dict[int, list[int]]:
    """Which nodes wait for a node because its people were busy with it: all but those that a typed date holds."""
    found: dict[int, list[int]] = {}
    for index, booking in blocked.items():
        if booking.item and held[index].kind != "constraint":
            found.setdefault(passes.graph.index[booking.item], []).append(index)
    return found


def _rows(
    workspace: Workspace, passes: Passes, early: Dates, dates: Dates, late: LateDates, held: Mapping[int, Driver]
) -> dict[str, Scheduled]:
    """A row for each task and group that has dates, in file order."""
    graph = passes.graph
    rows: dict[str, Scheduled] = {}
    for index, task in enumerate(graph.tasks):
        if task is not None and dates.start[index] > -FAR:
            rows[task.id] = _row(passes, index, early, dates, late, held.get(index))
    groups = [item for item in workspace.items.values() if isinstance(item, Task) and item.is_group]
    for group in reversed(groups):
        inner = [rows[child] for child in group.children if child in rows]
        if inner:
            rows[group.id] = group_row(group.id, inner)
    return {full_id: rows[full_id] for full_id in workspace.items if full_id in rows}


def _row(passes: Passes, index: int, early: Dates, dates: Dates, late: LateDates, driver: Driver | None) -> Scheduled:
    node = passes.nodes[index]
    work_at = node.calendar.work_at
    start, finish, early_start = dates.start[index], dates.finish[index], early.start[index]
    open_ = node.state != "finished"
    total = total_float(node, dates, late) if open_ else 0
    return Scheduled(
        id=passes.graph.ids[index],
        early_start=early_start,
        early_finish=early.finish[index],
        late_start=late.start[index],
        late_finish=late.finish[index],
        start=start,
        finish=finish,
        total_float=total,
        critical=open_ and total <= 0,
        duration=work_at(finish) - work_at(start) if finish > start else 0,
        state=node.state,
        milestone=node.task is not None and node.task.milestone,
        driver=driver,
        bookings=node.team.bookings,
        levelled=work_at(start) - work_at(early_start) if start > early_start else 0,
    )


def group_row(full_id: str, inner: Sequence[Scheduled]) -> Scheduled:
    """The span of what is in a group."""
    first = inner[0]
    early_start, late_start, start = first.early_start, first.late_start, first.start
    early_finish, late_finish, finish = first.early_finish, first.late_finish, first.finish
    levelled, critical, left, begun = 0, False, [], False
    for row in inner:
        early_start, early_finish = min(early_start, row.early_start), max(early_finish, row.early_finish)
        late_start, late_finish = min(late_start, row.late_start), max(late_finish, row.late_finish)
        start, finish = min(start, row.start), max(finish, row.finish)
        levelled = max(levelled, row.levelled)
        critical = critical or row.critical
        begun = begun or row.state != "planned"
        if row.state != "finished":
            left.append(row)
    return Scheduled(
        id=full_id,
        early_start=early_start,
        early_finish=early_finish,
        late_start=late_start,
        late_finish=late_finish,
        start=start,
        finish=finish,
        total_float=min((row.total_float for row in left), default=0),
        critical=critical,
        duration=0,
        state="finished" if not left else "started" if begun else "planned",
        levelled=levelled,
    )


def extents(workspace: Workspace, rows: dict[str, Scheduled]) -> dict[str, Extent]:
    """First start and last finish of each document that has scheduled work."""
    spans: dict[str, list[int]] = {}
    for full_id, row in rows.items():
        document = workspace.items[full_id].document
        span = spans.setdefault(document, [row.start, row.finish])
        span[0] = min(span[0], row.start)
        span[1] = max(span[1], row.finish)
    return {document: Extent(*spans[document]) for document in workspace.documents if document in spans}
