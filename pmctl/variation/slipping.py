"""A task that takes longer, its people staying booked: what begins later, has begun, spans days or falls on a day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from pmctl.calendars import Calendars
from pmctl.diagnostic import UserError
from pmctl.escape import terminal
from pmctl.model.project import Constraint, Project, Task
from pmctl.model.workspace import Workspace
from pmctl.quantity import MINUTES_A_DAY, Duration, Estimate, Units, When, datetime_of, day_of, print_duration
from pmctl.scheduling.around import Surroundings
from pmctl.scheduling.schedule import Instant, Schedule, Scheduled
from pmctl.scheduling.slips import extra_length, has_typed_end, is_dropped, last_leaf
from pmctl.scheduling.typed_dates import begin, end, last_minute
from pmctl.variation.replacing import replaced
from pmctl.worktime import WorkCalendar


@dataclass(frozen=True, slots=True)
class _Slip:
    """A task that takes `minutes` of working time longer; `row` is its place in the present schedule."""

    workspace: Workspace
    schedule: Schedule
    task: Task
    minutes: int
    clamp: bool

    @property
    def row(self) -> Scheduled:
        return self.schedule.tasks[self.task.id]

    @property
    def has_begun(self) -> bool:
        return self.row.state == "started"

    @property
    def is_span(self) -> bool:
        """Both ends are typed, and hold."""
        return self.task.start is not None and self.task.finish is not None and not self.has_begun


def slipped(workspace: Workspace, schedule: Schedule, full_id: str, minutes: int, clamp: bool = False) -> Workspace:
    """The workspace in which a task takes so many minutes of working time longer (negative: shorter).

    Its people stay booked: effort grows by what those whom `schedule` books give in that time when they are there, a
    fixed duration by the time itself (elapsed time by as many days of 24 hours), what has begun by its rest. A fixed
    span ends later, a milestone falls later. Of a group or project the part that ends last takes longer
    (`slipping_leaf`). UserError for what cannot slip, and for more time saved than there is (with `clamp` that
    is all but a minute of it, and what has nothing left stays as it is).
    """
    slip = _Slip(workspace, schedule, slipping_leaf(workspace, schedule, full_id), minutes, clamp)
    if slip.task.milestone:
        return _later_milestone(slip)
    if slip.is_span:
        return _longer_span(slip)
    extra = extra_length(workspace, schedule.workers, slip.task, slip.row.bookings, minutes)
    left = _left(slip)
    if left + extra < 0 and not slip.clamp:
        has, less = (print_duration(size, workspace.units) for size in (left, -minutes))
        what = f"{has} of {_measure(slip.task) or 'work'} left"
        raise UserError(f"`{terminal(slip.task.id)}` cannot take {less} less: it has {what}", "give a shorter time")
    if clamp and slip.has_begun and not left:
        return workspace
    extra = max(extra, min(1 if clamp else 0, left) - left)  # a minute is left: what was to be done still is
    return _more_left(slip, extra) if slip.has_begun else _more_work(slip, extra)


# --- which task -------------------------------------------------------------------------------------------------------


def slipping_leaf(workspace: Workspace, schedule: Schedule, full_id: str) -> Task:
    """The task that takes longer when an item does: itself, or of a group or project what ends last.

    UserError where there is none: it is no work, it is done or dropped, or it has no dates.
    """
    item = workspace.items[full_id]
    leaf = last_leaf(workspace, item, open_finishes(schedule))
    if leaf is not None:
        return leaf
    if not isinstance(item, Task | Project):
        raise UserError(
            f"`{terminal(full_id)}` is a {item.kind}: only work can slip", "name a task, a milestone or a project"
        )
    raise UserError(f"`{terminal(full_id)}` cannot slip: {_why_not(workspace, schedule, item)}")


def open_finishes(schedule: Schedule) -> dict[str, Instant]:
    """By full id when each task ends that has dates and is not done."""
    return {full_id: row.finish for full_id, row in schedule.tasks.items() if row.state != "finished"}


def _why_not(workspace: Workspace, schedule: Schedule, item: Task | Project) -> str:
    if isinstance(item, Project) or item.is_group:
        return "nothing in it is left to do"
    if is_dropped(workspace, item):
        return "it was dropped"
    if item.id in schedule.unscheduled:
        return "it waits for itself, so it has no dates"
    return "it is done, and what is done keeps its dates"


# --- work -------------------------------------------------------------------------------------------------------------


def _more_work(slip: _Slip, extra: int) -> Workspace:
    """Work that has not begun; an estimate that nobody wrote is a day. A typed finish moves with it."""
    task, units = slip.task, slip.workspace.units
    name = _measure(task) or ("effort" if slip.row.bookings else "duration")
    known = task.effort or task.duration or _certain(units.day, units)
    changes: dict[str, Any] = {name: _estimate(known, extra, units)}
    if task.finish is not None:
        changes["finish"] = _moved_end(slip, task.finish)
    if task.constraint is not None and task.constraint.type == "MFO" and task.constraint.date is not None:
        changes["constraint"] = replace(task.constraint, date=_moved_end(slip, task.constraint.date))
    return replaced(slip.workspace, task.id, **changes)


def _more_left(slip: _Slip, extra: int) -> Workspace:
    """Work that has begun: more of it is left, and what was earned stays what it was."""
    task, units = slip.task, slip.workspace.units
    known = task.remaining or _rest(slip)
    changes: dict[str, Any] = {"remaining": _estimate(known, extra, units)}
    total, planned = _total(slip), task.effort or task.duration
    if planned is not None and total + extra > 0:
        changes[_measure(task)] = _estimate(planned, extra, units)
        if task.progress is not None:
            share = min(task.progress.value * Fraction(total, total + extra), Fraction(1))
            changes["progress"] = replace(task.progress, value=share)
    return replaced(slip.workspace, task.id, **changes)


def _measure(task: Task) -> str:
    """What says how long a task takes: `effort`, `duration`, or nothing."""
    return "effort" if task.effort is not None else "duration" if task.duration is not None else ""


def _total(slip: _Slip) -> int:
    """Planned minutes of effort or duration; a day where nobody said."""
    estimate = slip.task.effort or slip.task.duration
    return estimate.minutes if estimate is not None else slip.workspace.units.day


def _left(slip: _Slip) -> int:
    """Minutes that a task has left, as the schedule counts them: all of them before it has begun."""
    task = slip.task
    if not slip.has_begun:
        return _total(slip)
    if task.remaining is not None:
        return task.remaining.minutes
    share = task.progress.value if task.progress is not None else Fraction(0)
    return max(0, round(_total(slip) * (1 - share)))


def _rest(slip: _Slip) -> Estimate:
    """What is left of begun work where nobody says it: the same part of low, likely and high."""
    planned, left, units = slip.task.effort or slip.task.duration, _left(slip), slip.workspace.units
    if planned is None or planned.certain:
        return _certain(left, units)
    share = Fraction(left, planned.minutes) if planned.minutes else Fraction(0)
    parts = (round(part.minutes * share) for part in (planned.low, planned.likely, planned.high))
    low, likely, high = (_certain(minutes, units).likely for minutes in parts)
    return Estimate(low, likely, high, f"{low.text}..{likely.text}..{high.text}")


def _certain(minutes: int, units: Units) -> Estimate:
    length = Duration(minutes, False, print_duration(minutes, units))
    return Estimate(length, length, length, length.text)


def _estimate(estimate: Estimate, extra: int, units: Units) -> Estimate:
    """An estimate with so many minutes more in all its parts."""

    def longer(part: Duration) -> Duration:
        minutes = max(part.minutes + extra, 0)
        return Duration(minutes, part.elapsed, print_duration(minutes, units, part.elapsed))

    low, likely, high = longer(estimate.low), longer(estimate.likely), longer(estimate.high)
    certain = low.minutes == high.minutes
    return Estimate(low, likely, high, likely.text if certain else f"{low.text}..{likely.text}..{high.text}")


# --- days -------------------------------------------------------------------------------------------------------------


def _longer_span(slip: _Slip) -> Workspace:
    """A span from day to day ends later; it cannot end before it starts."""
    start, finish = slip.task.start, slip.task.finish
    if start is None or finish is None:
        return slip.workspace
    moved = _moved_end(slip, finish)
    if end(moved) <= begin(start):
        if slip.clamp:
            return slip.workspace
        text = f"`{terminal(slip.task.id)}` starts on {start.text} and ends on {finish.text}: it would end before that"
        raise UserError(text, "give a shorter time")
    return replaced(slip.workspace, slip.task.id, finish=moved)


def _later_milestone(slip: _Slip) -> Workspace:
    """An event falls later (or earlier) by working days; any other milestone waits that much longer."""
    task, calendar = slip.task, _calendar(slip, slip.schedule.today)
    if task.milestone_date is not None:
        at = calendar.start_at(calendar.work_at(begin(task.milestone_date)) + slip.minutes)
        return replaced(slip.workspace, task.id, milestone_date=_day(at))
    if slip.minutes < 0 and slip.clamp:
        return slip.workspace
    if slip.minutes < 0:
        raise UserError(
            f"`{terminal(task.id)}` falls when what it waits for lets it: it cannot fall earlier on its own",
            f"`pmctl deps {terminal(task.id)}` names what it waits for",
        )
    at = calendar.finish_at(calendar.work_at(slip.row.finish) + slip.minutes)
    constraint = Constraint(type="MFO" if has_typed_end(task) else "FNET", date=_instant(at))
    return replaced(slip.workspace, task.id, constraint=constraint, start=None, finish=None)


def _moved_end(slip: _Slip, finish: When) -> When:
    """A typed last day (or instant) so many minutes of working time later."""
    calendar = _calendar(slip, finish.first)
    return _instant(calendar.finish_at(calendar.work_at(last_minute(calendar, end(finish))) + slip.minutes))


def _calendar(slip: _Slip, near: date) -> WorkCalendar:
    """The calendar of a task: its own, else that of its group or document."""
    around = Surroundings(slip.workspace, True).of(slip.task.group, slip.task.document)
    key = slip.task.calendar or around.calendar or "default"
    return Calendars(slip.workspace, min(near.year, slip.schedule.today.year) - 1)[key]


def _day(at: int) -> When:
    day = day_of(at)
    return When(day, day, None, day.isoformat())


def _instant(at: int) -> When:
    day = day_of(at)
    return When(day, day, at % MINUTES_A_DAY, datetime_of(at).isoformat(timespec="minutes"))
