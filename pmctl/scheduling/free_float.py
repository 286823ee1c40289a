"""How far a task may slip before anything that waits for it moves; no date hangs on it, so only who asks pays."""

from __future__ import annotations

from collections.abc import Mapping

from pmctl.model.project import Task
from pmctl.network import FROM_FINISH, TO_START
from pmctl.scheduling.node import PAST, Node
from pmctl.scheduling.passes import Dates, Passes, shifted_back
from pmctl.scheduling.schedule import Schedule


def free_floats(schedule: Schedule) -> Mapping[str, int]:
    """Minutes of working time by full id; of a group the least of what is left in it, of what is over nothing."""
    passes, rows, items = schedule.prepared.passes, schedule.tasks, schedule.prepared.workspace.items
    found: dict[str, int] = {}
    for full_id, row in reversed(list(rows.items())):  # a group stands before its members
        item = items[full_id]
        if row.state == "finished":
            found[full_id] = 0
        elif isinstance(item, Task) and item.is_group:
            left = [child for child in item.children if child in rows and rows[child].state != "finished"]
            found[full_id] = min((found[child] for child in left), default=0)
        else:
            node = passes.nodes[passes.graph.index[full_id]]
            found[full_id] = _free_float(passes, node, schedule.dates, row.total_float)
    return found


def _free_float(passes: Passes, node: Node, dates: Dates, total: int) -> int:
    """Working minutes that a node can slip before what waits for it moves; without such, its total float."""
    arrows = passes.graph.outgoing(node.index)
    if not arrows:
        return total
    found: int | None = None
    work_at = node.calendar.work_at
    start, finish = work_at(dates.start[node.index]), work_at(dates.finish[node.index])
    for then, kind, lag in arrows:
        other = passes.nodes[then]
        if dates.start[then] == PAST or other.state == "finished":
            continue
        moment = dates.begin[then] if kind in TO_START else dates.finish[then]
        if lag is not None:
            moment = shifted_back(moment, lag, other.calendar, passes.counted(lag, node))
        slack = work_at(moment) - (finish if kind in FROM_FINISH else start)
        if other.task is None:
            slack += _free_float(passes, other, dates, 0)
        if found is None or slack < found:
            found = slack
    return total if found is None else found
