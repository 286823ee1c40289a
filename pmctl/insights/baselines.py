"""Which baseline is in force, what it says of a task, and which baselines a name means."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from pmctl.model.item import Item
from pmctl.model.records import Baseline, BaselineTask
from pmctl.plan import Plan, remembered


@remembered
def baseline_of(plan: Plan, document: str) -> Baseline | None:
    """The latest baseline of a document that was taken up to today, or the one that was asked for by name."""
    if plan.against is not None:
        return next((baseline for baseline in plan.against if baseline.of == document), None)
    found: Baseline | None = None
    best = date.min
    for baseline in plan.workspace.baselines:
        day = baseline.date.last if baseline.date else date.min
        if baseline.of == document and best <= day <= plan.today:
            found, best = baseline, day
    return found


@remembered
def _baseline_tasks(plan: Plan, document: str) -> Mapping[str, BaselineTask]:
    baseline = baseline_of(plan, document)
    return {task.key: task for task in baseline.tasks} if baseline else {}


def baseline_task(plan: Plan, item: Item) -> BaselineTask | None:
    """What the baseline in force says of a task."""
    if not plan.workspace.baselines and plan.against is None:
        return None
    tasks = _baseline_tasks(plan, item.document)
    return tasks.get(item.key) or tasks.get(item.id)
