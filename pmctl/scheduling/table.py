"""The rows of a schedule: tasks, the groups around them, the span of each document; and which tasks have none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pmctl.model.project import Task
from pmctl.model.workspace import Workspace
from pmctl.network import Network
from pmctl.scheduling.node import FAR, PAST
from pmctl.scheduling.passes import Dates, LateDates, Passes, total_floats
from pmctl.scheduling.rows import Extent, Scheduled


def task_rows(passes: Passes, early: Dates, dates: Dates, late: LateDates) -> dict[str, Scheduled]:
    """A row for each task that has dates, by full id."""
    rows: dict[str, Scheduled] = {}
    floats = total_floats(passes.nodes, dates, late)
    made = Scheduled._make  # there are many rows, and to fill in fourteen parameters takes as long as all else
    for task, node, total, early_start, early_finish, late_start, late_finish, start, finish in zip(
        passes.graph.tasks,
        passes.nodes,
        floats,
        early.start,
        early.finish,
        late.start,
        late.finish,
        dates.start,
        dates.finish,
        strict=True,
    ):
        if task is None or start == PAST:
            continue
        work_at, state = node.calendar.work_at, node.state
        begun = work_at(start)
        row = (
            task.id,
            early_start,
            early_finish,
            late_start,
            late_finish,
            start,
            finish,
            total,
            total <= 0 and state != "finished",
            work_at(finish) - begun if finish > start else 0,
            state,
            task.milestone,
            node.team.bookings,
            begun - work_at(early_start) if start > early_start else 0,
        )
        rows[task.id] = made(row)
    return rows


def with_groups(workspace: Workspace, rows: dict[str, Scheduled]) -> dict[str, Scheduled]:
    """Rows of tasks, and one for each group that has any in it, in file order."""
    groups = [item for item in workspace.items.values() if isinstance(item, Task) and item.is_group]
    for group in reversed(groups):
        inner = list(filter(None, map(rows.get, group.children)))
        if inner:
            rows[group.id] = _group_row(group.id, inner)
    return {full_id: row for full_id, row in zip(workspace.items, map(rows.get, workspace.items), strict=True) if row}


def _group_row(full_id: str, inner: Iterable[Scheduled]) -> Scheduled:
    """The span of what is in a group; one loop, as most have few members."""
    early_start = late_start = start = room = FAR
    early_finish = late_finish = finish = PAST
    moved, states, is_critical = 0, set(), False
    for _, early, early_end, late, late_end, first, last, total, critical, _, state, _, _, levelled in inner:
        if early < early_start:
            early_start = early
        if early_end > early_finish:
            early_finish = early_end
        if late < late_start:
            late_start = late
        if late_end > late_finish:
            late_finish = late_end
        if first < start:
            start = first
        if last > finish:
            finish = last
        if total < room and state != "finished":
            room = total
        if levelled > moved:
            moved = levelled
        is_critical |= critical
        states.add(state)
    spans = early_start, early_finish, late_start, late_finish, start, finish
    whole = states.pop() if len(states) == 1 else "started"
    return Scheduled(full_id, *spans, 0 if room == FAR else room, is_critical, 0, whole, False, (), moved)


def unscheduled(graph: Network) -> tuple[str, ...]:
    """The full ids of the tasks that have no dates: those in circles."""
    tasks = (graph.tasks[index] for circle in graph.circles for index in circle)
    return tuple(sorted({task.id for task in tasks if task is not None}))


def extents(workspace: Workspace, graph: Network, dates: Dates, ends: Mapping[str, int]) -> dict[str, Extent]:
    """First start and last finish (`ends`) of each document that has scheduled work."""
    starts: dict[str, int] = {}
    for document, start in zip(graph.documents, dates.start[: graph.task_count], strict=False):
        if PAST < start < starts.get(document, FAR):
            starts[document] = start
    return {
        document: Extent(starts[document], ends[document]) for document in workspace.documents if document in starts
    }
