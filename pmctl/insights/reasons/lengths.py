"""How long a task takes and with whom, in words: `10d left, ana 80% + bo`."""

from __future__ import annotations

from fractions import Fraction

from pmctl.insights.progress import remaining_length
from pmctl.insights.reasons.chain import Fact
from pmctl.insights.workload import workers_of
from pmctl.model.item import span_of, spot
from pmctl.model.project import Task
from pmctl.plan import Plan
from pmctl.quantity import print_duration, print_share
from pmctl.scheduling.schedule import Booking, Scheduled

MOST = 3
"""People who are named; of more only how many."""


def length_of(plan: Plan, task: Task, row: Scheduled) -> Fact | None:
    """What is (still) to do and who does it; None for a milestone and for what is done."""
    if task.milestone or row.state == "finished":
        return None
    parts = [part for part in (_amount(plan, task, row), _who(plan, task, row)) if part]
    key = "remaining" if row.state == "started" and task.remaining else "effort" if task.effort else "duration"
    span = spot(task.source, key) if key in task.source.places else span_of(task)
    return Fact("length", ", ".join(parts), span) if parts else None


def _amount(plan: Plan, task: Task, row: Scheduled) -> str:
    units = plan.workspace.units
    if row.state == "started":
        return f"{remaining_length(plan, task).text} left"
    if task.start is not None and task.finish is not None:
        return ""
    length = task.effort or task.duration
    if length is None:
        return f"{print_duration(units.day, units)} (nothing is written)"
    words = print_duration(length.minutes, units, length.elapsed)
    times = f", {task.repeat.times} times, every {task.repeat.every.text}" if task.repeat is not None else ""
    return f"{words} of work{times}" if task.effort and row.bookings else f"{words}{times}"


def _who(plan: Plan, task: Task, row: Scheduled) -> str:
    if task.external is not None and task.external.party:
        return task.external.party
    if task.duration is not None and task.effort is None and not any(_is_equipment(plan, one) for one in row.bookings):
        return ""
    named = [_booked(plan, one) for one in row.bookings]
    return " + ".join(named) if len(named) <= MOST else f"{' + '.join(named[:MOST])} + {len(named) - MOST} more"


def _is_equipment(plan: Plan, booking: Booking) -> bool:
    return booking.who in plan.workspace.resources


def _booked(plan: Plan, booking: Booking) -> str:
    """`ana 80% (4d/w)`: the share of a full day that the task gets of somebody, and a weekly limit."""
    if _is_equipment(plan, booking):
        return booking.who
    person = plan.workspace.people.get(booking.who)
    share = booking.share * workers_of(plan)[booking.who].availability
    part = f" {print_share(share, 0)}" if share != Fraction(1) else ""
    limit = booking.limit
    if limit is None and person is not None and person.limit is not None:
        limit = person.limit.minutes
    week = f" ({print_duration(limit, plan.workspace.units)}/w)" if limit is not None else ""
    return f"{booking.who}{part}{week}"
