"""What somebody is asked or booked for, week by week in whole numbers."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from math import lcm

from pmctl.insights.progress import remaining_minutes
from pmctl.insights.states import task_categories
from pmctl.insights.working_time import calendars_of
from pmctl.insights.workload.weeks import ZERO
from pmctl.model.project import Task
from pmctl.plan import Plan, remembered
from pmctl.quantity import instant
from pmctl.record import dataclass
from pmctl.scheduling.people import Workers
from pmctl.scheduling.schedule import Booking, Scheduled
from pmctl.worktime import Working

MINUTES_A_WEEK = 7 * 1440

LONGEST_LOOK = 520
"""Weeks ahead: a bound, not an opinion."""

Loads = dict[int, dict[str, int]]
"""Number of a week, 0 for the current one -> full id of a task -> minutes in units of 1 / scale."""


@dataclass(frozen=True, slots=True)
class Load:
    """What one person or resource is asked or booked for, in whole numbers, out of which weeks are made.

    `works` is their working time done at the borders of the weeks, of which they can give `units`.
    """

    works: list[int]
    units: Fraction
    weeks: Loads
    scale: int


def workers_of(plan: Plan) -> Workers:
    """Everybody's working time, made when first asked for."""
    return plan.schedule.workers


@remembered
def bookings_by_person(plan: Plan) -> Mapping[str, tuple[tuple[str, Booking], ...]]:
    """Person or resource -> (full id of an unfinished task, booking), in file order."""
    found: dict[str, list[tuple[str, Booking]]] = {}
    states = task_categories(plan)
    for id, scheduled in plan.schedule.tasks.items():
        if scheduled.bookings and states.get(id) not in ("done", "dropped"):
            for booking in scheduled.bookings:
                found.setdefault(booking.who, []).append((id, booking))
    return {who: tuple(bookings) for who, bookings in found.items()}


@remembered
def load_of(plan: Plan, who: str, levelled: bool, until: int) -> Load:
    """Minutes by week and task to the instant `until`: booked after levelling, or asked for before it."""
    return load_within(plan, who, levelled, week_borders(plan, until))


def load_within(plan: Plan, who: str, levelled: bool, borders: Sequence[int]) -> Load:
    """The same between any instants that rise, today at the earliest: "week" k runs from border k to k + 1."""
    bookings = bookings_by_person(plan).get(who, ())
    tasks, items = plan.schedule.tasks, plan.workspace.items
    own = _calendar(plan, who)
    works_of = {own: list(map(own.work_at, borders))}
    worker = workers_of(plan)[who]
    part = worker.availability
    shares = [booking.share.as_integer_ratio() for _, booking in bookings]
    parts = lcm(*[denominator for _, denominator in shares])
    load = Load(works_of[own], part if _is_person(plan, who) else worker.capacity, {}, parts * part.denominator)
    for (id, booking), (share, whole) in zip(bookings, shares, strict=True):
        scheduled, task = tasks[id], items[id]
        if not isinstance(task, Task):
            continue
        calendar = own if booking.limit is None else _calendar(plan, who, booking)
        works = works_of.get(calendar)
        if works is None:
            works = works_of[calendar] = list(map(calendar.work_at, borders))
        finish = scheduled.finish if levelled else scheduled.early_finish
        if scheduled.state == "started":
            first = max(works[0], _begin_of_rest(plan, task, calendar, finish, rate_of(plan, scheduled)))
        else:
            first = calendar.work_at(scheduled.start if levelled else scheduled.early_start)
        factor = share * (parts // whole) * part.numerator
        _spread(works, first, calendar.work_at(finish), factor, id, load.weeks)
    return load


def end_of(plan: Plan, who: str, levelled: bool) -> int:
    """When the last booking of somebody ends."""
    tasks = plan.schedule.tasks
    bookings = bookings_by_person(plan).get(who, ())
    return max([tasks[id].finish if levelled else tasks[id].early_finish for id, _ in bookings], default=0)


def week_borders(plan: Plan, until: int) -> list[int]:
    """Instants from today over the Mondays that follow, past `until`: week k runs from border k to k + 1."""
    today, monday = instant(plan.today), instant(monday_of(plan.today))
    begun = -((monday - until) // MINUTES_A_WEEK)  # rounded up
    weeks = min(begun, LONGEST_LOOK) if until > today else 1
    return [today, *range(monday + MINUTES_A_WEEK, monday + (weeks + 1) * MINUTES_A_WEEK, MINUTES_A_WEEK)]


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def _begin_of_rest(plan: Plan, task: Task, calendar: Working, finish: int, rate: Fraction) -> int:
    """Where the remaining work of a started task begins, in own working minutes: so much before its finish."""
    if not rate or task.effort is None:
        return calendar.work_at(instant(plan.today))
    return calendar.work_at(finish) - int(remaining_minutes(plan, task) / rate)


def rate_of(plan: Plan, scheduled: Scheduled) -> Fraction:
    """Effort a minute of all people on a task together; 0 where nobody is."""
    workers = workers_of(plan)
    rates = ((booking.share, workers[booking.who].rate) for booking in scheduled.bookings)
    return sum((share * rate for share, rate in rates if rate is not None), ZERO)


def _is_person(plan: Plan, who: str) -> bool:
    return who in plan.workspace.people


def _calendar(plan: Plan, who: str, booking: Booking | None = None) -> Working:
    """Own working time; equipment without a calendar is counted in the hours of the default one."""
    if not _is_person(plan, who) and not plan.workspace.resources[who].calendar:
        return calendars_of(plan)["default"]
    if booking is None or booking.limit is None:
        return workers_of(plan)[who].calendar
    return workers_of(plan).calendar(who, booking.share, booking.limit)


def _spread(works: list[int], first: int, last: int, factor: int, id: str, weeks: Loads) -> None:
    """Add the minutes of each week between two amounts of work; `works` is the work done at each border."""
    week, final = max(bisect_right(works, first) - 1, 0), len(works) - 1
    while week < final and works[week] < last:
        minutes = min(works[week + 1], last) - max(works[week], first)
        if minutes > 0:
            load = weeks.get(week)
            if load is None:
                load = weeks[week] = {}
            load[id] = load.get(id, 0) + minutes * factor
        week += 1
