"""What takes longer when an item does, and how much more work that is: in what-ifs and in the runs of a simulation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from pmctl.model.control import Impact, Risk
from pmctl.model.item import Item
from pmctl.model.project import Project, Task
from pmctl.model.workspace import Workspace, category, resolve
from pmctl.quantity import MINUTES_A_DAY, Units
from pmctl.scheduling.people import Workers
from pmctl.scheduling.rows import Booking, Instant

HARD = ("SNLT", "FNLT", "MSO", "MFO")
"""Constraints that win over links."""

# --- which tasks ------------------------------------------------------------------------------------------------------


def affected_leaves(workspace: Workspace, risk: Risk, finish: Mapping[str, Instant]) -> tuple[Task, ...]:
    """The tasks that take longer when a risk occurs, each once: of each item that it affects the `last_leaf`."""
    items = (resolve(workspace, risk.document, reference) for reference in risk.affects)
    found = (last_leaf(workspace, item, finish) for item in items if item is not None)
    return tuple({leaf.id: leaf for leaf in found if leaf is not None}.values())


def last_leaf(workspace: Workspace, item: Item, finish: Mapping[str, Instant]) -> Task | None:
    """The task that takes longer when an item does: itself, or of a group or project what ends last.

    `finish` is of every task that has dates and is not done, by full id. None where there is nothing that could.
    """
    leaves = list(_open_leaves(workspace, item, finish))
    return max(leaves, key=lambda leaf: (finish[leaf.id], leaf.id)) if leaves else None


def _open_leaves(workspace: Workspace, item: Item, finish: Mapping[str, Instant]) -> Iterator[Task]:
    stack: list[Item] = [item]
    while stack:
        one = stack.pop()
        children = one.top if isinstance(one, Project) else one.children if isinstance(one, Task) else ()
        stack += [workspace.items[child] for child in children if child in workspace.items]
        if isinstance(one, Task) and one.id in finish and not (one.is_group or is_dropped(workspace, one)):
            yield one


def is_dropped(workspace: Workspace, task: Task) -> bool:
    """Whether the status of a task says that it will not be done."""
    return category(workspace, task.status) == "dropped"


# --- by how much ------------------------------------------------------------------------------------------------------


def time_of(impact: Impact, units: Units) -> int:
    """Minutes of working time by which what a risk affects takes longer when it occurs (negative: shorter)."""
    if impact.time is None:
        return 0
    minutes = impact.time.minutes
    if impact.time.elapsed:
        minutes = minutes * units.day // MINUTES_A_DAY
    return -minutes if impact.negative_time else minutes


def extra_length(workspace: Workspace, workers: Workers, task: Task, bookings: Sequence[Booking], minutes: int) -> int:
    """The minutes of effort (or of duration) that fill so many minutes of working time, the people staying booked.

    Effort grows by what they give in that time when they are there, a fixed duration by the time itself, elapsed time
    by as many days of 24 hours.
    """
    if task.duration is not None and task.effort is None:
        return minutes * MINUTES_A_DAY // workspace.units.day if task.duration.elapsed else minutes
    rate = sum((_rate(workspace, workers, booking) for booking in bookings), Fraction(0))
    return round(minutes * (rate or 1))


def has_typed_end(task: Task) -> bool:
    """Whether a typed date says where a task ends, which then moves when the task takes longer: a finish; of what takes
    no time, any hard date.
    """
    kinds = HARD if task.milestone else ("MFO",)
    typed = task.finish is not None or (task.milestone and task.start is not None)
    return typed or (task.constraint is not None and task.constraint.type in kinds)


def _rate(workspace: Workspace, workers: Workers, booking: Booking) -> Fraction:
    """Effort that somebody gives a task in a minute of their working time, a weekly limit spread over the week."""
    worker = workers[booking.who]
    if not worker.rate:
        return Fraction(0)
    own = workspace.people[booking.who].limit
    limits = [own.minutes] if own is not None else []
    limits += [booking.limit] if booking.limit is not None else []
    shares = [Fraction(limit, workspace.units.week) / worker.availability for limit in limits]
    return min([booking.share, *shares]) * worker.rate
