"""Hours that were booked, against the plan: by task and person, by week; what does not fit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from pmctl.insights.progress import remaining_minutes, spent_minutes, work_minutes
from pmctl.insights.relations import entries_by_item, groups_above
from pmctl.insights.states import category_of
from pmctl.insights.working_time import working_days
from pmctl.model.project import Task
from pmctl.plan import Plan, remembered
from pmctl.record import dataclass

MOST_A_DAY = 12 * 60
"""Minutes that are taken as the most that anybody works on a day."""
QUIET = 10
"""Working days without an hour after which work in progress is told of."""


@dataclass(frozen=True, slots=True)
class Spent:
    """A task with hours: what was spent (`by` whom), planned and is left, in minutes; the days of the first and last.

    `planned` is None where no effort was estimated.
    """

    task: Task
    by: tuple[tuple[str, int], ...]
    spent: int
    planned: int | None
    left: int
    first: date
    last: date

    @property
    def end(self) -> int:
        """What it takes in the end: spent and left."""
        return self.spent + self.left

    @property
    def gap(self) -> int | None:
        """What that is beyond the plan; less is negative."""
        return self.end - self.planned if self.planned is not None else None


@dataclass(frozen=True, slots=True)
class Stranger:
    """Hours of somebody on a task that they neither do nor answer for."""

    who: str
    task: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Quiet:
    """Work in progress of somebody who books hours, without an hour of theirs since a day (None: ever)."""

    who: str
    task: str
    since: date | None


def spent_of(plan: Plan, tasks: Iterable[Task]) -> tuple[Spent, ...]:
    """Those of some tasks on which hours were booked, in their order."""
    booked = entries_by_item(plan)
    found = []
    for task in tasks:
        entries = booked.get(task.id)
        if not entries:
            continue
        by: dict[str, int] = {}
        for who, entry in entries:
            by[who] = by.get(who, 0) + entry.spent.minutes
        days = [entry.date.first for _, entry in entries]
        planned = work_minutes(plan, task) if task.effort is not None else None
        spent = spent_minutes(plan, task) or 0
        left = remaining_minutes(plan, task) if planned is not None or task.remaining is not None else 0
        found.append(Spent(task, tuple(by.items()), spent, planned, left, min(days), max(days)))
    return tuple(found)


@remembered
def hours_by_day(plan: Plan) -> Mapping[tuple[str, date], int]:
    """(Person, day) -> minutes over all their time sheets, also ahead of today."""
    found: dict[tuple[str, date], int] = {}
    for sheet in plan.workspace.timesheets:
        for entry in sheet.entries:
            key = (sheet.person, entry.date.first)
            found[key] = found.get(key, 0) + entry.spent.minutes
    return found


def hours_between(plan: Plan, who: str, first: date, last: date) -> int:
    """Minutes that somebody booked from a day to another, both included."""
    return sum(
        minutes for (person, day), minutes in hours_by_day(plan).items() if person == who and first <= day <= last
    )


def strangers(plan: Plan, tasks: Iterable[Task]) -> tuple[Stranger, ...]:
    """Hours on tasks of others, the most first."""
    booked, teams = entries_by_item(plan), plan.workspace.teams
    found: dict[tuple[str, str], int] = {}
    for task in tasks:
        own = _own(plan, task) if task.id in booked else frozenset()
        for who, entry in booked.get(task.id, ()):
            if who not in own and not any(team in own and who in teams[team].members for team in teams):
                found[who, task.id] = found.get((who, task.id), 0) + entry.spent.minutes
    return tuple(
        Stranger(who, task, minutes)
        for (who, task), minutes in sorted(found.items(), key=lambda one: (-one[1], one[0]))
    )


def _own(plan: Plan, task: Task) -> frozenset[str]:
    """Everybody whose task it is: who does it or may do it, who owns it or a group around it."""
    row = plan.schedule.tasks.get(task.id)
    named = (choice.name for one in task.assign or () for choice in one.choices)
    groups = (group.owner for group in groups_above(plan, task))
    booked = (one.who for one in row.bookings) if row is not None else ()
    return frozenset((*named, *groups, *booked, task.owner))


def quiet(plan: Plan, tasks: Iterable[Task]) -> tuple[Quiet, ...]:
    """Who keeps time sheets, and has booked nothing for some working days on work of theirs that is in progress."""
    keepers = {sheet.person for sheet in plan.workspace.timesheets}
    booked, found = entries_by_item(plan), []
    for task in tasks:
        row = plan.schedule.tasks.get(task.id)
        if row is None or task.is_group or category_of(plan, task) != "doing":
            continue
        for who in dict.fromkeys(one.who for one in row.bookings if one.who in keepers):
            days = [entry.date.first for person, entry in booked.get(task.id, ()) if person == who]
            last = max(days, default=None)
            since = last or (task.started.first if task.started is not None else None)
            if since is None or working_days(plan, task, since, plan.today) > QUIET:
                found.append(Quiet(who, task.id, last))
    return tuple(found)


def weeks_back(today: date, number: int) -> tuple[tuple[date, date], ...]:
    """So many weeks up to the one with today in it, Monday to Sunday."""
    monday = today - timedelta(days=today.weekday())
    starts = [monday - timedelta(weeks=back) for back in range(number - 1, -1, -1)]
    return tuple((start, start + timedelta(days=6)) for start in starts)
