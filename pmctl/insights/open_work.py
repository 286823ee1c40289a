"""Unfinished work as it is scheduled, gathered in one walk over all rows: a walk costs more than what it gathers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

from pmctl.insights.promises import last_minute
from pmctl.insights.states import task_categories
from pmctl.model.project import Task
from pmctl.plan import Plan, remembered
from pmctl.quantity import MINUTES_A_DAY
from pmctl.record import dataclass
from pmctl.scheduling.schedule import Booking, Scheduled


@dataclass(frozen=True, slots=True)
class OpenWork:
    """What is booked of each person or resource (the row of a task, booking); by document who is booked, the critical
    tasks that are no groups, and what ends last: the task, or milestone first, with the latest day. All in file order.
    """

    bookings: Mapping[str, tuple[tuple[Scheduled, Booking], ...]]
    booked: Mapping[str, Collection[str]]
    critical: Mapping[str, tuple[Task, ...]]
    last: Mapping[str, Task]


@remembered
def open_work(plan: Plan) -> OpenWork:
    """The scheduled work of a plan that is neither done nor dropped."""
    states, items, over = task_categories(plan), plan.workspace.items, ("done", "dropped")
    bookings: defaultdict[str, list[tuple[Scheduled, Booking]]] = defaultdict(list)
    booked: defaultdict[str, dict[str, None]] = defaultdict(dict)
    critical: defaultdict[str, list[Task]] = defaultdict(list)
    last: dict[str, Task] = {}
    ranks: dict[str, int] = {}  # two for each day, the later one for milestones
    for id, row in plan.schedule.tasks.items():
        if states.get(id) in over:
            continue
        task = items[id]
        if not isinstance(task, Task) or task.is_group:
            continue
        document = task.document
        for booking in row.bookings:
            bookings[booking.who].append((row, booking))
            booked[document][booking.who] = None
        if row.critical:
            critical[document].append(task)
        rank = last_minute(row) // MINUTES_A_DAY * 2 + task.milestone
        if rank > ranks.get(document, rank - 1):
            ranks[document] = rank
            last[document] = task
    return OpenWork(
        {who: tuple(found) for who, found in bookings.items()},
        booked,
        {document: tuple(found) for document, found in critical.items()},
        last,
    )
