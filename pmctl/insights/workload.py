"""Who is asked for how much, week by week: before levelling (`asked`), after it (`booked`), beside the capacity."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction
from math import lcm

from pmctl.insights.progress import remaining_minutes
from pmctl.insights.states import task_categories
from pmctl.insights.working_time import calendars_of
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
ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class AskedWeek:
    """A week of one person, minutes of their own working time: what they can give, and are asked for before levelling.

    `monday` is its first day; the current week counts from today. `items` says how many minutes of `asked` each task
    wants, in whole minutes.
    """

    monday: date
    capacity: Fraction
    asked: Fraction
    items: tuple[tuple[str, int], ...] = ()

    @property
    def number(self) -> int:
        """The ISO number of the week."""
        return self.monday.isocalendar().week

    @property
    def asked_share(self) -> Fraction | None:
        """asked / capacity; None where there is no capacity (with load: time off)."""
        return self.asked / self.capacity if self.capacity else None

    @property
    def is_overloaded(self) -> bool:
        """Is more asked for than they can give? A minute of rounding is none."""
        return self.asked > self.capacity + 1


@dataclass(frozen=True, slots=True)
class Week(AskedWeek):
    """A week with what somebody is booked for after levelling as well, and by which tasks."""

    booked: Fraction = ZERO
    booked_items: tuple[tuple[str, int], ...] = ()

    @property
    def booked_share(self) -> Fraction | None:
        """booked / capacity; None where there is no capacity."""
        return self.booked / self.capacity if self.capacity else None


@dataclass(frozen=True, slots=True)
class Moved:
    """A task that levelling moved, by so many working minutes."""

    item: str
    minutes: int


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


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def week_borders(plan: Plan, until: int, most: int = LONGEST_LOOK) -> list[int]:
    """Instants from today over the Mondays that follow, past `until`: week k runs from border k to k + 1."""
    borders = [instant(plan.today)]
    at = instant(_monday(plan.today)) + MINUTES_A_WEEK
    while borders[-1] < until and len(borders) <= most:
        borders.append(at)
        at += MINUTES_A_WEEK
    if len(borders) == 1:
        borders.append(at)
    return borders


def _begin_of_rest(plan: Plan, task: Task, calendar: Working, finish: int, rate: Fraction) -> int:
    """Where the remaining work of a started task begins, in own working minutes: so much before its finish."""
    if not rate or task.effort is None:
        return calendar.work_at(instant(plan.today))
    return calendar.work_at(finish) - int(remaining_minutes(plan, task) / rate)


def _rate(plan: Plan, scheduled: Scheduled) -> Fraction:
    """Effort a minute of all people on a task together."""
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


Loads = dict[int, dict[str, int]]
"""Number of a week, 0 for the current one -> full id of a task -> minutes in units of 1 / scale."""


@dataclass(frozen=True, slots=True)
class _Load:
    """What one person or resource is asked or booked for, in whole numbers, out of which weeks are made.

    `works` is their working time done at the borders of the weeks, of which they can give `units`.
    """

    works: list[int]
    units: Fraction
    weeks: Loads
    scale: int


def _spread(works: list[int], first: int, last: int, factor: int, id: str, weeks: Loads) -> None:
    """Add the minutes of each week between two amounts of work; `works` is the work done at each border."""
    week = max(bisect_right(works, first) - 1, 0)
    while week < len(works) - 1 and works[week] < last:
        minutes = min(works[week + 1], last) - max(works[week], first)
        if minutes > 0:
            load = weeks.get(week)
            if load is None:
                load = weeks[week] = {}
            load[id] = load.get(id, 0) + minutes * factor
        week += 1


def _end(plan: Plan, who: str, levelled: bool) -> int:
    """When the last booking of somebody ends."""
    tasks = plan.schedule.tasks
    bookings = bookings_by_person(plan).get(who, ())
    return max([tasks[id].finish if levelled else tasks[id].early_finish for id, _ in bookings], default=0)


@remembered
def _load(plan: Plan, who: str, levelled: bool, until: int) -> _Load:
    """Minutes by week and task to the instant `until`: booked after levelling, or asked for before it."""
    bookings = bookings_by_person(plan).get(who, ())
    tasks, items = plan.schedule.tasks, plan.workspace.items
    borders = week_borders(plan, until)
    own = _calendar(plan, who)
    works_of = {own: [own.work_at(border) for border in borders]}
    worker = workers_of(plan)[who]
    part = worker.availability
    parts = lcm(*(booking.share.denominator for _, booking in bookings))
    load = _Load(works_of[own], part if _is_person(plan, who) else worker.capacity, {}, parts * part.denominator)
    for id, booking in bookings:
        scheduled, task = tasks[id], items[id]
        if not isinstance(task, Task):
            continue
        calendar = own if booking.limit is None else _calendar(plan, who, booking)
        works = works_of.get(calendar)
        if works is None:
            works = works_of[calendar] = [calendar.work_at(border) for border in borders]
        finish = scheduled.finish if levelled else scheduled.early_finish
        if scheduled.state == "started":
            first = max(works[0], _begin_of_rest(plan, task, calendar, finish, _rate(plan, scheduled)))
        else:
            first = calendar.work_at(scheduled.start if levelled else scheduled.early_start)
        factor = booking.share.numerator * (parts // booking.share.denominator) * part.numerator
        _spread(works, first, calendar.work_at(finish), factor, id, load.weeks)
    return load


def _shown(load: Mapping[str, int], scale: int) -> tuple[tuple[str, int], ...]:
    """Minutes by task, halves rounded up."""
    return tuple([(id, (2 * minutes + scale) // (2 * scale)) for id, minutes in load.items()])


def _asked(plan: Plan, load: _Load, week: int) -> AskedWeek:
    minutes = load.weeks.get(week, {})
    return AskedWeek(
        _monday(plan.today) + timedelta(weeks=week),
        Fraction((load.works[week + 1] - load.works[week]) * load.units.numerator, load.units.denominator),
        Fraction(sum(minutes.values()), load.scale),
        _shown(minutes, load.scale),
    )


def _week(plan: Plan, asked: _Load, booked: _Load, week: int) -> Week:
    one = _asked(plan, asked, week)
    minutes = booked.weeks.get(week, {})
    total = Fraction(sum(minutes.values()), booked.scale)
    return Week(one.monday, one.capacity, one.asked, one.items, total, _shown(minutes, booked.scale))


@remembered
def weeks_of(plan: Plan, who: str, until: int = 0, most: int = LONGEST_LOOK) -> tuple[Week, ...]:
    """The weeks of a person or resource from today to the end of their last booking, or to the instant `until`;
    `most` bounds their number.

    capacity = working hours x availability - time off, at most the weekly limit; equipment: working hours x units.
    """
    if who not in plan.workspace.people and who not in plan.workspace.resources:
        return ()
    until = max(until, _end(plan, who, False), _end(plan, who, True))
    asked, booked = _load(plan, who, False, until), _load(plan, who, True, until)
    return tuple([_week(plan, asked, booked, week) for week in range(min(len(asked.works) - 1, most))])


def asked_weeks(plan: Plan, who: str, most: int) -> Mapping[int, AskedWeek]:
    """Those of the coming weeks in which anything is asked of somebody, by their number; 0 is the current one."""
    load = _asked_load(plan, who)
    return {week: _asked(plan, load, week) for week in sorted(load.weeks) if week < most}


def asked_week(plan: Plan, who: str, week: int) -> AskedWeek:
    """One of these weeks."""
    return _asked(plan, _asked_load(plan, who), week)


def asked_shares(plan: Plan, who: str, most: int) -> Mapping[int, tuple[Fraction | None, frozenset[str]]]:
    """Of these weeks the share of their time that is asked of somebody, and which documents ask; no record is made."""
    load, found = _asked_load(plan, who), dict[int, tuple[Fraction | None, frozenset[str]]]()
    for week, minutes in sorted(load.weeks.items()):
        if week < most:
            capacity = (load.works[week + 1] - load.works[week]) * load.units.numerator * load.scale
            share = Fraction(sum(minutes.values()) * load.units.denominator, capacity) if capacity else None
            found[week] = share, frozenset([id.partition("/")[0] for id in minutes])
    return found


def _asked_load(plan: Plan, who: str) -> _Load:
    """All that is asked of somebody."""
    return _load(plan, who, False, _end(plan, who, False))


def overloads(plan: Plan, who: str) -> tuple[AskedWeek, ...]:
    """The weeks in which more is asked of somebody than they can give."""
    if who not in plan.workspace.people and who not in plan.workspace.resources:
        return ()
    load = _asked_load(plan, who)
    return tuple([_asked(plan, load, week) for week in sorted(load.weeks) if _is_overloaded(load, week)])


def _is_overloaded(load: _Load, week: int) -> bool:
    """What `AskedWeek.is_overloaded` says, in whole numbers: of most weeks no record is made."""
    capacity = (load.works[week + 1] - load.works[week]) * load.units.numerator + load.units.denominator
    return sum(load.weeks[week].values()) * load.units.denominator > capacity * load.scale


def moved_by_levelling(plan: Plan, who: str, week: AskedWeek) -> tuple[Moved, ...]:
    """What levelling moved among the tasks that ask for somebody in a week, the furthest first."""
    found = [Moved(id, plan.schedule.tasks[id].levelled) for id, _ in week.items]
    return tuple(sorted((one for one in found if one.minutes), key=lambda one: (-one.minutes, one.item)))
