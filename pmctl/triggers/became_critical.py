"""A task has no float any more."""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.insights.states import is_over
from pmctl.model.project import Task
from pmctl.quantity import print_days
from pmctl.triggers.telling.between import Between, kept
from pmctl.triggers.telling.trigger import Line, Occasion, Severity

ID, NAME, KIND = "N23", "became-critical", "derived"
ENTITY = ("task", "milestone")
RULE = "total float was above 0 and is not any more"
TO = ("owner", "lead")
SEVERITY: Severity = "warn"
DEDUPE = "item"
FOR_CLIENTS = True


def occasions(between: Between) -> Iterator[Occasion]:
    """One for each unfinished task or milestone of both plans; groups follow from their parts."""
    for before, task in kept(between, Task):
        then, now = between.base.schedule.tasks.get(before.id), between.head.schedule.tasks.get(task.id)
        if task.is_group or then is None or now is None or is_over(between.head, task):
            continue
        if then.total_float > 0 >= now.total_float:
            still = between.still.schedule.tasks.get(before.id)
            units = between.head.workspace.units
            line = Line(f"Float was {print_days(then.total_float, units)}, is {print_days(now.total_float, units)}.")
            by_time = still is not None and still.total_float <= 0
            yield Occasion(
                task, "is critical: each day that it slips moves the end", lines=(line,), dated=True, by_time=by_time
            )
