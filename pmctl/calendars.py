"""The calendars of a workspace, compiled: each with what it is based on, laid out once."""

from __future__ import annotations

from functools import lru_cache

from pmctl.model.workspace import Calendar, Workspace
from pmctl.quantity import Days, Hours
from pmctl.worktime import DEFAULT_HOURS, WorkCalendar, WorkingDays


class Calendars(dict[str, WorkCalendar]):
    """The calendars of a workspace by key, each compiled when first asked for; an unknown one is the default."""

    __slots__ = ("workspace", "year")

    def __init__(self, workspace: Workspace, year: int, same: Calendars | None = None) -> None:
        """`year` is where laying out begins: that of today, say; `same` are others of the same calendars and year."""
        super().__init__(same or {})
        self.workspace = workspace
        self.year = year

    def __missing__(self, key: str) -> WorkCalendar:
        known = key if key in self.workspace.calendars else "default"
        found = self.get(known) or _laid_out(known, working_days_rule(self.workspace, known), self.year)
        self[known] = self[key] = found
        return found

    def of_document(self, document: str) -> WorkCalendar:
        """The calendar of a document."""
        found = self.workspace.documents.get(document)
        return self[found.calendar if found is not None and found.calendar else "default"]


@lru_cache(maxsize=128)
def _laid_out(key: str, rule: WorkingDays, year: int) -> WorkCalendar:
    """A calendar by all that it is made of: plans that are nearly the same share it."""
    return WorkCalendar(key, rule, year)


def working_days_rule(workspace: Workspace, key: str) -> WorkingDays:
    """A calendar together with those that it is based on: own hours and holidays replace, days off and on add up."""
    found_hours: Hours | None = None
    found_holidays: tuple[str, ...] | None = None
    timezone = ""
    off: list[Days] = []
    on: list[Days] = []
    for calendar in _chain(workspace, key):
        found_hours = found_hours or calendar.hours
        found_holidays = calendar.holidays if found_holidays is None else found_holidays
        timezone = timezone or calendar.timezone
        off += calendar.days_off
        on += calendar.days_on
    return WorkingDays(
        week=(found_hours or DEFAULT_HOURS).week,
        off=tuple(sorted(_ordinals(entry) for entry in off)),
        on=tuple(sorted(_ordinals(entry) for entry in on)),
        holidays=found_holidays or (),
        timezone=timezone,
        home=workspace.timezone,
    )


def _chain(workspace: Workspace, key: str) -> list[Calendar]:
    """A calendar, what it is based on, and so on; a circle ends where it closes."""
    chain: list[Calendar] = []
    while key in workspace.calendars and all(calendar.key != key for calendar in chain):
        chain.append(workspace.calendars[key])
        key = chain[-1].based_on
    return chain


def _ordinals(entry: Days) -> tuple[int, int]:
    return entry.first.toordinal(), entry.last.toordinal()
