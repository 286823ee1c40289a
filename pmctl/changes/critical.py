"""The critical path of two plans: who joined it, and who left it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pmctl.changes.former import NOBODY, former_id
from pmctl.model.project import Task
from pmctl.plan import Plan


@dataclass(frozen=True, slots=True)
class PathChange:
    """The tasks and milestones that are on a critical path in one of two plans only, each in its plan's order."""

    joined: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


def path_change(before: Plan, after: Plan, former: Mapping[str, str] = NOBODY) -> PathChange:
    """Who is critical in one plan only; what is new or gone counts, what is finished in the later plan does not."""
    was, now = _critical(before), _critical(after)
    same = {former_id(id, former) for id in now}
    earlier = {former_id(id, former): id for id in after.schedule.tasks}
    joined = tuple(id for id in now if former_id(id, former) not in was)
    left = tuple(id for id in was if id not in same and not _is_finished(after, earlier.get(id, "")))
    return PathChange(joined, left)


def _critical(plan: Plan) -> dict[str, None]:
    """The leaves that are critical and not finished, in the order of the plan."""
    items = plan.workspace.items
    return {
        id: None
        for id, row in plan.schedule.tasks.items()
        if row.critical and row.state != "finished" and isinstance(task := items[id], Task) and not task.is_group
    }


def _is_finished(plan: Plan, id: str) -> bool:
    row = plan.schedule.tasks.get(id)
    return row is not None and row.state == "finished"
