"""Where somebody is away while work of a fixed length counts on them."""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.insights.kinds import of_class
from pmctl.insights.promises import last_day
from pmctl.insights.states import OPEN, task_categories
from pmctl.model.people import Person, Resource
from pmctl.model.project import Task
from pmctl.plan import Plan
from pmctl.quantity import Days, day_of
from pmctl.record import dataclass


@dataclass(frozen=True, slots=True)
class Clash:
    """Somebody, or equipment, and a task of theirs that takes its fixed time whether they are there or not."""

    who: str
    task: str
    away: Days


def clashes(plan: Plan) -> Iterator[Clash]:
    """Open tasks with a `duration`, or a fixed span, over the time off of those booked for them, in file order.

    Work with an `effort` waits for its people by itself.
    """
    people: dict[str, Person | Resource] = {**plan.workspace.people, **plan.workspace.resources}
    states = task_categories(plan)
    away = {key for key, person in people.items() if person.time_off}
    for task in of_class(plan, Task) if away else ():
        # few have a fixed length: this is asked first
        if not (task.duration or (task.start and task.finish)):
            continue
        row = plan.schedule.tasks.get(task.id)
        if row is None or task.is_group or states.get(task.id) not in OPEN:
            continue
        first, last = day_of(row.start), last_day(row)
        for booking in row.bookings:
            ranges = people[booking.who].time_off if booking.who in away else ()
            missing = next((days for days in ranges if days.first <= last and days.last >= first), None)
            if missing:
                yield Clash(booking.who, task.id, missing)
