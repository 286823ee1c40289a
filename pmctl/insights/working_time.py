"""The compiled calendars of a plan, shared by every insight that counts days."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from pmctl.calendars import Calendars
from pmctl.insights.relations import home_of
from pmctl.model.item import Item
from pmctl.plan import Plan
from pmctl.quantity import MINUTES_A_DAY, instant
from pmctl.worktime import Working


def calendars_of(plan: Plan) -> Calendars:
    """All calendars, laid out from the year before today on, as the schedule was made with."""
    return plan.schedule.workers.calendars


def working_days(plan: Plan, item: Item, a: date, b: date) -> int:
    """Working days after a up to and including b in the calendar of the item's document; negative when b is earlier."""
    return calendars_of(plan).of_document(home_of(item)).working_days(a, b)


def share_of_days(calendar: Working, days: tuple[date, date], part: tuple[date, date]) -> Fraction:
    """The part of the working time of some days that lies in a part of them, first and last days included.

    Where nothing is worked then, each calendar day counts the same.
    """
    if part == days:
        return Fraction(1)
    whole = [calendar.work_at(at) for at in _ends(*days)]
    inside = [calendar.work_at(at) for at in _ends(*part)]
    if whole[1] > whole[0]:
        return Fraction(inside[1] - inside[0], whole[1] - whole[0])
    return Fraction((part[1] - part[0]).days + 1, (days[1] - days[0]).days + 1)


def _ends(first: date, last: date) -> tuple[int, int]:
    """The instants at which days begin and end."""
    return instant(first), instant(last) + MINUTES_A_DAY
