"""What one task costs: its people and equipment at the rates of their days, and its typed cost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from fractions import Fraction
from typing import TypeAlias

from pmctl.insights.crews import NOBODY, Crew, Ratio, crews_of
from pmctl.insights.exact import Number, number
from pmctl.insights.progress import earned_minutes, remaining_minutes, work_minutes
from pmctl.insights.promises import last_day
from pmctl.insights.relations import entries_by_item
from pmctl.insights.states import task_categories
from pmctl.insights.working_time import calendars_of, share_of_days
from pmctl.model.people import Person, Resource
from pmctl.model.project import Task
from pmctl.plan import Plan
from pmctl.quantity import Rate, Units, day_of
from pmctl.scheduling.schedule import Scheduled

LABOUR = "labour"

Entry: TypeAlias = tuple[str, str, str, Fraction, date, date]
"""(line, `actual` | `left`, currency, amount, first day, last day)"""

Stretch: TypeAlias = tuple[date, date, str, Fraction]
"""(first day, last day, currency, money that the work between them costs)"""

Work: TypeAlias = tuple[str, str, str, Number, date | None]
"""(line, `actual` | `left`, who, minutes, day); a day only where it is known, else the work is spread over the task."""

Effort: TypeAlias = tuple[Crew, int, Number, int]
"""(who works, minutes that they spent, minutes that were earned where nobody says what was spent, minutes left)"""

NO_EFFORT: Effort = (NOBODY, 0, 0, 0)


# --- rates ------------------------------------------------------------------------------------------------------------


def rate_on(rates: tuple[tuple[date | None, Rate], ...], day: date) -> Rate | None:
    """The rate in force on a day: the latest that began up to it; before the first one, the first."""
    found: Rate | None = None
    for begins, rate in sorted(rates, key=lambda entry: entry[0] or date.min):
        if found is None or begins is None or begins <= day:
            found = rate
    return found


def per_minute(units: Units, rate: Rate) -> Fraction:
    """The amount of a rate for one working minute."""
    return Fraction(*price_ratio(units, rate))


def price_ratio(units: Units, rate: Rate) -> Ratio:
    """The same as numerator and denominator."""
    amount, parts = rate.amount.as_integer_ratio()
    return amount, parts * {"min": 1, "h": 60, "d": units.day, "w": units.week, "mo": units.month}[rate.per]


def currency_of(plan: Plan, currency: str | None) -> str:
    """The currency of an amount: its own, else the workspace's."""
    return currency or plan.workspace.currency


def rates_of(plan: Plan, who: str) -> tuple[tuple[date | None, Rate], ...]:
    """The rates of a person or of equipment, with the days from which they hold."""
    one = plan.workspace.people.get(who) or plan.workspace.resources.get(who)
    return one.rate if isinstance(one, Person | Resource) else ()


def work_cost(plan: Plan, work: Work, scheduled: Scheduled | None) -> tuple[str, Fraction] | None:
    """Currency and money of some work, each minute at the rate of its day; None without a rate."""
    parts = work_stretches(plan, work, scheduled)
    return (parts[0][2], sum((amount for *_, amount in parts), Fraction(0))) if parts else None


def work_stretches(plan: Plan, work: Work, scheduled: Scheduled | None) -> list[Stretch]:
    """Minutes spread evenly over the working time of whoever does them, a stretch for each rate; none without a rate.

    A change of currency between two rates is not followed: the first day's rate then holds.
    """
    _, _, who, minutes, _ = work
    rates = rates_of(plan, who)
    first, last = work_days(plan, work, scheduled)
    opening = rate_on(rates, first)
    if opening is None:
        return []
    begins = [first, *sorted({begins for begins, _ in rates if begins is not None and first < begins <= last})]
    ends = [*(begin - timedelta(days=1) for begin in begins[1:]), last]
    found = []
    for begin, end in zip(begins, ends, strict=True):
        rate = rate_on(rates, begin) or opening
        rate = rate if rate.currency == opening.currency else opening
        part = minutes * share_of_time(plan, who, (first, last), (begin, end)) * per_minute(plan.workspace.units, rate)
        found.append((begin, end, currency_of(plan, opening.currency), part))
    return found


def share_of_time(plan: Plan, who: str, days: tuple[date, date], part: tuple[date, date]) -> Fraction:
    """The part of somebody's working time in some days that lies in a part of them, first and last days included."""
    return share_of_days(plan.schedule.workers[who].calendar, days, part) if part != days else Fraction(1)


def work_days(plan: Plan, work: Work, scheduled: Scheduled | None) -> tuple[date, date]:
    """The first and last day of some work."""
    day = work[4]
    return (day, day) if day is not None else _days(plan, work[1], scheduled)


def _days(plan: Plan, state: str, scheduled: Scheduled | None) -> tuple[date, date]:
    """The first and last day of the past work of a task (`actual`), or of what is left of it.

    What is finished keeps its days, also where today is set before them.
    """
    start = day_of(scheduled.start) if scheduled else plan.today
    finish = last_day(scheduled) if scheduled else plan.today
    if state == "actual":
        is_over = scheduled is not None and scheduled.state == "finished"
        return start, finish if is_over else max(min(finish, plan.today), start)
    begins = max(start, plan.today)
    return begins, max(finish, begins)


# --- a task -----------------------------------------------------------------------------------------------------------


def efforts(plan: Plan, tasks: Iterable[Task]) -> Iterator[Effort]:
    """Who works on each of some leaf tasks, and how much; hours of time sheets stand beside it, in the place of what
    was spent.
    """
    states, sheets, rows = task_categories(plan), entries_by_item(plan), plan.schedule.tasks
    crew_of = crews_of(plan).of
    for task in tasks:
        if is_unpaid(task):
            yield NO_EFFORT
            continue
        key, typed, spent = task.id, task.spent, 0
        scheduled, state = rows.get(key), states.get(key, "todo")
        left = _work(plan, task, state)
        earned: Number = 0
        if state == "done":
            left, earned = 0, left
        elif left and (task.progress is not None or task.remaining is not None):
            left, earned = remaining_minutes(plan, task), earned_minutes(plan, task, left)
        if typed is not None:
            spent, earned = typed.minutes, 0
        if sheets and key in sheets:
            spent, earned = 0, 0
        crew = crew_of(task, scheduled) if left or earned or spent else NOBODY
        yield (crew, spent, earned, left) if crew is not NOBODY else NO_EFFORT


def is_unpaid(task: Task) -> bool:
    """Is it the work of nobody of ours?"""
    return task.milestone or task.external is not None


def labour(plan: Plan, task: Task) -> list[Work]:
    """The work of people, past and to come."""
    entries = () if is_unpaid(task) else entries_by_item(plan).get(task.id, ())
    line = task.line or LABOUR
    found: list[Work] = [(line, "actual", who, entry.spent.minutes, entry.date.first) for who, entry in entries]
    return found + works_of(line, *efforts(plan, (task,)))


def works_of(line: str, effort: Effort) -> list[Work]:
    """What each of those does who work on a task."""
    crew, spent, earned, left = effort
    of_left, of_spent = number(*crew.left), number(*crew.spent)
    found: list[Work] = []
    for who, hours in crew.hours:
        past = hours * of_spent * spent if spent else hours * of_left * earned
        if past:
            found.append((line, "actual", who, past, None))
        if left:
            found.append((line, "left", who, hours * of_left * left, None))
    return found


def _work(plan: Plan, task: Task, state: str) -> int:
    """Minutes of work: effort, else the fixed duration; elapsed time is nobody's work."""
    estimate = task.effort or task.duration
    is_none = state == "dropped" or (estimate is not None and estimate.elapsed)
    return 0 if is_none else work_minutes(plan, task)


def hours_of_people(plan: Plan, task: Task) -> int:
    """Minutes that people work on a task in all, as it is planned: each their share of its duration or of its dates."""
    scheduled = plan.schedule.tasks.get(task.id)
    work = 0 if is_unpaid(task) else _work(plan, task, task_categories(plan).get(task.id, "todo"))
    crew = crews_of(plan).of(task, scheduled)
    amount, parts = crew.left
    return round(Fraction(sum(hours for _, hours in crew.hours) * amount * work, parts))


def equipment(plan: Plan, task: Task, scheduled: Scheduled | None) -> Iterator[Work]:
    """Resources with a rate cost for the working time for which they are booked."""
    if scheduled is None or task_categories(plan).get(task.id) == "dropped":
        return
    for booking in scheduled.bookings:
        if booking.who in plan.workspace.resources and rates_of(plan, booking.who):
            minutes = Fraction(scheduled.duration) * booking.share
            past = _past_share(plan, task, scheduled)
            if past:
                yield task.line or LABOUR, "actual", booking.who, minutes * past, None
            if past < 1:
                yield task.line or LABOUR, "left", booking.who, minutes * (1 - past), None


def _past_share(plan: Plan, task: Task, scheduled: Scheduled) -> Fraction:
    """The share of the working time of a task that lies before today; what is finished is past."""
    if scheduled.state == "finished":
        return Fraction(1)
    if scheduled.state != "started":
        return Fraction(0)
    start, finish = day_of(scheduled.start), last_day(scheduled)
    if plan.today <= start:
        return Fraction(0)
    eve = min(plan.today - timedelta(days=1), finish)
    return share_of_days(calendars_of(plan).of_document(task.document), (start, finish), (start, eve))


def typed_cost(plan: Plan, task: Task, scheduled: Scheduled | None) -> Iterator[Entry]:
    """`cost`: at the start, at the finish (a single amount too), or for each day worked."""
    cost = task.cost
    state = task_categories(plan).get(task.id, "todo")
    if cost is None or state == "dropped":
        return
    line, is_done = task.line or LABOUR, state == "done"
    start, finish = (day_of(scheduled.start), last_day(scheduled)) if scheduled else (plan.today, plan.today)
    # what has begun or ended without a day of its own is spent today at the latest
    begun = start if task.started else min(start, plan.today)
    ended = finish if task.finished else min(finish, plan.today)
    amounts = ((cost.start, state in ("done", "doing"), begun, start), (cost.finish, is_done, ended, finish))
    for amount, is_spent, known, ahead in (*amounts, (cost.amount, is_done, ended, finish)):
        if amount is not None:
            day = known if is_spent else ahead
            money, kind = amount.likely, "actual" if is_spent else "left"
            yield line, kind, currency_of(plan, money.currency), Fraction(money.amount), day, day
    if cost.rate is not None and scheduled is not None:
        whole = scheduled.duration * per_minute(plan.workspace.units, cost.rate)
        past = Fraction(1) if is_done else _past_share(plan, task, scheduled)
        currency = currency_of(plan, cost.rate.currency)
        yield line, "actual", currency, whole * past, *_days(plan, "actual", scheduled)
        yield line, "left", currency, whole * (1 - past), *_days(plan, "left", scheduled)
