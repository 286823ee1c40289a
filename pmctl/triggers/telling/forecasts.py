"""The forecasts of what is promised to others, before and after."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pmctl.insights.promises import due_of, forecast_of
from pmctl.insights.states import is_over
from pmctl.insights.working_time import working_days
from pmctl.model.item import Item
from pmctl.model.product import Feature, Release
from pmctl.model.project import Project, Task
from pmctl.plan import Plan
from pmctl.triggers.telling.between import Between, kept
from pmctl.triggers.telling.trigger import Occasion
from pmctl.triggers.telling.words import day, promise_line, signed_days

PROMISE = ("due", "commitment")
"""Fields that never move a forecast."""


@dataclass(frozen=True, slots=True)
class Shift:
    """An item that is not over, its forecast at base and at head, and by how many working days it is later.

    `in_time_was` and `in_time` say whether the promise was, and is, kept; None without a promise. `by_time` says that
    the older plan, looked at today, has the same forecast.
    """

    item: Item
    was: date
    now: date
    days: int
    in_time_was: bool | None
    in_time: bool | None
    by_time: bool

    @property
    def is_drift(self) -> bool:
        """Has only time moved it, by so little that it is not told, and is the promise no other?"""
        return self.by_time and is_drift(self.was, self.now, self.days) and self.in_time_was == self.in_time


def is_drift(was: date, now: date, days: int) -> bool:
    """Is what time alone has moved at most a working day later, and in the same week?

    What nobody begins is a day later each day: a job that runs every morning would say so every morning.
    """
    return abs(days) <= 1 and was.isocalendar()[:2] == now.isocalendar()[:2]


def shifts(between: Between) -> Iterator[Shift]:
    """The milestones, features, releases and projects of both plans that are expected on another day."""
    for kind in (Task, Feature, Release, Project):
        for before, item in kept(between, kind):
            if (isinstance(item, Task) and not item.milestone) or is_over(between.head, item):
                continue
            was, now = forecast_of(between.base, before).date, forecast_of(between.head, item).date
            if was is not None and now is not None and was != now:
                yield _shift(between, before, item, was, now)


def _shift(between: Between, before: Item, item: Item, was: date, now: date) -> Shift:
    return Shift(
        item,
        was,
        now,
        working_days(between.head, item, was, now),
        _in_time(between.base, before, was),
        _in_time(between.head, item, now),
        forecast_of(between.still, before).date == now,
    )


def _in_time(plan: Plan, item: Item, forecast: date) -> bool | None:
    due = due_of(plan, item)
    return None if due is None else working_days(plan, item, due, forecast) <= 0


def told(plan: Plan, shift: Shift) -> Occasion:
    """What is said of a shift: both days, and the promise."""
    moved = signed_days(plan, shift.days)
    words = f"is expected on {day(plan, shift.now)}, not {day(plan, shift.was)} ({moved})"
    return Occasion(
        shift.item,
        words,
        (shift.now.isoformat(),),
        lines=promise_line(plan, shift.item),
        not_by=PROMISE,
        dated=True,
        by_time=shift.by_time,
    )
