"""What lies between two instants of a task and makes it long: days off, absences, pauses, and what each costs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from pmctl.insights.reasons.chain import Fact
from pmctl.insights.relations import groups_above
from pmctl.insights.working_time import calendars_of
from pmctl.insights.workload import workers_of
from pmctl.model.item import spot
from pmctl.model.people import Person
from pmctl.model.project import Task
from pmctl.plan import Plan
from pmctl.quantity import MINUTES_A_DAY, MONTHS, day_of, instant
from pmctl.scheduling.schedule import Booking, Scheduled
from pmctl.scheduling.work import crew_work, rate_of
from pmctl.worktime import Absent, WorkCalendar, Working, days_as_instants

LONGEST = 366 * 300
"""Days of a stretch that are looked at one by one: as many as there are calendars for."""
MOST_RUNS = 6
"""Days off that are named, neighbours as one; of more only how many."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A task from when it was wanted until `until`, its finish or, where only that matters, its start.

    `since` is where what it waits for ended (a lag lies between that and `asked`), `asked` the instant from which it
    could be worked on, `begin` where the (remaining) work begins.
    """

    task: Task
    row: Scheduled
    since: int
    asked: int
    begin: int
    until: int


# --- words ------------------------------------------------------------------------------------------------------------


def print_span(first: date, last: date, today: date) -> str:
    """`16 - 20 Feb`, `27 Feb - 3 Mar`, `6 Apr`; with the year where that is not near."""
    year = f" {last.year}" if abs((last - today).days) > 274 else ""
    end = f"{last.day} {MONTHS[last.month - 1]}{year}"
    if first == last:
        return end
    same = (first.year, first.month) == (last.year, last.month)
    return f"{first.day} - {end}" if same else f"{first.day} {MONTHS[first.month - 1]} - {end}"


def print_days_of(days: Sequence[date], today: date) -> str:
    """Days in words, neighbours as a range, a month once: `3 and 6 Apr`, `24 - 26 Dec and 1 Jan`."""
    runs: list[list[date]] = []
    for day in sorted(set(days)):
        if runs and day - runs[-1][1] == timedelta(days=1):
            runs[-1][1] = day
        else:
            runs.append([day, day])
    if len(runs) > MOST_RUNS + 1:
        rest = sum((last - first).days + 1 for first, last in runs[MOST_RUNS:])
        return f"{', '.join(_spans(runs[:MOST_RUNS], today))} and {rest} more days"
    parts = _spans(runs, today)
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def _spans(runs: Sequence[Sequence[date]], today: date) -> list[str]:
    """Each run of days in words; of those of one month only the last names it."""
    parts = [print_span(first, last, today) for first, last in runs]
    for index in range(len(runs) - 1):
        ending = parts[index][parts[index].index(" ", parts[index].rfind("-") + 2) :]
        if parts[index + 1].endswith(ending):
            parts[index] = parts[index].removesuffix(ending)
    return parts


# --- calendars --------------------------------------------------------------------------------------------------------


def calendar_of(plan: Plan, task: Task) -> WorkCalendar:
    """The calendar of a task: its own, that of the nearest group, else its document's."""
    for item in (task, *groups_above(plan, task)):
        if isinstance(item, Task) and item.calendar:
            return calendars_of(plan)[item.calendar]
    return calendars_of(plan).of_document(task.document)


def people_at_work(plan: Plan, task: Task, row: Scheduled) -> tuple[Booking, ...]:
    """The bookings of those whose calendars decide how long a task takes: nobody where its duration is fixed."""
    if task.milestone or (task.duration is not None and task.effort is None):
        return ()
    return tuple(booking for booking in row.bookings if workers_of(plan)[booking.who].rate)


def is_elapsed(task: Task) -> bool:
    """Whether a task takes time of the clock, which no calendar interrupts."""
    return task.effort is None and task.duration is not None and task.duration.elapsed


def _base(plan: Plan, who: str) -> WorkCalendar:
    return calendars_of(plan)[plan.workspace.people[who].calendar or "default"]


def _days(first: int, last: int) -> Iterator[date]:
    """The days that two instants touch; one that ends at midnight does not touch the next day."""
    day, until = day_of(first), day_of(max(last - 1, first))
    for _ in range(LONGEST):
        if day > until:
            return
        yield day
        day += timedelta(days=1)


def _why_off(calendar: WorkCalendar, day: date) -> str:
    """`holiday` or `day-off` for a day that is usually worked, `weekend` for one that never is, "" for a worked one."""
    rule, ordinal = calendar.rule, day.toordinal()
    if rule.shifts(ordinal):
        return ""
    if not rule.week[(ordinal - 1) % 7]:
        return "weekend"
    return "day-off" if any(low <= ordinal <= high for low, high in rule.off) else "holiday"


# --- facts ------------------------------------------------------------------------------------------------------------


def days_off(plan: Plan, calendars: Mapping[str, WorkCalendar], first: int, last: int) -> tuple[Fact, ...]:
    """The holidays and days off between two instants, by whose calendar it is; what all share stands once."""
    found: dict[tuple[str, date], list[str]] = {}
    for who, calendar in calendars.items():
        for day in _days(first, last):
            kind = _why_off(calendar, day)
            if kind in ("holiday", "day-off"):
                found.setdefault((kind, day), []).append(who)
    shared: dict[tuple[str, str], list[date]] = {}
    for (kind, day), people in sorted(found.items(), key=lambda entry: (-len(entry[1]), entry[0][1])):
        whose = "" if len(people) == len(calendars) else " and ".join(people)
        shared.setdefault((kind, whose), []).append(day)
    return tuple(_off_fact(plan, kind, days, whose) for (kind, whose), days in shared.items())


def _off_fact(plan: Plan, kind: str, days: Sequence[date], who: str) -> Fact:
    one, many = {"holiday": ("is a holiday", "are holidays"), "day-off": ("is a day off", "are days off")}[kind]
    words = one if len(days) == 1 else many
    text = f"{print_days_of(days, plan.today)} {words}{f' for {who}' if who else ''}"
    return Fact(kind, text, None, who, min(days), max(days))


def _off_of(plan: Plan, stretch: Stretch, people: Sequence[Booking]) -> tuple[Fact, ...]:
    """The days off of a stretch: a lag counts the task's calendar, an effort those of its people."""
    own = {"": calendar_of(plan, stretch.task)}
    if is_elapsed(stretch.task):
        return days_off(plan, own, stretch.since, stretch.asked)
    theirs = {one.who: _base(plan, one.who) for one in people}
    if all(calendar is own[""] for calendar in theirs.values()):
        return days_off(plan, own, stretch.since, stretch.until)
    lag = days_off(plan, own, stretch.since, stretch.asked)
    return (*lag, *days_off(plan, theirs, stretch.asked, stretch.until))


def weekend(plan: Plan, stretch: Stretch) -> Fact | None:
    """The days between asking and beginning, where they are nothing but a weekend."""
    calendar = calendar_of(plan, stretch.task)
    between = [
        day
        for day in _days(stretch.asked, stretch.begin)
        if instant(day) >= stretch.asked and instant(day) + MINUTES_A_DAY <= stretch.begin
    ]
    if not between or any(_why_off(calendar, day) != "weekend" for day in between):
        return None
    days = print_span(between[0], between[-1], plan.today)
    text = f"{days} is not worked" if len(between) == 1 else f"{days} are not worked"
    return Fact("weekend", text, None, "", between[0], between[-1])


def pauses(plan: Plan, stretch: Stretch) -> Iterator[Fact]:
    """The days on which a task pauses (`splits`)."""
    for index, days in enumerate(stretch.task.splits):
        if instant(days.first) < stretch.until and instant(days.last) >= stretch.begin:
            text = f"pauses {print_span(days.first, days.last, plan.today)}"
            yield Fact("pause", text, spot(stretch.task.source, "splits", index), "", days.first, days.last)


def absences(plan: Plan, person: Person, first: int, last: int) -> Iterator[Fact]:
    """When somebody is away between two instants, less what falls on days that they would not have worked anyway."""
    base = _base(plan, person.id)
    for index, days in enumerate(person.time_off):
        start, end = days_as_instants((days,))[0]
        if base.work_between(max(start, first), min(end, last)) > 0:
            text = f"{person.id} is away {print_span(days.first, days.last, plan.today)}"
            span = spot(person.source, "time-off", index)
            yield Fact("absence", text, span, person.id, days.first, days.last)


def _effect(plan: Plan, stretch: Stretch, people: Sequence[Booking], absence: Fact) -> int:
    """By how many working minutes of its calendar a task would end earlier were somebody there all the time."""
    workers = workers_of(plan)
    members: list[tuple[Working, Fraction]] = []
    done = Fraction(0)
    for booking in people:
        worker = workers[booking.who]
        rate = booking.share * (worker.rate or 0)
        calendar = workers.calendar(booking.who, booking.share, booking.limit)
        done += rate * (calendar.work_at(stretch.until) - calendar.work_at(stretch.begin))
        members.append((_without(plan, booking.who, absence), rate))
    left = int(done - rate_of(members)) + 1  # effort is booked to the minute, rounded up
    work = crew_work(members)(max(left, 1))
    finish = work.finish(work.snap(min(stretch.asked, stretch.begin)))
    return max(0, calendar_of(plan, stretch.task).work_between(finish, stretch.until))


def _without(plan: Plan, who: str, absence: Fact) -> Absent | WorkCalendar:
    """The working time of somebody but for one absence (weekly limits are not looked at)."""
    base = _base(plan, who)
    kept = [
        days
        for days in plan.workspace.people[who].time_off
        if who != absence.who or (days.first, days.last) != (absence.first, absence.last)
    ]
    return Absent(base, days_as_instants(kept)) if kept else base


def facts_of(plan: Plan, stretch: Stretch) -> tuple[Fact, ...]:
    """Everything in a stretch that makes it longer than its work: holidays, days off, a weekend, absences, pauses."""
    people = people_at_work(plan, stretch.task, stretch.row)
    found = list(_off_of(plan, stretch, people))
    for who in dict.fromkeys(booking.who for booking in people):
        person = plan.workspace.people.get(who)
        for absence in absences(plan, person, stretch.asked, stretch.until) if person is not None else ():
            effect = _effect(plan, stretch, people, absence)
            if effect:
                found.append(replace(absence, effect=effect))
    found += pauses(plan, stretch)
    pushed = [fact for fact in found if fact.first and instant(fact.first) < stretch.begin]
    between = weekend(plan, stretch) if not pushed else None
    return (*found, between) if between else tuple(found)
