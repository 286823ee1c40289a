"""How a sprint stands: what was committed, what is done, what will be by its end, what spills over."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from pmctl.insights.promises import forecast_of, tasks_of_sprint
from pmctl.insights.states import category_of
from pmctl.insights.working_time import calendars_of
from pmctl.model.project import Sprint, Task
from pmctl.plan import Plan, remembered
from pmctl.quantity import Duration
from pmctl.record import dataclass

Measure = Literal["points", "tasks"]
ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Standing:
    """A sprint in points; where none of its tasks has any, in `tasks`.

    `committed` is all that is in it (less what was dropped), `done` what was finished by its last day, `forecast` what
    is or is expected to be by then, `spill` are the tasks that are not. `capacity` is None where nobody said.
    `unsized` are tasks without points beside others that have some.
    """

    sprint: Sprint
    measure: Measure
    committed: Fraction
    done: Fraction
    forecast: Fraction
    spill: tuple[Task, ...]
    unsized: tuple[Task, ...]
    capacity: Fraction | None
    effort: int
    """Minutes of effort in it, beside a capacity that is a duration."""

    @property
    def spilled(self) -> Fraction:
        """Points that spill over."""
        return self.committed - self.forecast

    @property
    def over(self) -> Fraction:
        """What was committed beyond the capacity, in points, or where that is a duration in minutes; never below 0."""
        if self.capacity is None:
            return ZERO
        asked = Fraction(self.effort) if isinstance(self.sprint.capacity, Duration) else self.committed
        return max(asked - self.capacity, ZERO)


def size_of(task: Task, measure: Measure) -> Fraction:
    """How much a task counts; without points nothing."""
    if measure == "tasks":
        return Fraction(1)
    return Fraction(str(task.points)) if task.points is not None else ZERO


@remembered
def standing(plan: Plan, id: str) -> Standing:
    """How the sprint of that full id stands today. Spill-over: what is not done at its `finish`."""
    sprint = plan.workspace.items[id]
    assert isinstance(sprint, Sprint)
    tasks = [task for task in tasks_of_sprint(plan, sprint) if _counts(plan, task)]
    measure: Measure = "points" if any(task.points is not None for task in tasks) else "tasks"
    held = [task for task in tasks if ends_within(plan, task, sprint)]
    done = [task for task in held if category_of(plan, task) == "done"]
    return Standing(
        sprint,
        measure,
        _sum(tasks, measure),
        _sum(done, measure),
        _sum(held, measure),
        tuple(task for task in tasks if task not in held),
        tuple(task for task in tasks if measure == "points" and task.points is None),
        _capacity(sprint),
        sum(task.effort.minutes for task in tasks if task.effort is not None),
    )


def _sum(tasks: list[Task], measure: Measure) -> Fraction:
    return sum((size_of(task, measure) for task in tasks), ZERO)


def _counts(plan: Plan, task: Task) -> bool:
    return not task.is_group and not task.milestone and category_of(plan, task) != "dropped"


def ends_within(plan: Plan, task: Task, sprint: Sprint) -> bool:
    """Is a task done, or expected to be, by the last day of a sprint? In one that is over only what was done counts."""
    end = forecast_of(plan, task).date
    if sprint.finish is None:
        return category_of(plan, task) == "done"
    if end is None or end > sprint.finish.last:
        return False
    return sprint.finish.last >= plan.today or category_of(plan, task) == "done"


def _capacity(sprint: Sprint) -> Fraction | None:
    """Points, or minutes where it was written as a duration."""
    if sprint.capacity is None:
        return None
    return (
        Fraction(sprint.capacity.minutes) if isinstance(sprint.capacity, Duration) else Fraction(str(sprint.capacity))
    )


def days_left(plan: Plan, sprint: Sprint) -> int | None:
    """Working days of its document from today to its last day, both included; None without a last day, 0 behind it."""
    if sprint.finish is None:
        return None
    calendar = calendars_of(plan).of_document(sprint.document)
    first = max(plan.today, sprint.start.first) if sprint.start is not None else plan.today
    if sprint.finish.last < first:
        return 0
    return calendar.working_days(first, sprint.finish.last) + int(calendar.is_working_day(first))
