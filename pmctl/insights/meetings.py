"""On which days people meet: once, or again and again."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from pmctl.insights.relations import home_of
from pmctl.model.control import Meeting
from pmctl.model.project import Project
from pmctl.plan import Plan
from pmctl.quantity import Every

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
    return next(meetings_between(plan, meeting, plan.today, date.max), None)


def _months(every: Every) -> int:
    return max(_MONTHS.get(every.unit, 1) * every.amount, 1)


def _later(day: date, months: int) -> date:
    """The same day some months later, the last of a month that is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
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
    while (day := begin + timedelta(days=times * days) if days else _later(begin, times * months)) <= last:
        if day >= first:
            yield day
        times += 1


def _step(every: Every | None) -> tuple[int, int]:
    """Days, or months, from one meeting of a series to the next; neither where it is none."""
    if every is None:
        return 0, 0
    days = _DAYS.get(every.unit, 0) * every.amount
    return (days, 0) if days else (0, _months(every))
