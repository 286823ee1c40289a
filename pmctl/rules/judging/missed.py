"""Promises of tasks, groups, milestones and projects that the schedule does not keep."""

from __future__ import annotations

from datetime import date

from pmctl.insights.promises import last_day
from pmctl.insights.states import OPEN
from pmctl.model.project import Project, Task
from pmctl.plan import Plan, remembered
from pmctl.record import dataclass
from pmctl.rules.judging.index import index, items, late_days
from pmctl.rules.judging.written import items_with


@dataclass(frozen=True, slots=True)
class Missed:
    """What was promised, what the plan says, and how many working days lie between."""

    item: Task | Project
    promised: date
    forecast: date
    days: int
    is_event: bool = False


@remembered
def missed(plan: Plan) -> tuple[Missed, ...]:
    """Open tasks and projects that end behind their `due`, in file order.

    A project is silent where one of its tasks has the same day and is late too: one fact, one finding.
    """
    found: list[Missed] = []
    told: set[tuple[str, date]] = set()
    known = index(plan)
    tasks = plan.schedule.tasks
    for task in items_with(plan, Task, "due"):
        if task.due is None or known.categories[task.id] not in OPEN:
            continue
        dates = tasks.get(task.id)
        if dates is None:
            continue
        forecast = last_day(dates)
        days = late_days(plan, task.document, task.due.last, forecast) if forecast > task.due.last else 0
        if days > 0:
            found.append(Missed(task, task.due.last, forecast, days))
            told.add((task.document, task.due.last))
    for project in items(plan, Project):
        extent = plan.schedule.documents.get(project.id)
        if project.due is None or extent is None or project.phase == "closed" or (project.id, project.due.last) in told:
            continue
        forecast = last_day(extent)
        days = late_days(plan, project.id, project.due.last, forecast) if forecast > project.due.last else 0
        if days > 0 and any(known.categories[task] in OPEN for task in project.top if task in known.categories):
            found.append(Missed(project, project.due.last, forecast, days))
    return tuple(found)
