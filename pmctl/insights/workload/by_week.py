"""Who is asked for how much in which week, and when that is too much."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import TypeAlias

from pmctl.insights.workload.loads import LONGEST_LOOK, Load, end_of, load_of, monday_of
from pmctl.insights.workload.weeks import AskedWeek, Moved, Week
from pmctl.plan import Plan, remembered

Tasks: TypeAlias = Mapping[int, Mapping[str, int]]
"""Week -> full id of a task -> its minutes."""


@remembered
def weeks_of(plan: Plan, who: str, until: int = 0, most: int = LONGEST_LOOK) -> tuple[Week, ...]:
    """The weeks of a person or resource from today to the end of their last booking, or to the instant `until`;
    `most` bounds their number.

    capacity = working hours x availability - time off, at most the weekly limit; equipment: working hours x units.
    """
    if not _is_known(plan, who):
        return ()
    until = max(until, end_of(plan, who, False), end_of(plan, who, True))
    asked, booked = load_of(plan, who, False, until), load_of(plan, who, True, until)
    weeks = range(min(len(asked.works) - 1, most))
    asking, booking = asked.tasks(weeks), booked.tasks(weeks)
    return tuple([_week(_asked(plan, asked, week, asking), booked, week, booking) for week in weeks])


def asked_weeks(plan: Plan, who: str, most: int) -> Mapping[int, AskedWeek]:
    """Those of the coming weeks in which anything is asked of somebody, by their number; 0 is the current one."""
    load = asked_load(plan, who)
    return _asked_weeks(plan, load, load.weeks(most))


def asked_week(plan: Plan, who: str, week: int) -> AskedWeek:
    """One of these weeks."""
    return _asked_weeks(plan, asked_load(plan, who), [week])[week]


def asked_minutes(plan: Plan, who: str) -> Mapping[date, Fraction]:
    """Monday -> minutes asked of somebody in that week; no record is made."""
    if not _is_known(plan, who):
        return {}
    load = asked_load(plan, who)
    return {monday_in(plan, week): Fraction(load.sums[week], load.scale) for week in load.weeks()}


def overloads(plan: Plan, who: str) -> tuple[AskedWeek, ...]:
    """The weeks in which more is asked of somebody than they can give."""
    if not _is_known(plan, who):
        return ()
    load = asked_load(plan, who)
    return tuple(_asked_weeks(plan, load, load.overloaded()).values())


def moved_by_levelling(plan: Plan, week: AskedWeek) -> tuple[Moved, ...]:
    """What levelling moved among what asks for somebody in a week of theirs, the furthest first."""
    return moved_among(plan, [id for id, _ in week.items])


def moved_among(plan: Plan, ids: Iterable[str]) -> tuple[Moved, ...]:
    """What levelling moved among some tasks, the furthest first."""
    rows = [plan.schedule.tasks[id] for id in ids]
    found = sorted([(-row.levelled, row.id) for row in rows if row.levelled])
    return tuple([Moved(id, -minutes) for minutes, id in found])


@remembered
def asked_load(plan: Plan, who: str) -> Load:
    """All that is asked of somebody."""
    return load_of(plan, who, False, end_of(plan, who, False))


def _is_known(plan: Plan, who: str) -> bool:
    return who in plan.workspace.people or who in plan.workspace.resources


def monday_in(plan: Plan, week: int) -> date:
    """The Monday of a week by its number; that of the current one, 0, may have passed."""
    return monday_of(plan.today) + timedelta(weeks=week)


@remembered
def week_number(plan: Plan, week: int) -> int:
    """The ISO number of such a week."""
    return monday_in(plan, week).isocalendar().week


def _asked_weeks(plan: Plan, load: Load, weeks: Sequence[int]) -> dict[int, AskedWeek]:
    asking = load.tasks(weeks)
    return {week: _asked(plan, load, week, asking) for week in weeks}


def _asked(plan: Plan, load: Load, week: int, asking: Tasks) -> AskedWeek:
    return AskedWeek(
        monday_in(plan, week),
        Fraction(load.capacity(week), load.units.denominator),
        Fraction(load.sums[week], load.scale),
        _shown(asking.get(week, {}), load.scale),
    )


def _week(one: AskedWeek, booked: Load, week: int, booking: Tasks) -> Week:
    total = Fraction(booked.sums[week], booked.scale)
    return Week(one.monday, one.capacity, one.asked, one.items, total, _shown(booking.get(week, {}), booked.scale))


def _shown(load: Mapping[str, int], scale: int) -> tuple[tuple[str, int], ...]:
    """Minutes by task, halves rounded up."""
    return tuple([(id, (2 * minutes + scale) // (2 * scale)) for id, minutes in load.items()])
