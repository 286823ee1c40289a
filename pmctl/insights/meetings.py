"""On which days people meet: once, or again and again."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from pmctl.insights.relations import home_of
from pmctl.model.control import Meeting
from pmctl.model.project import Project
from pmctl.plan import Plan
from pmctl.quantity import Every, days_later

_MONTHS = {"mo": 1, "y": 12}
_DAYS = {"d": 1, "w": 7}
_A_MONDAY = date(1970, 1, 5)


def first_meeting(plan: Plan, meeting: Meeting) -> date | None:
    """The day of a meeting, or the first of a series: its `date`, else the start of its document, else a Monday.

    None where it has neither `date` nor `every`.
    """
    if meeting.date is not None:
        return meeting.date.first
    if meeting.every is None:
        return None
    document = plan.workspace.documents.get(home_of(meeting))
    begin = document.start if isinstance(document, Project) else None
    return begin.first if begin is not None else _A_MONDAY


def next_meeting(plan: Plan, meeting: Meeting) -> date | None:
    """The day of a meeting that is today or next; None where it is past and not repeated."""
    first = first_meeting(plan, meeting)
    if first is None or first >= plan.today:
        return first
    if meeting.every is None:
        return None
    days = _DAYS.get(meeting.every.unit, 0) * meeting.every.amount
    if days:
        return days_later(plan.today, -(plan.today - first).days % days)
    passed = 12 * (plan.today.year - first.year) + plan.today.month - first.month
    times = max(passed // _months(meeting.every), 0)
    found = _later(first, times * _months(meeting.every))
    return found if found >= plan.today else _later(first, (times + 1) * _months(meeting.every))


def _months(every: Every) -> int:
    return max(_MONTHS.get(every.unit, 1) * every.amount, 1)


def _later(day: date, months: int) -> date:
    """The same day some months later, the last of a month that is shorter; never after the last day that there is."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year >= date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def meetings_between(plan: Plan, meeting: Meeting, first: date, last: date) -> Iterator[date]:
    """The days of a meeting from `first` to `last`, both included."""
    begin = first_meeting(plan, meeting)
    if begin is None:
        return
    days, months = _step(meeting.every)
    if not days and not months:
        yield from (day for day in (begin,) if first <= day <= last)
        return
    times = max((first - begin).days // (days or 31 * months) - 1, 0)
    while (day := days_later(begin, times * days) if days else _later(begin, times * months)) <= last:
        if day >= first:
            yield day
        if day == date.max:
            return
        times += 1


def _step(every: Every | None) -> tuple[int, int]:
    """Days, or months, from one meeting of a series to the next; neither where it is none."""
    if every is None:
        return 0, 0
    days = _DAYS.get(every.unit, 0) * every.amount
    return (days, 0) if days else (0, _months(every))
