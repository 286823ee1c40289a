"""The dates of a schedule and nothing else: for whoever asks many plans when, and none of them why."""

from __future__ import annotations

from datetime import date

from pmctl.model.workspace import Workspace
from pmctl.scheduling import Memory, prepare
from pmctl.scheduling.levelling import Levelling
from pmctl.scheduling.node import PAST
from pmctl.scheduling.passes import Dates, ends_of
from pmctl.scheduling.prepared import Prepared
from pmctl.scheduling.schedule import Schedule, Scheduled
from pmctl.scheduling.table import extents, unscheduled, with_groups


def dates_alone(workspace: Workspace, today: date, level: bool = True, memory: Memory | None = None) -> Schedule:
    """The start, finish and state of every task as `schedule` computes them, in four fifths of the time.

    What is said besides of a task (early and late dates, float, duration, drivers, bookings) is not worked out.
    """
    prepared = prepare(workspace, today, level, memory)
    graph, dates = prepared.passes.graph, prepared.early
    if prepared.levels:
        dates = Levelling(prepared.preparation, prepared.passes).run(dates, graph.order, prepared.ranked)
    rows = _rows(workspace, prepared, dates)
    return Schedule(
        today,
        prepared,
        dates,
        rows,
        extents(workspace, graph, dates, ends_of(graph, dates)),
        unscheduled=unscheduled(graph),
    )


def _rows(workspace: Workspace, prepared: Prepared, dates: Dates) -> dict[str, Scheduled]:
    """A row for each task and group that has dates, in file order."""
    rows: dict[str, Scheduled] = {}
    for task, node, start, finish in zip(
        prepared.passes.graph.tasks, prepared.passes.nodes, dates.start, dates.finish, strict=True
    ):
        if task is not None and start > PAST:
            rows[task.id] = Scheduled(task.id, start, finish, start, finish, start, finish, 0, False, 0, node.state)
    return with_groups(workspace, rows)
