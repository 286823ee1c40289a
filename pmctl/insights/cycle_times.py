"""How long finished work took, and how long most of it takes: the service level that unfinished work is held against.

Source: cycle time is finished - started + 1 in calendar days; percentiles are nearest ranks.
"""

from __future__ import annotations

from collections.abc import Sequence

from pmctl.insights.states import task_categories
from pmctl.model.project import Task
from pmctl.plan import Plan, remembered

FEWEST = 5
"""Finished tasks from which a percentile says something."""
EXPECTED = 85
"""The percentile within which work is expected to be finished."""


def nearest_rank(ordered: Sequence[int], per_cent: int) -> int:
    """The value at a percentile of some ordered values: that of rank ceil(p n / 100)."""
    return ordered[max(-(-per_cent * len(ordered) // 100), 1) - 1]


@remembered
def cycle_times(plan: Plan) -> tuple[int, ...]:
    """Calendar days of every finished task that says when it was started and finished, the shortest first."""
    states = task_categories(plan)
    return tuple(
        sorted(
            (item.finished.last - item.started.first).days + 1
            for item in plan.workspace.items.values()
            if isinstance(item, Task)
            and not (item.is_group or item.milestone or item.external)
            and item.started is not None
            and item.finished is not None
            and states.get(item.id) == "done"
            and item.started.first <= item.finished.last <= plan.today
        )
    )


def expected_days(plan: Plan) -> int | None:
    """Calendar days in which 85 % of finished tasks were done; None where too few are."""
    found = cycle_times(plan)
    return nearest_rank(found, EXPECTED) if len(found) >= FEWEST else None
