"""Which baseline is in force, what it says of a task, which baselines a name means, and which changes are approved."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from pmctl.model.control import Change
from pmctl.model.item import Item
from pmctl.model.project import Task
from pmctl.model.records import Baseline, BaselineTask
from pmctl.model.workspace import resolve
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


def named(plan: Plan, name: str) -> tuple[Baseline, ...]:
    """The baselines of which a name is the id, or the id less `-` and their document; else those that bear the name."""
    baselines = plan.workspace.baselines
    found = tuple(one for one in baselines if one.id in (name, f"{name}-{one.of}"))
    return found or tuple(one for one in baselines if one.name and one.name.casefold() == name.casefold())


def approved_change(plan: Plan, task: Task) -> str:
    """The full id of the change that a task names, where it was approved; else empty."""
    change = resolve(plan.workspace, task.document, task.change) if task.change else None
    return change.id if isinstance(change, Change) and change.status in ("approved", "done") else ""
