"""What was in a sprint and what of it was done, day by day; the ideal line."""

from __future__ import annotations

from datetime import date, timedelta

from pmctl.insights.promises import forecast_of, tasks_of_sprint
from pmctl.insights.sprints.standing import Measure, size_of, standing
from pmctl.insights.states import category_of
from pmctl.model.project import Sprint
from pmctl.plan import Plan
from pmctl.record import dataclass
from pmctl.worktime import WorkCalendar


@dataclass(frozen=True, slots=True)
class Burned:
    """By day from the start of a sprint to its end (or today): all that was in it, and what of it was done."""

    measure: Measure
    points: tuple[tuple[date, float, float], ...]


def days_of_sprint(sprint: Sprint, today: date) -> tuple[date, ...]:
    """The days of a sprint that have come."""
    if sprint.start is None or sprint.finish is None:
        return ()
    last = min(sprint.finish.last, today)
    return tuple(sprint.start.first + timedelta(days=place) for place in range((last - sprint.start.first).days + 1))


def burned_by_dates(plan: Plan, sprint: Sprint) -> Burned:
    """By the dates of its tasks: all that is in it now was always in it."""
    one = standing(plan, sprint.id)
    tasks = [task for task in tasks_of_sprint(plan, sprint) if category_of(plan, task) == "done"]
    finished = [(forecast_of(plan, task).date, float(size_of(task, one.measure))) for task in tasks]
    scope = float(one.committed)
    found = [
        (day, scope, sum(points for end, points in finished if end is not None and end <= day))
        for day in days_of_sprint(sprint, plan.today)
    ]
    return Burned(one.measure, tuple(found) if scope else ())


def ideal(calendar: WorkCalendar, sprint: Sprint, scope: float) -> tuple[tuple[date, float], ...]:
    """Straight from all of it to nothing at the end of its last day, over working days."""
    assert sprint.start is not None and sprint.finish is not None
    first, last = sprint.start.first, sprint.finish.last
    before = first - timedelta(days=1)
    whole = calendar.working_days(before, last)
    days = [first + timedelta(days=place) for place in range((last - first).days + 1)]
    if not whole:
        return tuple((day, 0.0 if day == last else scope) for day in days)
    return tuple((day, scope * (1 - calendar.working_days(before, day) / whole)) for day in days)
