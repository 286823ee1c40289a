"""How one task, feature, release or sprint stands."""

from __future__ import annotations

from fractions import Fraction

from pmctl.insights.health.levels import TEN_PERCENT, Level
from pmctl.insights.health.schedule import judge, start_of
from pmctl.insights.promises import due_of, forecast_of, slip_of
from pmctl.insights.states import is_over
from pmctl.insights.working_time import calendars_of
from pmctl.model.item import Item
from pmctl.model.project import Task
from pmctl.plan import Plan


def task_level(plan: Plan, task: Task) -> Level:
    """Of one task: red when overdue or with negative float; amber when behind its time, its promise or its start."""
    scheduled = plan.schedule.tasks.get(task.id)
    if is_over(plan, task):
        return "done"
    if scheduled is None:
        return "unknown"
    due = due_of(plan, task)
    if (due is not None and due < plan.today) or scheduled.total_float < 0:
        return "red"
    calendar = calendars_of(plan).of_document(task.document)
    begun = scheduled.state == "started"
    if begun and task.progress is not None:
        first, last = forecast_of(plan, task).start, forecast_of(plan, task).date
        if first is not None and last is not None:
            whole = calendar.working_days(first, last) + 1
            passed = max(calendar.working_days(first, plan.today), 0)
            if Fraction(passed, max(whole, 1)) - task.progress.value > TEN_PERCENT:
                return "amber"
    if due is not None and (slip_of(plan, task) or 0) > 0:
        return "amber"
    planned = task.start.first if task.start else None
    if not begun and planned is not None and planned < plan.today:
        return "amber"
    return "green" if begun else "not-started"


def promise_level(plan: Plan, item: Item) -> Level:
    """The level of a feature, release or sprint by its promise alone."""
    if is_over(plan, item):
        return "done"
    verdict = judge(plan, item, start_of(plan, item))
    return verdict.level if verdict else "unknown"
