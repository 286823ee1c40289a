"""How many points a team finishes in a sprint, and how many sprints the rest takes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction

from pmctl.insights.relations import leaves_of
from pmctl.insights.sprints.standing import Measure, Standing, size_of, standing
from pmctl.insights.states import is_over
from pmctl.model.item import Item
from pmctl.model.project import Sprint, Task
from pmctl.plan import Plan, remembered
from pmctl.record import dataclass

LAST = 5
"""Finished sprints that velocity is taken from."""
ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Velocity:
    """What was done in the last finished sprints, the oldest first: mean, median, and from `least` to `most`.

    Source: velocity as Scrum teams count it, spill-over not counted.
    """

    measure: Measure
    done: tuple[Fraction, ...]

    @property
    def mean(self) -> Fraction:
        """Points a sprint."""
        return sum(self.done, ZERO) / len(self.done)

    @property
    def median(self) -> Fraction:
        """The one in the middle, of an even number the mean of two."""
        ordered = sorted(self.done)
        half = len(ordered) // 2
        return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2

    @property
    def least(self) -> Fraction:
        """The slowest sprint."""
        return min(self.done)

    @property
    def most(self) -> Fraction:
        """The fastest."""
        return max(self.done)


@dataclass(frozen=True, slots=True)
class Left:
    """How many sprints so much work takes: at the mean velocity, at the best and at the worst one.

    None where that was 0: it never ends.
    """

    remaining: Fraction
    sprints: int | None
    at_best: int | None
    at_worst: int | None


def series_of(sprint: Sprint) -> str:
    """What sprints belong together by: their team, without one their document."""
    return sprint.team or sprint.document


@remembered
def sprints_of(plan: Plan, series: str) -> tuple[Sprint, ...]:
    """The sprints of a team or document by their last day; those without dates are left out."""
    found = [
        (item.finish.last, item.id, item)
        for item in plan.workspace.items.values()
        if isinstance(item, Sprint) and item.start is not None and item.finish is not None and series_of(item) == series
    ]
    return tuple(item for _, _, item in sorted(found, key=lambda one: one[:2]))


def finished(plan: Plan, series: str) -> tuple[Standing, ...]:
    """The sprints that are over and had work in them, the oldest first."""
    over = [one for one in sprints_of(plan, series) if one.finish is not None and one.finish.last < plan.today]
    return tuple(found for one in over if (found := standing(plan, one.id)).committed)


def velocity(plan: Plan, series: str) -> Velocity | None:
    """The velocity of a team or document; None before a sprint of it is over.

    Sprints of a team in several documents that end on one day are one.
    """
    over = finished(plan, series)
    if not over:
        return None
    measure = over[-1].measure
    done: dict[date, Fraction] = {}
    for one in over:
        if one.measure == measure and one.sprint.finish is not None:
            day = one.sprint.finish.last
            done[day] = done.get(day, ZERO) + one.done
    return velocity_of(tuple(done.values()), measure)


def velocity_of(done: Sequence[Fraction | int], measure: Measure = "points") -> Velocity:
    """The velocity of some sprints by what was done in each, of which the last few count."""
    return Velocity(measure, tuple(Fraction(one) for one in done[-LAST:]))


def remaining(plan: Plan, items: Iterable[Item], measure: Measure) -> Fraction:
    """Points of the open tasks in some tasks, groups and documents, each counted once."""
    leaves = {leaf.id: leaf for item in items for leaf in leaves_of(plan, item)}
    return sum((size_of(leaf, measure) for leaf in leaves.values() if _counts(plan, leaf)), ZERO)


def _counts(plan: Plan, task: Task) -> bool:
    return not task.milestone and not is_over(plan, task)


def left(points: Fraction, speed: Velocity) -> Left:
    """⌈remaining / velocity⌉ sprints, at the mean, the best and the worst of it."""
    return Left(points, *(_sprints(points, one) for one in (speed.mean, speed.most, speed.least)))


def _sprints(points: Fraction, speed: Fraction) -> int | None:
    if not points:
        return 0
    return -(-points // speed) if speed else None
