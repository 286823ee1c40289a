"""What stands in a calendar: milestones, promises, meetings, sprints, days on which somebody is away."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pmctl.insights.meetings import first_meeting, next_meeting
from pmctl.insights.promises import due_of, forecast_of
from pmctl.insights.relations import home_of
from pmctl.insights.states import is_over
from pmctl.model.control import Meeting
from pmctl.model.item import Item
from pmctl.model.people import Person, Resource
from pmctl.model.product import Feature, Objective, Release
from pmctl.model.project import Project, Sprint, Task
from pmctl.plan import Plan
from pmctl.quantity import Every
from pmctl.record import dataclass

MILESTONE, PROMISE, MEETING, AWAY, SPRINT = "milestone", "due", "meeting", "time-off", "sprint"
"""What an entry is."""

_QUIET = (Feature, Objective, Project)
"""What is promised as a whole: its milestones and releases stand in the calendar."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Days of an item, from `first` to `last`: what happens then, and how often it comes again.

    `minute` is the minute of the first day at which it begins, None where it takes the day; `until` the last day on
    which it may come again.
    """

    item: Item
    what: str
    first: date
    last: date
    minute: int | None = None
    every: Every | None = None
    until: date | None = None

    @property
    def field(self) -> str:
        """Which date of the item it tells."""
        return "due" if self.what == PROMISE else "forecast"

    @property
    def key(self) -> str:
        """A name that stays when the day becomes another one: the item's, with what it is of several."""
        if self.what in (MILESTONE, MEETING, SPRINT):
            return self.item.id
        suffix = f".{self.first.isoformat()}" if self.what == AWAY else ""
        return f"{self.item.id}.{self.what}{suffix}"


def calendar_entries(plan: Plan, document: str = "") -> tuple[Entry, ...]:
    """The entries of a plan, or of one document with the people who may be asked for, by day."""
    items = (item for item in plan.workspace.items.values() if _belongs(item, document))
    found = [entry for item in items for entry in _entries(plan, item)]
    return tuple(sorted(found, key=lambda entry: (entry.first, entry.item.id, entry.what)))


def _belongs(item: Item, document: str) -> bool:
    return not document or home_of(item) == document or isinstance(item, Person | Resource)


def _entries(plan: Plan, item: Item) -> Iterator[Entry]:
    if isinstance(item, Meeting):
        yield from _meeting(plan, item)
    elif isinstance(item, Person | Resource):
        yield from (Entry(item, AWAY, days.first, days.last) for days in item.time_off)
    elif isinstance(item, Sprint):
        if item.start is not None and item.finish is not None:
            yield Entry(item, SPRINT, item.start.first, item.finish.last)
    else:
        yield from _dated(plan, item)


def _dated(plan: Plan, item: Item) -> Iterator[Entry]:
    """The day on which a milestone or release falls; the promise, where it is another day or the only one."""
    day = forecast_of(plan, item).date if _is_point(item) else None
    if day is not None:
        yield Entry(item, MILESTONE, day, day)
    promised = due_of(plan, item)
    if promised is not None and promised != day and not isinstance(item, _QUIET) and not is_over(plan, item):
        yield Entry(item, PROMISE, promised, promised)


def _is_point(item: Item) -> bool:
    return isinstance(item, Release) or (isinstance(item, Task) and item.milestone)


def _meeting(plan: Plan, meeting: Meeting) -> Iterator[Entry]:
    """A meeting on its day; a series without a first day begins with the next one, and ends with its project."""
    first = first_meeting(plan, meeting) if meeting.date is not None else next_meeting(plan, meeting)
    if first is None:
        return
    minute = meeting.date.minute if meeting.date is not None else None
    until = None
    if meeting.every is not None:
        home = plan.workspace.documents.get(home_of(meeting))
        until = forecast_of(plan, home).date if isinstance(home, Project) else None
    yield Entry(meeting, MEETING, first, first, minute, meeting.every, until)
