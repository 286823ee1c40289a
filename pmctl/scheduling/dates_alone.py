"""The dates of a schedule and nothing else: for whoever asks many plans when, and none of them why."""

from __future__ import annotations

from datetime import date

from pmctl.model.project import Task
from pmctl.model.workspace import Workspace
from pmctl.scheduling import Memory, extents, group_row, prepare
from pmctl.scheduling.levelling import Levelling
from pmctl.scheduling.node import FAR
from pmctl.scheduling.passes import Dates
from pmctl.scheduling.prepared import Prepared
from pmctl.scheduling.schedule import Schedule, Scheduled


def dates_alone(workspace: Workspace, today: date, level: bool = True, memory: Memory | None = None) -> Schedule:
    """The start, finish and state of every task as `schedule` computes them, in two thirds of the time.

    What is said besides of a task (early and late dates, float, duration, drivers, bookings) is not worked out.
    """
    prepared = prepare(workspace, today, level, memory)
    graph, dates = prepared.passes.graph, prepared.early
    if prepared.levels:
        dates = Levelling(prepared.preparation, prepared.passes).run(dates, graph.order, prepared.ranked)
    rows = _rows(workspace, prepared, dates)
    outside = {graph.ids[index] for circle in graph.circles for index in circle if graph.tasks[index] is not None}
    return Schedule(today, prepared, dates, rows, extents(workspace, rows), tuple(sorted(outside)))


def _rows(workspace: Workspace, prepared: Prepared, dates: Dates) -> dict[str, Scheduled]:
    """A row for each task and group that has dates, in file order."""
    rows: dict[str, Scheduled] = {}
    for task, node, start, finish in zip(
        prepared.passes.graph.tasks, prepared.passes.nodes, dates.start, dates.finish, strict=True
    ):
        if task is not None and start > -FAR:
            rows[task.id] = Scheduled(task.id, start, finish, start, finish, start, finish, 0, False, 0, node.state)
    groups = [item for item in workspace.items.values() if isinstance(item, Task) and item.is_group]
    for group in reversed(groups):
        inner = [rows[child] for child in group.children if child in rows]
        if inner:
            rows[group.id] = group_row(group.id, inner)
    return {full_id: rows[full_id] for full_id in workspace.items if full_id in rows}
