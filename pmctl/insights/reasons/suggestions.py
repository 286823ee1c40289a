"""Who could take a task: whoever fits it and has time, each tried by scheduling a varied plan anew."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from pmctl.diagnostic import UserError
from pmctl.escape import terminal
from pmctl.insights.promises import forecast_of
from pmctl.insights.reasons.candidates import FactChange, flow
from pmctl.insights.reasons.candidates_people import STRANGERS, booked_share, distance, meets, written_assign
from pmctl.insights.reasons.remedies import LARGE, Harm, harms, rescheduled
from pmctl.insights.relations import home_of
from pmctl.insights.states import is_over
from pmctl.insights.working_time import working_days
from pmctl.insights.workload import workers_of
from pmctl.model.people import Person
from pmctl.model.project import Task
from pmctl.plan import Plan
from pmctl.quantity import Assignment, assignment, instant
from pmctl.scheduling import Memory
from pmctl.scheduling.schedule import Scheduled

MOST_ASKED, MOST_ON_LARGE = 12, 5
"""People who are tried, on a plan of many tasks fewer: each is scheduled twice."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Somebody who takes a task over (`alone`), or works on it beside those who do.

    `fits` says why they could: skills that they share with it, else `same role`, `same team`, or nothing. `free` are
    minutes of their own time between its start and finish that nobody has booked, of `capacity`. `day` is when the task
    then ends and `end` when its document does, `gain` and `end_gain` how many working days sooner (later is negative);
    `harms` ends later for it.
    """

    who: str
    alone: bool
    fits: tuple[str, ...]
    free: Fraction
    capacity: Fraction
    edit: FactChange
    day: date
    gain: int
    end: date
    end_gain: int
    harms: tuple[Harm, ...]


Follow = Callable[[Sequence[Person]], Iterable[Person]]


def suggestions(
    plan: Plan, task: Task, skill: str = "", level: bool = True, follow: Follow = iter
) -> tuple[Suggestion, ...]:
    """Who could do an open task, whoever lets its document end first on top; ties by the day on which it ends.

    With a `skill` only who has it. UserError for what nobody works on.
    """
    row = _checked(plan, task)
    most = MOST_ON_LARGE if len(plan.schedule.tasks) >= LARGE else MOST_ASKED
    memory = Memory()
    found = [
        one
        for person in follow(_who_fits(plan, task, row, skill)[:most])
        for one in _of_person(plan, task, row, person, lambda edit: rescheduled(plan, (edit,), level, memory))
    ]
    return tuple(sorted(found, key=lambda one: (one.end, one.day, len(one.harms), not one.alone, -one.free, one.who)))


def _checked(plan: Plan, task: Task) -> Scheduled:
    """The dates of a task that somebody may take over."""
    shown, row = terminal(task.id), plan.schedule.tasks.get(task.id)
    if task.is_group or task.milestone:
        raise UserError(f"`{shown}` is a {'group' if task.is_group else 'milestone'}: nobody works on it itself")
    if task.external is not None:
        raise UserError(f"`{shown}` is work of {terminal(task.external.party or 'somebody outside')}")
    if is_over(plan, task):
        raise UserError(f"nothing is left to do for `{shown}`")
    if row is None:
        raise UserError(f"`{shown}` has no dates: it waits for itself", "`pmctl check` shows the circle")
    return row


def _who_fits(plan: Plan, task: Task, row: Scheduled, skill: str) -> list[Person]:
    """Who meets what the task asks for and has a skill, the nearest to those on it first, then who has most time."""
    people = plan.workspace.people
    booked = {booking.who for booking in row.bookings}
    now = [people[who] for who in sorted(booked) if who in people]
    first = max(row.start, instant(plan.today))
    found = []
    for person in people.values():
        if person.id in booked or person.type == "client" or not meets(person, task):
            continue
        if skill and skill not in person.skills:
            continue
        near = min((distance(plan, person, one) for one in now), default=STRANGERS)
        if near < STRANGERS or skill or not now:
            found.append((near, booked_share(plan, person, first, max(row.finish, first + 1)), person.id))
    return [people[who] for _, share, who in sorted(found) if share < 1]


def _of_person(
    plan: Plan, task: Task, row: Scheduled, person: Person, vary: Callable[[FactChange], Plan]
) -> Iterator[Suggestion]:
    """What somebody does for a task, alone and beside the others."""
    others = written_assign(task)
    for alone in (True, False) if others else (True,):
        assign = (assignment(person.id),) if alone else (*others, assignment(person.id))
        found = _tried(plan, task, row, person, alone, assign, vary)
        if found is not None:
            yield found


def _tried(
    plan: Plan,
    task: Task,
    row: Scheduled,
    person: Person,
    alone: bool,
    assign: tuple[Assignment, ...],
    vary: Callable[[FactChange], Plan],
) -> Suggestion | None:
    edit = FactChange(task.id, "assign", flow([one.text for one in assign]), assign)
    then, home = vary(edit), plan.workspace.items[home_of(task)]
    day, was = forecast_of(then, then.workspace.items[task.id]).date, forecast_of(plan, task).date
    end, end_was = forecast_of(then, then.workspace.items[home.id]).date, forecast_of(plan, home).date
    if day is None or was is None:
        return None
    end, end_was = end or day, end_was or was
    free, capacity = _time_of(plan, person, row)
    return Suggestion(
        who=person.id,
        alone=alone,
        fits=_fits(plan, task, row, person),
        free=free,
        capacity=capacity,
        edit=edit,
        day=day,
        gain=working_days(plan, task, day, was),
        end=end,
        end_gain=working_days(plan, home, end, end_was),
        harms=tuple(one for one in harms(plan, then) if one.item not in (task.id, home.id)),
    )


def _time_of(plan: Plan, person: Person, row: Scheduled) -> tuple[Fraction, Fraction]:
    """Minutes of somebody's own time while a task runs: those that nobody has booked, and all of them."""
    first = max(row.start, instant(plan.today))
    last = max(row.finish, first + 1)
    worker = workers_of(plan)[person.id]
    capacity = (worker.calendar.work_at(last) - worker.calendar.work_at(first)) * worker.availability
    return max(capacity * (1 - booked_share(plan, person, first, last)), Fraction(0)), capacity


def _fits(plan: Plan, task: Task, row: Scheduled, person: Person) -> tuple[str, ...]:
    """Skills of somebody that the task asks for, or that those on it have; else what else they have in common."""
    people = plan.workspace.people
    asked = [choice.name for one in task.assign or () for choice in one.choices if choice.kind == "skill"]
    now = [people[one.who] for one in row.bookings if one.who in people]
    known = {*asked, *(skill for one in now for skill in one.skills)}
    near = min((distance(plan, person, one) for one in now), default=STRANGERS)
    return tuple(skill for skill in person.skills if skill in known) or _NEAR.get(near, ())


_NEAR = {0: ("same role",), 2: ("same team",)}
