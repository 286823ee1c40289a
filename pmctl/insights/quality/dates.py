"""Points 5 to 9 of schedule quality: constraints, float, durations, and dates on the wrong side of today."""

from __future__ import annotations

from collections.abc import Callable

from pmctl.insights.promises import last_day
from pmctl.insights.quality.links import NO_WORK
from pmctl.insights.quality.points import Found, Point, at_most, base_of, minutes_of, work_of
from pmctl.insights.states import task_categories
from pmctl.model.project import Task
from pmctl.plan import Plan, remembered
from pmctl.quantity import day_of, instant, print_date, print_days


@remembered
def hard_constraints(plan: Plan, document: str) -> Point:
    """Point 5: open tasks with a date that does not give way: `start` (MSO), `finish` (MFO), MSO, MFO, SNLT, FNLT."""
    tasks = base_of(plan, document).tasks
    found = [Found(task.id, words) for task in tasks if (words := _hard(task))]
    return at_most(plan, "hard-constraints", found, len(tasks), NO_WORK)


def _hard(task: Task) -> str:
    """The dates of a task that do not give way, in words; empty where there are none."""
    words = [f"{key} {when.text}" for key, when in (("start", task.start), ("finish", task.finish)) if when]
    if task.constraint and task.constraint.is_hard:
        words.append(f"{task.constraint.type} {task.constraint.date.text if task.constraint.date else ''}".rstrip())
    return ", ".join(words)


@remembered
def high_float(plan: Plan, document: str) -> Point:
    """Point 6: open tasks with a total float of more than 44 working days."""
    most = minutes_of(plan, "most-float")
    return _floats(plan, document, "high-float", lambda left: left > most)


@remembered
def tasks_without_time(plan: Plan, document: str) -> Point:
    """Point 7: open tasks with negative float."""
    return _floats(plan, document, "tasks-without-time", lambda left: left < 0)


def _floats(plan: Plan, document: str, name: str, is_found: Callable[[int], bool]) -> Point:
    """A point about open tasks by their total float, in minutes."""
    base = base_of(plan, document)
    floats = [(row.id, row.total_float) for row in base.rows]
    found = [Found(id, f"{_days(plan, left)} of float") for id, left in floats if is_found(left)]
    return at_most(plan, name, found, len(base.tasks), NO_WORK)


@remembered
def long_tasks(plan: Plan, document: str) -> Point:
    """Point 8: open tasks that take more than 44 working days from start to finish."""
    base, most = base_of(plan, document), minutes_of(plan, "most-duration")
    found = [Found(row.id, f"takes {_days(plan, row.duration)}") for row in base.rows if row.duration > most]
    return at_most(plan, "long-tasks", found, len(base.tasks), NO_WORK)


def _days(plan: Plan, minutes: int) -> str:
    return print_days(minutes, plan.workspace.units).removeprefix("+")


@remembered
def dates_in_the_past(plan: Plan, document: str) -> Point:
    """Point 9: open tasks that are planned before today, and tasks, finished ones too, with actual dates after it."""
    open_ = {task.id for task in base_of(plan, document).tasks}
    states = task_categories(plan)
    found, whole = [], 0
    for task in work_of(plan, document):
        words = _after_today(plan, task) if states[task.id] != "dropped" else ""
        if task.id in open_ and not words:
            words = _before_today(plan, task)
        whole += bool(words) or task.id in open_
        if words:
            found.append(Found(task.id, words))
    return at_most(plan, "dates-in-the-past", found, whole, NO_WORK)


def _after_today(plan: Plan, task: Task) -> str:
    """Which actual date lies ahead."""
    for key, when in (("started", task.started), ("finished", task.finished)):
        if when is not None and when.first > plan.today:
            return f"{key} {print_date(when.first, plan.today)}"
    return ""


def _before_today(plan: Plan, task: Task) -> str:
    """Which planned date of an open task has passed."""
    if task.finish is not None and task.finish.last < plan.today:
        return f"finish {print_date(task.finish.last, plan.today)}"
    row = plan.schedule.tasks.get(task.id)
    if row is None or row.start >= instant(plan.today):
        return ""
    if last_day(row) < plan.today:
        return f"forecast {print_date(last_day(row), plan.today)}"
    return f"forecast-start {print_date(day_of(row.start), plan.today)}" if row.state == "planned" else ""
