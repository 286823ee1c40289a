"""Who is asked for how much, week by week: before levelling (`asked`), after it (`booked`), beside the capacity."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from pmctl.calendars import Working
from pmctl.insights.progress import remaining_minutes
from pmctl.insights.relations import home_of
from pmctl.insights.states import task_categories
from pmctl.insights.working_time import calendars_of
from pmctl.model.project import Task
from pmctl.plan import Plan, remembered
from pmctl.quantity import instant
from pmctl.scheduling.people import Workers
from pmctl.scheduling.schedule import Booking, Scheduled

MINUTES_A_WEEK = 7 * 1440
LONGEST_LOOK = 520
"""Weeks ahead: a bound, not an opinion."""


@dataclass(frozen=True, slots=True)
class Week:
    """A week of one person, minutes of their own working time: what they can give, are asked for, are booked for.

    `monday` is its first day; the current week counts from today. `items` says how much of `asked` each task wants,
    `booked_items` of `booked`.
    """

    monday: date
    capacity: Fraction
    asked: Fraction
    booked: Fraction
    items: tuple[tuple[str, Fraction], ...] = ()
    booked_items: tuple[tuple[str, Fraction], ...] = ()

    @property
    def number(self) -> int:
        """The ISO number of the week."""
        return self.monday.isocalendar().week

    @property
    def asked_share(self) -> Fraction | None:
        """asked / capacity; None where there is no capacity (with load: time off)."""
        return self.asked / self.capacity if self.capacity else None

    @property
    def booked_share(self) -> Fraction | None:
        """booked / capacity; None where there is no capacity."""
        return self.booked / self.capacity if self.capacity else None

    @property
    def is_overloaded(self) -> bool:
        """Is more asked for than they can give? A minute of rounding is none."""
        return self.asked > self.capacity + 1


@dataclass(frozen=True, slots=True)
class Moved:
    """A task that levelling moved, by so many working minutes."""

    item: str
    minutes: int


@remembered
def workers_of(plan: Plan) -> Workers:
    """Everybody's working time, made when first asked for."""
    return Workers(plan.workspace, calendars_of(plan))


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


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def week_borders(plan: Plan, until: int) -> list[int]:
    """Instants from today over the Mondays that follow, past `until`: week k runs from border k to k + 1."""
    borders = [instant(plan.today)]
    at = instant(_monday(plan.today)) + MINUTES_A_WEEK
    while borders[-1] < until and len(borders) <= LONGEST_LOOK:
        borders.append(at)
        at += MINUTES_A_WEEK
    if len(borders) == 1:
        borders.append(at)
    return borders


def _begin_of_rest(plan: Plan, task: Task, scheduled: Scheduled, calendar: Working, finish: int, rate: Fraction) -> int:
    """Where the remaining work of a started task begins, in own working minutes: so much before its finish."""
    if not rate or task.effort is None:
        return calendar.work_at(instant(plan.today))
    return calendar.work_at(finish) - int(remaining_minutes(plan, task) / rate)


def _rate(plan: Plan, scheduled: Scheduled) -> Fraction:
    """Effort a minute of all people on a task together."""
    workers = workers_of(plan)
    rates = ((booking.share, workers[booking.who].rate) for booking in scheduled.bookings)
    return sum((share * rate for share, rate in rates if rate is not None), Fraction(0))


def _is_person(plan: Plan, who: str) -> bool:
    return who in plan.workspace.people


def _calendar(plan: Plan, who: str, booking: Booking | None = None) -> Working:
    """Own working time; equipment without a calendar is counted in the hours of the default one."""
    if not _is_person(plan, who) and not plan.workspace.resources[who].calendar:
        return calendars_of(plan)["default"]
    if booking is None or booking.limit is None:
        return workers_of(plan)[who].calendar
    return workers_of(plan).calendar(who, booking.share, booking.limit)


Spread = list[tuple[int, Fraction]]
"""(week, minutes)"""


def _spread(works: list[int], first: int, last: int, factor: Fraction) -> Spread:
    """Minutes of each week between two amounts of work; `works` is the work done at each border."""
    found: Spread = []
    for week in range(len(works) - 1):
        if works[week] >= last:
            break
        minutes = min(works[week + 1], last) - max(works[week], first)
        if minutes > 0:
            found.append((week, minutes * factor))
    return found


def _loads(plan: Plan, who: str, borders: list[int]) -> tuple[list[dict[str, Fraction]], list[dict[str, Fraction]]]:
    """Asked and booked minutes by week and task."""
    asked: list[dict[str, Fraction]] = [{} for _ in borders]
    booked: list[dict[str, Fraction]] = [{} for _ in borders]
    works_of: dict[int, list[int]] = {}
    availability = workers_of(plan)[who].availability
    for id, booking in bookings_by_person(plan).get(who, ()):
        scheduled, task = plan.schedule.tasks[id], plan.workspace.items[id]
        if not isinstance(task, Task):
            continue
        calendar = _calendar(plan, who, booking)
        works = works_of.get(id_of(calendar))
        if works is None:
            works = works_of[id_of(calendar)] = [calendar.work_at(border) for border in borders]
        factor = booking.share * availability
        rate = _rate(plan, scheduled) if scheduled.state == "started" else Fraction(0)
        spans = ((scheduled.early_start, scheduled.early_finish, asked), (scheduled.start, scheduled.finish, booked))
        for start, finish, weeks in spans:
            if scheduled.state == "started":
                first = max(works[0], _begin_of_rest(plan, task, scheduled, calendar, finish, rate))
            else:
                first = calendar.work_at(start)
            for week, minutes in _spread(works, first, calendar.work_at(finish), factor):
                weeks[week][id] = weeks[week].get(id, Fraction(0)) + minutes
    return asked, booked


def id_of(calendar: Working) -> int:
    """The identity of a calendar, which lives as long as the plan."""
    return id(calendar)


@remembered
def weeks_of(plan: Plan, who: str, until: int = 0) -> tuple[Week, ...]:
    """The weeks of a person or resource from today to the end of their last booking, or to the instant `until`.

    capacity = working hours x availability - time off, at most the weekly limit; equipment: working hours x units.
    """
    bookings = bookings_by_person(plan).get(who, ())
    if who not in plan.workspace.people and who not in plan.workspace.resources:
        return ()
    ends = [max(plan.schedule.tasks[id].finish, plan.schedule.tasks[id].early_finish) for id, _ in bookings]
    borders = week_borders(plan, max((*ends, until), default=0))
    worker = workers_of(plan)[who]
    units = worker.availability if _is_person(plan, who) else worker.capacity
    calendar = _calendar(plan, who)
    asked, booked = _loads(plan, who, borders)
    monday = _monday(plan.today)
    return tuple(
        Week(
            monday + timedelta(weeks=week),
            calendar.work_at(borders[week + 1]) * units - calendar.work_at(borders[week]) * units,
            sum(asked[week].values(), Fraction(0)),
            sum(booked[week].values(), Fraction(0)),
            tuple(asked[week].items()),
            tuple(booked[week].items()),
        )
        for week in range(len(borders) - 1)
    )


def overloads(plan: Plan, who: str) -> tuple[Week, ...]:
    """The weeks in which more is asked of somebody than they can give."""
    return tuple(week for week in weeks_of(plan, who) if week.is_overloaded)


def moved_by_levelling(plan: Plan, who: str, week: Week) -> tuple[Moved, ...]:
    """What levelling moved among the tasks that ask for somebody in a week, the furthest first."""
    found = [Moved(id, plan.schedule.tasks[id].levelled) for id, _ in week.items]
    return tuple(sorted((one for one in found if one.minutes), key=lambda one: (-one.minutes, one.item)))


def people_of(plan: Plan, document: str) -> tuple[str, ...]:
    """The people booked on unfinished tasks of a document, in order of the people file."""
    found = {
        who
        for who, bookings in bookings_by_person(plan).items()
        if any(home_of(plan.workspace.items[id]) == document for id, _ in bookings)
    }
    return tuple(who for who in plan.workspace.people if who in found)


def team_weeks(plan: Plan, team: str) -> tuple[Week, ...]:
    """The weeks of a team: sums over its members, each counted once."""
    members = plan.workspace.teams[team].members if team in plan.workspace.teams else ()
    people = [who for who in dict.fromkeys(members) if who in plan.workspace.people]
    ends = [weeks[-1].monday for who in people if (weeks := weeks_of(plan, who))]
    until = instant(max(ends)) + MINUTES_A_WEEK if ends else 0
    each = [weeks_of(plan, who, until) for who in people]
    return tuple(_together(weeks) for weeks in zip(*each, strict=True))


def _together(weeks: tuple[Week, ...]) -> Week:
    """One week of several people."""
    return Week(
        weeks[0].monday,
        sum((week.capacity for week in weeks), Fraction(0)),
        sum((week.asked for week in weeks), Fraction(0)),
        sum((week.booked for week in weeks), Fraction(0)),
        tuple(item for week in weeks for item in week.items),
        tuple(item for week in weeks for item in week.booked_items),
    )
