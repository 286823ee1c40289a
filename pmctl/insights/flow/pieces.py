"""Pieces of work as flow sees them: when each was added, started and finished, and how long it waited."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from pmctl.insights.promises import last_day
from pmctl.insights.relations import leaves_of
from pmctl.insights.states import task_categories
from pmctl.model.item import Item
from pmctl.model.project import Task
from pmctl.plan import Plan
from pmctl.quantity import day_of
from pmctl.record import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """A task that is no milestone, not dropped and not done by others.

    `added` is known from the history of the plan alone, and so is `waited`: on how many days, between its start and
    its end (or today), it was blocked. None: not known.
    """

    id: str
    name: str
    category: str
    added: date | None
    started: date | None
    finished: date | None
    waited: int | None = None

    @property
    def cycle_time(self) -> int | None:
        """finished - started + 1, calendar days: begun and done on one day is 1. Source: Vacanti."""
        return days_within(self.started, self.finished)

    @property
    def lead_time(self) -> int | None:
        """finished - added + 1, calendar days."""
        return days_within(self.added, self.finished)

    def age(self, today: date) -> int | None:
        """today - started + 1, calendar days, of work in progress."""
        return days_within(self.started, today) if self.finished is None else None


def days_within(first: date | None, last: date | None) -> int | None:
    """Calendar days from one day to another, both included; None where one is not known, or they are the wrong way
    round: what was finished before it stood in the plan.
    """
    if first is None or last is None or last < first:
        return None
    return (last - first).days + 1


def pieces_by_dates(plan: Plan, scope: Iterable[Item]) -> tuple[Piece, ...]:
    """The work in some documents by what their dates say: typed ones, else those of the schedule for what has begun."""
    leaves = {leaf.id: leaf for item in scope for leaf in leaves_of(plan, item)}
    return tuple(_piece(plan, leaf) for leaf in leaves.values() if is_piece(plan, leaf))


def is_piece(plan: Plan, task: Task) -> bool:
    """Is a task work that flows: ours, no group, no milestone, not dropped?"""
    if task.is_group or task.milestone or task.external is not None:
        return False
    return task_categories(plan).get(task.id) != "dropped"


def _piece(plan: Plan, task: Task) -> Piece:
    state = task_categories(plan).get(task.id, "todo")
    row = plan.schedule.tasks.get(task.id)
    has_begun = row is not None and row.state in ("started", "finished")
    started = task.started.first if task.started is not None else day_of(row.start) if row and has_begun else None
    finished = None
    if state == "done":
        finished = task.finished.last if task.finished is not None else last_day(row) if row is not None else None
    return Piece(task.id, task.title, state, None, started, finished)
