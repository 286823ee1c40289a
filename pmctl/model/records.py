"""What is written beside the plan: time sheets, comments, baselines."""

from __future__ import annotations

from pmctl.model.item import Approval, Item, Source
from pmctl.quantity import Duration, Estimate, MoneyRange, When
from pmctl.record import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class TimesheetEntry:
    """Time that a person spent on an item on a day."""

    date: When
    item: str
    spent: Duration
    source: Source = Source()


@dataclass(frozen=True, slots=True, kw_only=True)
class Timesheet(Item):
    """A file of kind `timesheet`."""

    person: str = ""
    entries: tuple[TimesheetEntry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment(Item):
    """A file of kind `comment`."""

    about: str = ""
    by: str = ""
    at: When | None = None
    text: str = ""
    reply_to: str = ""
    resolved: tuple[Approval, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BaselineTask:
    """What was planned for one task."""

    key: str
    start: When | None = None
    finish: When | None = None
    effort: Estimate | None = None
    cost: MoneyRange | None = None
    source: Source = Source()


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline(Item):
    """A file of kind `baseline`: what was planned on a day, by key of task."""

    of: str = ""
    date: When | None = None
    revision: str = ""
    approved: tuple[Approval, ...] = ()
    tasks: tuple[BaselineTask, ...] = ()
