"""The rows of a schedule: tasks, the groups around them, the span of each document; and which tasks have none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pmctl.model.project import Task
from pmctl.model.workspace import Workspace
from pmctl.network import Network
from pmctl.scheduling.node import FAR
from pmctl.scheduling.passes import Dates, LateDates, Passes, total_float
from pmctl.scheduling.rows import Extent, Scheduled


def task_rows(passes: Passes, early: Dates, dates: Dates, late: LateDates) -> dict[str, Scheduled]:
    """A row for each task that has dates, by full id."""
    rows: dict[str, Scheduled] = {}
    for index, task in enumerate(passes.graph.tasks):
        start, finish = dates.start[index], dates.finish[index]
        if task is None or start == -FAR:
            continue
        node, early_start = passes.nodes[index], early.start[index]
        work_at = node.calendar.work_at
        is_open = node.state != "finished"
        total = total_float(node, dates, late) if is_open else 0
        rows[task.id] = Scheduled(  # by position: there are many rows, and names take as long as all else
            task.id,
            early_start,
            early.finish[index],
            late.start[index],
            late.finish[index],
            start,
            finish,
            total,
            is_open and total <= 0,
            work_at(finish) - work_at(start) if finish > start else 0,
            node.state,
            task.milestone,
            node.team.bookings,
            work_at(start) - work_at(early_start) if start > early_start else 0,
        )
    return rows


def with_groups(workspace: Workspace, rows: dict[str, Scheduled]) -> dict[str, Scheduled]:
    """Rows of tasks, and one for each group that has any in it, in file order."""
    groups = [item for item in workspace.items.values() if isinstance(item, Task) and item.is_group]
    for group in reversed(groups):
        inner = [rows[child] for child in group.children if child in rows]
        if inner:
            rows[group.id] = _group_row(group.id, inner)
    return {full_id: rows[full_id] for full_id in workspace.items if full_id in rows}


def _group_row(full_id: str, inner: Sequence[Scheduled]) -> Scheduled:
    """The span of what is in a group."""
    left = [row.total_float for row in inner if row.state != "finished"]
    begun = any(row.state != "planned" for row in inner)
    return Scheduled(
        id=full_id,
        early_start=min([row.early_start for row in inner]),
        early_finish=max([row.early_finish for row in inner]),
        late_start=min([row.late_start for row in inner]),
        late_finish=max([row.late_finish for row in inner]),
        start=min([row.start for row in inner]),
        finish=max([row.finish for row in inner]),
        total_float=min(left, default=0),
        critical=any(row.critical for row in inner),
        duration=0,
        state="finished" if not left else "started" if begun else "planned",
        levelled=max([row.levelled for row in inner]),
    )


def unscheduled(graph: Network) -> tuple[str, ...]:
    """The full ids of the tasks that have no dates: those in circles."""
    tasks = (graph.tasks[index] for circle in graph.circles for index in circle)
    return tuple(sorted({task.id for task in tasks if task is not None}))


def extents(workspace: Workspace, rows: Mapping[str, Scheduled]) -> dict[str, Extent]:
    """First start and last finish of each document that has scheduled work."""
    items = workspace.items
    starts: dict[str, int] = {}
    finishes: dict[str, int] = {}
    for full_id, row in rows.items():
        document = items[full_id].document
        if row.start < starts.get(document, FAR):
            starts[document] = row.start
        if row.finish > finishes.get(document, -FAR):
            finishes[document] = row.finish
    return {
        document: Extent(starts[document], finishes[document]) for document in workspace.documents if document in starts
    }
