"""What one task costs: its people and equipment at the rates of their days, and its typed cost."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from pmctl.insights.progress import earned_share, remaining_minutes, spent_minutes, work_minutes
from pmctl.insights.promises import last_day
from pmctl.insights.relations import entries_by_item
from pmctl.insights.states import task_categories
from pmctl.model.people import Person, Resource
from pmctl.model.project import Task
from pmctl.plan import Plan
from pmctl.quantity import Rate, Share, day_of
from pmctl.scheduling.schedule import Scheduled

LABOUR = "labour"
WHOLE = Fraction(1)

Entry = tuple[str, str, str, Fraction]
"""(line, `actual` | `committed` | `left`, currency, amount)"""


# --- rates ------------------------------------------------------------------------------------------------------------


def rate_on(rates: tuple[tuple[date | None, Rate], ...], day: date) -> Rate | None:
    """The rate in force on a day: the latest that began up to it; before the first one, the first."""
    found: Rate | None = None
    for begins, rate in sorted(rates, key=lambda entry: entry[0] or date.min):
        if found is None or begins is None or begins <= day:
            found = rate
    return found


def _per_minute(plan: Plan, rate: Rate) -> Fraction:
    units = plan.workspace.units
    return Fraction(rate.amount) / {"min": 1, "h": 60, "d": units.day, "w": units.week, "mo": units.month}[rate.per]


def currency_of(plan: Plan, currency: str | None) -> str:
    """The currency of an amount: its own, else the workspace's."""
    return currency or plan.workspace.currency


def _rates_of(plan: Plan, who: str) -> tuple[tuple[date | None, Rate], ...]:
    one = plan.workspace.people.get(who) or plan.workspace.resources.get(who)
    return one.rate if isinstance(one, Person | Resource) else ()


def work_cost(plan: Plan, who: str, minutes: Fraction, first: date, last: date) -> tuple[str, Fraction] | None:
    """Currency and money of minutes spread evenly over calendar days, each at the rate of its day; None without a rate.

    A change of currency between two rates is not followed: the first day's rate then holds.
    """
    rates = _rates_of(plan, who)
    opening = rate_on(rates, first)
    if opening is None:
        return None
    if len(rates) == 1:
        return currency_of(plan, opening.currency), minutes * _per_minute(plan, opening)
    total = max((last - first).days + 1, 1)
    # the stretches between changes of the rate
    changes = sorted({begins for begins, _ in rates if begins is not None and first < begins <= last})
    amount, at = Fraction(0), first
    for begins in (*changes, None):
        until = begins if begins is not None else date.fromordinal(last.toordinal() + 1)
        rate = rate_on(rates, at) or opening
        rate = rate if rate.currency == opening.currency else opening
        days = max((until - at).days, 1 if total == 1 else 0)
        amount += minutes * days / total * _per_minute(plan, rate)
        at = until
    return currency_of(plan, opening.currency), amount


# --- a task -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Part:
    """One person's part of a task: their hours for each hour of effort left (or of duration), and of those spent."""

    who: str
    left: Fraction
    spent: Fraction


def _parts(plan: Plan, task: Task, scheduled: Scheduled | None) -> list[_Part]:
    """Hours by share of availability; efficiency stretches effort, a fixed duration takes its time from each."""
    people = plan.workspace.people
    taken: dict[str, Fraction] = {}
    for booking in scheduled.bookings if scheduled else ():
        if booking.who in people:
            before = taken.get(booking.who)
            taken[booking.who] = booking.share if before is None else before + booking.share
    if not taken:
        named = [choice.name for one in task.assign or () for choice in one.choices[:1] if choice.name in people]
        if task.assign is None and task.owner in people:
            named = [task.owner]
        taken = dict.fromkeys(named, Fraction(1))
    is_fixed = task.effort is None and task.duration is not None
    if len(taken) == 1 and not is_fixed:
        who = next(iter(taken))
        return [_Part(who, 1 / _of_one(people[who].efficiency), WHOLE)] if taken[who] else []
    hours = {who: share * _of_one(people[who].availability) for who, share in taken.items()}
    worth = sum((hours[who] * _of_one(people[who].efficiency) for who in hours), Fraction(0))
    whole = sum(hours.values(), Fraction(0))
    if not worth or not whole:
        return []
    return [_Part(who, mine if is_fixed else mine / worth, mine / whole) for who, mine in hours.items()]


def _of_one(share: Share | None) -> Fraction:
    return share.value if share else WHOLE


def labour(plan: Plan, task: Task, scheduled: Scheduled | None) -> Iterable[Entry | None]:
    """The work of people, past and to come; None stands for work of somebody without a rate."""
    if task.milestone or task.external is not None:
        return
    line, today = task.line or LABOUR, plan.today
    start = day_of(scheduled.start) if scheduled else today
    finish = last_day(scheduled) if scheduled else today
    entries = entries_by_item(plan).get(task.id, ())
    for who, entry in entries:
        yield _priced(plan, line, "actual", who, Fraction(entry.spent.minutes), entry.date.first, entry.date.first)
    work = _work(plan, task)
    spent = None if entries else spent_minutes(plan, task)
    done = 0 if entries or spent is not None else work * earned_share(plan, task)
    left = remaining_minutes(plan, task) if work else 0
    for part in _parts(plan, task, scheduled):
        past = part.spent * (spent or 0) + part.left * done
        if past:
            yield _priced(plan, line, "actual", part.who, past, start, max(min(finish, today), start))
        if left:
            begins = max(start, today)
            yield _priced(plan, line, "left", part.who, part.left * left, begins, max(finish, begins))


def _priced(plan: Plan, line: str, state: str, who: str, minutes: Fraction, first: date, last: date) -> Entry | None:
    found = work_cost(plan, who, minutes, first, last)
    return None if found is None else (line, state, *found)


def _work(plan: Plan, task: Task) -> int:
    """Minutes of work: effort, else the fixed duration; elapsed time is nobody's work."""
    estimate = task.effort or task.duration
    if (estimate is not None and estimate.elapsed) or task_categories(plan).get(task.id) == "dropped":
        return 0
    return work_minutes(plan, task)


def equipment(plan: Plan, task: Task, scheduled: Scheduled | None) -> Iterable[Entry | None]:
    """Resources cost for the working time for which they are booked."""
    if scheduled is None or task_categories(plan).get(task.id) == "dropped":
        return
    start, finish = day_of(scheduled.start), last_day(scheduled)
    for booking in scheduled.bookings:
        if booking.who in plan.workspace.resources and _rates_of(plan, booking.who):
            minutes = Fraction(scheduled.duration) * booking.share
            past = _past_share(plan, scheduled)
            if past:
                until = max(min(finish, plan.today), start)
                yield _priced(plan, task.line or LABOUR, "actual", booking.who, minutes * past, start, until)
            if past < 1:
                begins = max(start, plan.today)
                yield _priced(
                    plan, task.line or LABOUR, "left", booking.who, minutes * (1 - past), begins, max(finish, begins)
                )


def _past_share(plan: Plan, scheduled: Scheduled) -> Fraction:
    """The share of the calendar days of a task that lies before today; what is finished is past."""
    if scheduled.state == "finished":
        return Fraction(1)
    if scheduled.state != "started":
        return Fraction(0)
    start, finish = day_of(scheduled.start), last_day(scheduled)
    days = (finish - start).days + 1
    return Fraction(min(max((plan.today - start).days, 0), days), days)


def typed_cost(plan: Plan, task: Task, scheduled: Scheduled | None) -> Iterable[Entry]:
    """`cost`: at the start, at the finish (a single amount too), or for each day worked."""
    cost = task.cost
    if cost is None:
        return
    line = task.line or LABOUR
    state = task_categories(plan).get(task.id, "todo")
    if state == "dropped":
        return
    begun = state in ("done", "doing")
    for amount, is_spent in ((cost.start, begun), (cost.finish, state == "done"), (cost.amount, state == "done")):
        if amount is not None:
            money = amount.likely
            kind = "actual" if is_spent else "left"
            yield line, kind, currency_of(plan, money.currency), Fraction(money.amount)
    if cost.rate is not None and scheduled is not None:
        whole = scheduled.duration * _per_minute(plan, cost.rate)
        past = Fraction(1) if state == "done" else _past_share(plan, scheduled)
        currency = currency_of(plan, cost.rate.currency)
        yield line, "actual", currency, whole * past
        yield line, "left", currency, whole * (1 - past)


def entries_of(plan: Plan, task: Task) -> tuple[tuple[Entry, ...], bool]:
    """Everything that a leaf task has cost and will cost, and whether some work of it is by somebody without a rate."""
    scheduled = plan.schedule.tasks.get(task.id)
    work = (*labour(plan, task, scheduled), *equipment(plan, task, scheduled))
    priced = tuple(entry for entry in work if entry is not None)
    return (*priced, *typed_cost(plan, task, scheduled)), len(priced) < len(work)
