"""Points 11, 13 and 14 of schedule quality: what runs behind its baseline, and behind its promise."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from pmctl.insights.baselines.named import baseline_of
from pmctl.insights.promises import last_day
from pmctl.insights.quality.links import NO_WORK
from pmctl.insights.quality.points import Found, Point, at_least, at_most, base_of, limit_of, work_of
from pmctl.insights.states import task_categories
from pmctl.insights.working_time import calendars_of, working_days
from pmctl.model.project import Project
from pmctl.plan import Plan, remembered
from pmctl.quantity import instant, print_date

NO_BASELINE = "no baseline"
NOTHING_DUE = "no baseline finish has passed"


@remembered
def planned_finishes(plan: Plan, document: str) -> Mapping[str, date] | None:
    """The baseline finish of each task that it names, by full id; None without a baseline."""
    baseline = baseline_of(plan, document)
    if baseline is None:
        return None
    return {f"{document}/{one.key}": one.finish.last for one in baseline.tasks if one.finish}


@remembered
def behind_baseline(plan: Plan, document: str) -> Point:
    """Point 11: of the tasks whose baseline finish has passed, those that ended or will end after it."""
    planned = planned_finishes(plan, document)
    if planned is None:
        return Point("n/a", limit=limit_of(plan, "behind-baseline"), text=NO_BASELINE)
    states, rows = task_categories(plan), plan.schedule.tasks
    found, whole = [], 0
    for task in work_of(plan, document):
        day = planned.get(task.id)
        if day is None or day > plan.today or states[task.id] == "dropped" or task.id not in rows:
            continue
        whole += 1
        end = last_day(rows[task.id])
        if end > day:
            found.append(Found(task.id, f"{print_date(end, plan.today)}, planned {print_date(day, plan.today)}"))
    return at_most(plan, "behind-baseline", tuple(found), whole, NOTHING_DUE)


@remembered
def behind_plan(plan: Plan, document: str) -> Point:
    """Point 14, the baseline execution index: finished tasks / tasks whose baseline finish has passed or is missing."""
    planned = planned_finishes(plan, document)
    if planned is None:
        return Point("n/a", limit=limit_of(plan, "behind-plan"), text=NO_BASELINE)
    states = task_categories(plan)
    tasks = [task for task in work_of(plan, document) if states[task.id] != "dropped"]
    finished = sum(states[task.id] == "done" for task in tasks)
    due = [task for task in tasks if planned.get(task.id, date.min) <= plan.today]
    found = [Found(task.id, _planned(plan, planned.get(task.id))) for task in due if states[task.id] != "done"]
    return at_least(plan, "behind-plan", finished, len(due), tuple(found), NOTHING_DUE)


def _planned(plan: Plan, day: date | None) -> str:
    return f"planned {print_date(day, plan.today)}" if day else "in no baseline"


@remembered
def path_too_long(plan: Plan, document: str) -> Point:
    """Point 13, the critical path length index: (length + float of the end) / length, in working days.

    The length runs from today (or a later start) to the forecast end, the float from there to the project's `due`.
    """
    limit = limit_of(plan, "path-too-long")
    project = plan.workspace.documents[document]
    extent = plan.schedule.documents.get(document)
    if extent is None or not isinstance(project, Project) or not base_of(plan, document).tasks:
        return Point("n/a", limit=limit, text=NO_WORK)
    if project.due is None:
        return Point("n/a", limit=limit, text="the project has no `due`")
    minutes = (
        calendars_of(plan).of_document(document).work_between(max(extent.start, instant(plan.today)), extent.finish)
    )
    length = Fraction(minutes, plan.workspace.units.day)
    if length <= 0:
        return Point("n/a", limit=limit, text=NO_WORK)
    left = -working_days(plan, project, project.due.last, last_day(extent))
    return path_index(length, left, limit)


def path_index(length: Fraction, left: int, limit: Fraction) -> Point:
    """The index of a path of so many working days with so many left at its end."""
    value = (length + left) / length
    return Point("fail" if value < limit else "pass", value, limit, text=f"{float(length):.0f}d path, {left}d float")
