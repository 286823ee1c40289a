"""What is behind a link that holds a task: where it is written, and which task of what is waited for decides."""

from __future__ import annotations

from pmctl.insights.relations import Wait, groups_above, leaves_of, waits_of
from pmctl.model.project import Task
from pmctl.plan import Plan
from pmctl.scheduling.schedule import Driver, Scheduled

STARTS = ("SS", "SF")
"""Links that count from the start of what is waited for."""
TO_START = ("FS", "SS")
"""Links that hold the start of what waits; the others hold its finish."""


def wait_of(plan: Plan, task: Task, driver: Driver) -> Wait | None:
    """The written link that a driver names: the task's own, or that of a group around it."""
    for wait in waits_of(plan, task):
        if wait.before == driver.item and wait.link.text == driver.detail:
            return wait
    return None


def last_leaf(plan: Plan, full_id: str, side: str, wait: Wait | None = None) -> str:
    """Of what is waited for the task that decides: the latest of a group or document (with the share of a lag).

    Of several that end together it is one on which none of the others waits.
    """
    item = plan.workspace.items.get(full_id)
    if item is None:
        return ""
    share = wait.link.lag.share if wait is not None and wait.link.lag is not None else None
    rows = [plan.schedule.tasks[leaf.id] for leaf in leaves_of(plan, item) if leaf.id in plan.schedule.tasks]

    def moment(row: Scheduled) -> int:
        at = row.start if side == "start" else row.finish
        return at + round(row.duration * share) if share is not None else at

    latest = max((moment(row) for row in rows), default=0)
    together = [row.id for row in rows if moment(row) == latest]
    waited = {wait.before for leaf in together for wait in waits_of(plan, plan.workspace.items[leaf])}
    around = ({leaf, *(group.id for group in groups_above(plan, plan.workspace.items[leaf]))} for leaf in together)
    free = [leaf for leaf, names in zip(together, around, strict=True) if not names & waited]
    return next(iter(free or together), "")
