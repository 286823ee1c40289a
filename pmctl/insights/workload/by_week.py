"""Who is asked for how much in which week, and when that is too much."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from fractions import Fraction

from pmctl.insights.workload.loads import LONGEST_LOOK, Load, end_of, load_of, monday_of
from pmctl.insights.workload.weeks import AskedWeek, Moved, Week
from pmctl.plan import Plan, remembered


@remembered
def weeks_of(plan: Plan, who: str, until: int = 0, most: int = LONGEST_LOOK) -> tuple[Week, ...]:
    """The weeks of a person or resource from today to the end of their last booking, or to the instant `until`;
    `most` bounds their number.

    capacity = working hours x availability - time off, at most the weekly limit; equipment: working hours x units.
    """
    if who not in plan.workspace.people and who not in plan.workspace.resources:
        return ()
    until = max(until, end_of(plan, who, False), end_of(plan, who, True))
    asked, booked = load_of(plan, who, False, until), load_of(plan, who, True, until)
    return tuple([_week(plan, asked, booked, week) for week in range(min(len(asked.works) - 1, most))])


def asked_weeks(plan: Plan, who: str, most: int) -> Mapping[int, AskedWeek]:
    """Those of the coming weeks in which anything is asked of somebody, by their number; 0 is the current one."""
    load = _asked_load(plan, who)
    return {week: _asked(plan, load, week) for week in sorted(load.weeks) if week < most}


def asked_week(plan: Plan, who: str, week: int) -> AskedWeek:
    """One of these weeks."""
    return _asked(plan, _asked_load(plan, who), week)


def asked_minutes(plan: Plan, who: str) -> Mapping[date, Fraction]:
    """Monday -> minutes asked of somebody in that week; no record is made."""
    if who not in plan.workspace.people and who not in plan.workspace.resources:
        return {}
    load, first = _asked_load(plan, who), monday_of(plan.today)
    return {
        first + timedelta(weeks=week): Fraction(sum(minutes.values()), load.scale)
        for week, minutes in load.weeks.items()
    }


def asked_shares(plan: Plan, who: str, most: int) -> Mapping[int, tuple[Fraction | None, frozenset[str]]]:
    """Of these weeks the share of their time that is asked of somebody, and which documents ask; no record is made."""
    load, found = _asked_load(plan, who), dict[int, tuple[Fraction | None, frozenset[str]]]()
    for week, minutes in sorted(load.weeks.items()):
        if week < most:
            capacity = (load.works[week + 1] - load.works[week]) * load.units.numerator * load.scale
            share = Fraction(sum(minutes.values()) * load.units.denominator, capacity) if capacity else None
            found[week] = share, frozenset([id.partition("/")[0] for id in minutes])
    return found


def overloads(plan: Plan, who: str) -> tuple[AskedWeek, ...]:
    """The weeks in which more is asked of somebody than they can give."""
    if who not in plan.workspace.people and who not in plan.workspace.resources:
        return ()
    load = _asked_load(plan, who)
    return tuple([_asked(plan, load, week) for week in sorted(load.weeks) if _is_overloaded(load, week)])


def moved_by_levelling(plan: Plan, week: AskedWeek) -> tuple[Moved, ...]:
    """What levelling moved among what asks for somebody in a week of theirs, the furthest first."""
    return moved_among(plan, [id for id, _ in week.items])


def moved_among(plan: Plan, ids: Iterable[str]) -> tuple[Moved, ...]:
    """What levelling moved among some tasks, the furthest first."""
    found = [Moved(id, plan.schedule.tasks[id].levelled) for id in ids]
    return tuple(sorted((one for one in found if one.minutes), key=lambda one: (-one.minutes, one.item)))


@remembered
def _asked_load(plan: Plan, who: str) -> Load:
    """All that is asked of somebody."""
    return load_of(plan, who, False, end_of(plan, who, False))


def _is_overloaded(load: Load, week: int) -> bool:
    """What `AskedWeek.is_overloaded` says, in whole numbers: of most weeks no record is made."""
    capacity = (load.works[week + 1] - load.works[week]) * load.units.numerator + load.units.denominator
    return sum(load.weeks[week].values()) * load.units.denominator > capacity * load.scale


def _asked(plan: Plan, load: Load, week: int) -> AskedWeek:
    minutes = load.weeks.get(week, {})
    return AskedWeek(
        monday_of(plan.today) + timedelta(weeks=week),
        Fraction((load.works[week + 1] - load.works[week]) * load.units.numerator, load.units.denominator),
        Fraction(sum(minutes.values()), load.scale),
        _shown(minutes, load.scale),
    )


def _week(plan: Plan, asked: Load, booked: Load, week: int) -> Week:
    one = _asked(plan, asked, week)
    minutes = booked.weeks.get(week, {})
    total = Fraction(sum(minutes.values()), booked.scale)
    return Week(one.monday, one.capacity, one.asked, one.items, total, _shown(minutes, booked.scale))


def _shown(load: Mapping[str, int], scale: int) -> tuple[tuple[str, int], ...]:
    """Minutes by task, halves rounded up."""
    return tuple([(id, (2 * minutes + scale) // (2 * scale)) for id, minutes in load.items()])
