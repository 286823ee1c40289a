"""The dates that differ between two plans: tasks with their float, and the ends of what rests on them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from pmctl.changes.former import NOBODY, former_id
from pmctl.insights.promises import forecast_of, last_day
from pmctl.insights.relations import home_of
from pmctl.insights.states import is_over
from pmctl.insights.working_time import calendars_of, working_days
from pmctl.model.item import Item
from pmctl.model.product import Feature, Release
from pmctl.model.project import Project, Task
from pmctl.plan import Plan
from pmctl.quantity import day_of
from pmctl.scheduling.schedule import Scheduled


@dataclass(frozen=True, slots=True)
class Move:
    """A task or milestone whose dates differ; `days` are working days of its document's calendar between the finishes,
    `minutes` the working minutes, which count moves inside a day too. Floats are minutes. `happened` says that it was
    finished in between: the later dates are what became of it.
    """

    item: str
    start_was: date
    start: date
    finish_was: date
    finish: date
    days: int
    minutes: int
    float_was: int
    float_now: int
    critical_was: bool
    critical: bool
    happened: bool = False

    @property
    def float_used_up(self) -> int:
        """Minutes of float that it had and has no more, 0 where some is left or none was there."""
        return self.float_was if self.float_was > 0 >= self.float_now else 0


@dataclass(frozen=True, slots=True)
class Shift:
    """A project, feature or release that ends on another day; None where it has no date. `days` are working days."""

    item: str
    was: date | None
    now: date | None
    days: int | None


@dataclass(frozen=True, slots=True)
class FloatChange:
    """A task or milestone whose dates stay and whose float does not, in minutes."""

    item: str
    was: int
    now: int


def moves(before: Plan, after: Plan, former: Mapping[str, str] = NOBODY) -> tuple[Move, ...]:
    """The tasks and milestones whose start or finish differs, in the order of the plan; groups follow from them.

    What is finished was so on a day: nobody says at which hour.
    """
    rows = paired_rows(before, after, former)
    return tuple(_move(after, item, was, now) for item, was, now in rows if _is_moved(was, now))


def _is_moved(was: Scheduled, now: Scheduled) -> bool:
    if (was.start, was.finish) == (now.start, now.finish):
        return False
    days = (day_of(was.start), last_day(was)) != (day_of(now.start), last_day(now))
    return days or "finished" not in (was.state, now.state)


def float_changes(before: Plan, after: Plan, former: Mapping[str, str] = NOBODY) -> tuple[FloatChange, ...]:
    """The tasks and milestones that stay where they are but can slip by more or less, less what is finished."""
    return tuple(
        FloatChange(item.id, was.total_float, now.total_float)
        for item, was, now in paired_rows(before, after, former)
        if was.total_float != now.total_float
        and (was.start, was.finish) == (now.start, now.finish)
        and not is_over(after, item)
    )


def paired_rows(
    before: Plan, after: Plan, former: Mapping[str, str] = NOBODY
) -> Iterator[tuple[Task, Scheduled, Scheduled]]:
    """The leaf tasks that have dates in both plans, each with its two rows."""
    rows = before.schedule.tasks
    for id, now in after.schedule.tasks.items():
        was, item = rows.get(former_id(id, former)), after.workspace.items[id]
        if was is not None and isinstance(item, Task) and not item.is_group:
            yield item, was, now


def _move(after: Plan, item: Task, was: Scheduled, now: Scheduled) -> Move:
    finish_was, finish = last_day(was), last_day(now)
    return Move(
        item.id,
        start_was=day_of(was.start),
        start=day_of(now.start),
        finish_was=finish_was,
        finish=finish,
        days=working_days(after, item, finish_was, finish),
        minutes=calendars_of(after).of_document(home_of(item)).work_between(was.finish, now.finish),
        float_was=was.total_float,
        float_now=now.total_float,
        critical_was=was.critical,
        critical=now.critical,
        happened=now.state == "finished" and was.state != "finished",
    )


def shifts(before: Plan, after: Plan, former: Mapping[str, str] = NOBODY) -> tuple[Shift, ...]:
    """The projects, features and releases of both plans that end on another day, in the order of the plan."""
    found = []
    for id, item in after.workspace.items.items():
        other = before.workspace.items.get(former_id(id, former))
        if other is None or not isinstance(item, Project | Feature | Release):
            continue
        was, now = forecast_of(before, other).date, forecast_of(after, item).date
        if was != now:
            found.append(Shift(id, was, now, days_between(after, item, was, now)))
    return tuple(found)


def days_between(plan: Plan, item: Item, was: date | None, now: date | None) -> int | None:
    """Working days from one day to another in the calendar of an item's document, None without one of them."""
    return working_days(plan, item, was, now) if was is not None and now is not None else None
