"""Pieces of work as flow sees them: when each was added, started and finished, and how long it waited."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from pmctl.insights.relations import leaves_of
from pmctl.insights.states import task_categories
from pmctl.model.item import Item
from pmctl.model.project import Task
from pmctl.plan import Plan
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

    @property
    def is_begun(self) -> bool:
        """Is it in progress: begun and not done?"""
        return self.category in ("doing", "blocked")

    def age(self, today: date) -> int | None:
        """today - started + 1, calendar days, of work in progress."""
        return days_within(self.started, today) if self.is_begun else None


def days_within(first: date | None, last: date | None) -> int | None:
    """Calendar days from one day to another, both included; None where one is not known, or they are the wrong way
    round: what was finished before it stood in the plan.
    """
    if first is None or last is None or last < first:
        return None
    return (last - first).days + 1


def pieces_by_dates(plan: Plan, scope: Iterable[Item]) -> tuple[Piece, ...]:
    """The work in some documents by the dates that were typed; those that are computed are nobody's memory."""
    leaves = {leaf.id: leaf for item in scope for leaf in leaves_of(plan, item)}
    return tuple(_piece(plan, leaf) for leaf in leaves.values() if is_piece(plan, leaf))


def is_piece(plan: Plan, task: Task) -> bool:
    """Is a task work that flows: ours, no group, no milestone, not dropped?"""
    if task.is_group or task.milestone or task.external is not None:
        return False
    return task_categories(plan).get(task.id) != "dropped"


def _piece(plan: Plan, task: Task) -> Piece:
    state = task_categories(plan).get(task.id, "todo")
    started = task.started.first if task.started is not None else None
    finished = task.finished.last if task.finished is not None and state == "done" else None
    is_past = finished is not None and finished <= plan.today
    return Piece(task.id, task.title, state, None, started, finished if is_past else None)
