"""Points 5 to 9 of schedule quality: constraints, float, durations, and dates on the wrong side of today."""

from __future__ import annotations

from collections.abc import Sequence

from pmctl.insights.promises import last_day
from pmctl.insights.quality.links import NO_WORK
from pmctl.insights.quality.points import Found, Point, at_most, base_of, minutes_of, work_of
from pmctl.insights.states import OPEN, task_categories
from pmctl.model.project import Task
from pmctl.on_demand import OnDemand
from pmctl.plan import Plan, remembered
from pmctl.quantity import day_of, instant, print_date, print_days
from pmctl.scheduling.schedule import Scheduled


@remembered
def hard_constraints(plan: Plan, document: str) -> Point:
    """Point 5: open tasks with a date that does not give way: `start` (MSO), `finish` (MFO), MSO, MFO, SNLT, FNLT."""
    tasks = base_of(plan, document).tasks
    typed = [task for task in tasks if task.start or task.finish or task.constraint]
    found = [Found(task.id, words) for task in typed if (words := _hard(task))]
    return at_most(plan, "hard-constraints", tuple(found), len(tasks), NO_WORK)


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
    rows = [row for row in base_of(plan, document).rows if row.total_float > most]
    return _floats(plan, document, "high-float", rows)


@remembered
def tasks_without_time(plan: Plan, document: str) -> Point:
    """Point 7: open tasks with negative float."""
    rows = [row for row in base_of(plan, document).rows if row.total_float < 0]
    return _floats(plan, document, "tasks-without-time", rows)


def _floats(plan: Plan, document: str, name: str, rows: Sequence[Scheduled]) -> Point:
    """A point about the total float of open tasks; the rows are those of which it is found."""
    found = OnDemand(rows, lambda row: Found(row.id, f"{_days(plan, row.total_float)} of float"))
    return at_most(plan, name, found, len(base_of(plan, document).tasks), NO_WORK)


@remembered
def long_tasks(plan: Plan, document: str) -> Point:
    """Point 8: open tasks that take more than 44 working days from start to finish."""
    base, most = base_of(plan, document), minutes_of(plan, "most-duration")
    rows = [row for row in base.rows if row.duration > most]
    found = OnDemand(rows, lambda row: Found(row.id, f"takes {_days(plan, row.duration)}"))
    return at_most(plan, "long-tasks", found, len(base.tasks), NO_WORK)


def _days(plan: Plan, minutes: int) -> str:
    return print_days(minutes, plan.workspace.units).removeprefix("+")


@remembered
def dates_in_the_past(plan: Plan, document: str) -> Point:
    """Point 9: open tasks that are planned before today, and tasks, finished ones too, with actual dates after it."""
    base, states, found = base_of(plan, document), task_categories(plan), []
    whole = len(base.tasks)
    for task in _perhaps_beside_today(plan, document):
        words = _after_today(plan, task) if states[task.id] != "dropped" else ""
        is_open = states[task.id] in OPEN
        if is_open and not words:
            words = _before_today(plan, task)
        if words:
            found.append(Found(task.id, words))
            whole += not is_open
    return at_most(plan, "dates-in-the-past", tuple(found), whole, NO_WORK)


def _perhaps_beside_today(plan: Plan, document: str) -> Sequence[Task]:
    """The few tasks with an actual date after today, or open ones that begin or are to end before it, in file order."""
    today, now, base = plan.today, instant(plan.today), base_of(plan, document)
    late = {row.id for row in base.rows if row.start < now}
    late.update([task.id for task in base.tasks if task.finish is not None and task.finish.last < today])
    return [
        task
        for task in work_of(plan, document)
        if task.id in late
        or (task.started is not None and task.started.first > today)
        or (task.finished is not None and task.finished.first > today)
    ]


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
