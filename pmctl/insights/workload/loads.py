"""What somebody is asked or booked for, week by week in whole numbers."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import compress
from math import lcm
from operator import attrgetter
from typing import TypeAlias

from pmctl.insights.kinds import of_class
from pmctl.insights.open_work import open_work
from pmctl.insights.progress import remaining_minutes
from pmctl.insights.working_time import calendars_of
from pmctl.insights.workload.weeks import ZERO
from pmctl.model.project import Task
from pmctl.plan import Plan, remembered
from pmctl.quantity import MINUTES_A_DAY, instant
from pmctl.record import dataclass
from pmctl.scheduling.people import Workers
from pmctl.scheduling.schedule import Booking, Scheduled
from pmctl.worktime import Working

MINUTES_A_WEEK = 7 * 1440

LONGEST_LOOK = 520
"""Weeks ahead: a bound, not an opinion."""

Span: TypeAlias = tuple[Scheduled, int, int, int, int, Sequence[int]]
"""A booking: the row of its task, the week in which it begins, the working time done where it begins (after the first
border) and where it ends, what each minute between counts, and the working time done at the borders of the weeks."""

Piece: TypeAlias = tuple[int, Scheduled, int]
"""A week, the row of a task, and the minutes that it asks for, of which each counts the scale of its load."""


@dataclass(frozen=True, slots=True)
class Load:
    """What one person or resource is asked or booked for, in whole numbers, out of which weeks are made.

    `works` is their working time done at the borders of the weeks, of which they can give `units`; `sums` all that is
    asked in each week (the current one first), in minutes of which each counts `scale`.
    """

    works: Sequence[int]
    units: Fraction
    spans: Sequence[Span]
    sums: Sequence[int]
    scale: int

    def pieces(self, weeks: Iterable[int]) -> list[Piece]:
        """What is asked in some weeks, booking by booking; of most weeks only sums are wanted."""
        wanted, found = frozenset(weeks), list[Piece]()
        last = max(wanted, default=-1)
        for row, week, begin, end, factor, borders in self.spans:
            while week <= last and begin < end:
                border = borders[week + 1]
                if border > begin:
                    if week in wanted:
                        found.append((week, row, ((border if border < end else end) - begin) * factor))
                    begin = border
                week += 1
        return found

    def tasks(self, weeks: Iterable[int]) -> dict[int, dict[str, int]]:
        """What each task asks for in some weeks, those left out in which none does."""
        found: dict[int, dict[str, int]] = {}
        for week, row, minutes in self.pieces(weeks):
            asking = found.setdefault(week, {})
            asking[row.id] = asking.get(row.id, 0) + minutes
        return found

    def touched(self, weeks: Sequence[int]) -> Iterator[tuple[int, Scheduled]]:
        """Those of some weeks, which rise, in which a booking asks for anything, and the row of its task."""
        for row, first, _, end, _, borders in self.spans:
            for at in range(bisect_left(weeks, first), len(weeks)):
                week = weeks[at]
                if borders[week] >= end:
                    break
                if borders[week] < borders[week + 1]:
                    yield week, row

    def weeks(self, most: int = LONGEST_LOOK) -> list[int]:
        """Those of so many weeks in which anything is asked."""
        return [week for week, asked in enumerate(self.sums[:most]) if asked]

    def capacity(self, week: int) -> int:
        """What they can give in a week, in minutes of which each counts the denominator of `units`."""
        return (self.works[week + 1] - self.works[week]) * self.units.numerator

    def share(self, week: int) -> tuple[int, int] | None:
        """asked / capacity as numerator and denominator; None where there is no capacity."""
        capacity = self.capacity(week)
        return (self.sums[week] * self.units.denominator, capacity * self.scale) if capacity else None

    def overloaded(self) -> list[int]:
        """The weeks in which more is asked for than they can give. A minute of rounding is none."""
        works = self.works
        given, of = self.units.as_integer_ratio()
        given, more = given * self.scale, of * self.scale
        busy = [(week, asked * of) for week, asked in enumerate(self.sums) if asked]
        return [week for week, asked in busy if asked > (works[week + 1] - works[week]) * given + more]


def workers_of(plan: Plan) -> Workers:
    """Everybody's working time, made when first asked for."""
    return plan.schedule.workers


def bookings_by_person(plan: Plan) -> Mapping[str, tuple[tuple[Scheduled, Booking], ...]]:
    """Person or resource -> (row of an unfinished task, booking), in file order."""
    return open_work(plan).bookings


@remembered
def load_of(plan: Plan, who: str, levelled: bool, until: int) -> Load:
    """Minutes by week and task to the instant `until`: booked after levelling, or asked for before it."""
    return load_within(plan, who, levelled, week_borders(plan, until))


def load_within(plan: Plan, who: str, levelled: bool, borders: Sequence[int]) -> Load:
    """The same between any instants that rise, today at the earliest: "week" k runs from border k to k + 1."""
    worker, own = workers_of(plan)[who], _calendar(plan, who)
    given, of = worker.availability.as_integer_ratio()
    bookings = bookings_by_person(plan).get(who, ())
    # few shares are not the same object as another one, and asking it for its parts takes long
    shares = {key: share.as_integer_ratio() for key, share in {id(one.share): one.share for _, one in bookings}.items()}
    parts = lcm(*[whole for _, whole in shares.values()])
    factors = {key: share * (parts // whole) * given for key, (share, whole) in shares.items()}
    works, spans, again = own.works_at(borders), list[Span](), _that_come_again(plan)
    firsts = own.works_at([row.start if levelled else row.early_start for row, _ in bookings])
    lasts = own.works_at([row.finish if levelled else row.early_finish for row, _ in bookings])
    for (row, booking), first, last in zip(bookings, firsts, lasts, strict=True):
        at_borders, calendar = works, own
        if booking.limit is not None:
            calendar = _calendar(plan, who, booking)
            at_borders = calendar.works_at(borders)
            first = calendar.work_at(row.start if levelled else row.early_start)
            last = calendar.work_at(row.finish if levelled else row.early_finish)
        if row.state == "started":
            first = last - _rest(plan, row, last - at_borders[0])
        is_series = row.id in again and row.state != "started"
        for begin, end in _times(plan, row, levelled, calendar) if is_series else ((first, last),):
            if begin < at_borders[0]:
                begin = at_borders[0]
            if begin < end:
                week = bisect_right(at_borders, begin) - 1
                spans.append((row, week, begin, end, factors[id(booking.share)], at_borders))
    units = worker.availability if _is_person(plan, who) else worker.capacity
    return Load(works, units, spans, _sums(spans, len(borders) - 1), parts * of)


def end_of(plan: Plan, who: str, levelled: bool) -> int:
    """When the last booking of somebody ends."""
    bookings = bookings_by_person(plan).get(who, ())
    return max([row.finish if levelled else row.early_finish for row, _ in bookings], default=0)


def week_borders(plan: Plan, until: int) -> list[int]:
    """Instants from today over the Mondays that follow, past `until`: week k runs from border k to k + 1."""
    today, monday = instant(plan.today), instant(monday_of(plan.today))
    begun = -((monday - until) // MINUTES_A_WEEK)  # rounded up
    weeks = min(begun, LONGEST_LOOK) if until > today else 1
    return [today, *range(monday + MINUTES_A_WEEK, monday + (weeks + 1) * MINUTES_A_WEEK, MINUTES_A_WEEK)]


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def _rest(plan: Plan, row: Scheduled, ahead: int) -> int:
    """The working time in which the remaining work of a started task is done: so much before its finish, or all that is
    `ahead` of it.
    """
    task, rate = plan.workspace.items[row.id], rate_of(plan, row)
    if not rate or not isinstance(task, Task) or task.effort is None:
        return ahead
    return remaining_minutes(plan, task) * rate.denominator // rate.numerator


@remembered
def _that_come_again(plan: Plan) -> frozenset[str]:
    """The full ids of the tasks that repeat."""
    tasks = of_class(plan, Task)
    return frozenset([task.id for task in compress(tasks, map(attrgetter("repeat"), tasks))])


def _times(plan: Plan, row: Scheduled, levelled: bool, calendar: Working) -> list[tuple[int, int]]:
    """First and last working minute (of somebody's calendar) of each time of work that comes again: between them nobody
    is taken by it.
    """
    task = plan.workspace.items[row.id]
    assert isinstance(task, Task) and task.repeat is not None
    start, found = row.start if levelled else row.early_start, list[tuple[int, int]]()
    for number in range(task.repeat.times):
        at = start + number * task.repeat.every.days * MINUTES_A_DAY
        first = max([calendar.work_at(at), *(end for _, end in found[-1:])])
        found.append((first, _end_of_one(plan, task, row, calendar, at, first)))
    return found


def _end_of_one(plan: Plan, task: Task, row: Scheduled, calendar: Working, at: int, first: int) -> int:
    """The working minute in which one time of repeated work is over that begins at an instant, or working minute."""
    length = task.effort or task.duration
    if length is not None and length.elapsed:
        return calendar.work_at(at + length.minutes)
    minutes = length.minutes if length is not None else plan.workspace.units.day
    rate = rate_of(plan, row) if task.effort is not None else ZERO
    return first + (-(-minutes * rate.denominator // rate.numerator) if rate else minutes)


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


def _sums(spans: Iterable[Span], weeks: int) -> list[int]:
    """The minutes of each of so many weeks."""
    sums = [0] * weeks
    for _, first, begin, end, factor, borders in spans:
        for week in range(first, weeks):
            border = borders[week + 1]
            if border >= end:  # as for most in their first week
                sums[week] += (end - begin) * factor
                break
            if border > begin:
                sums[week] += (border - begin) * factor
                begin = border
    return sums
