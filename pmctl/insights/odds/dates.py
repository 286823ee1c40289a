"""When an item finishes in each run of a simulation: the rule of `promises`, a run at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from pmctl.insights.odds.statistics import PERCENTILES, percentiles, share_of, standard_error
from pmctl.insights.promises import due_of, forecast_of, tasks_of_sprint, work_behind
from pmctl.insights.relations import leaves_of
from pmctl.insights.states import is_over
from pmctl.model.item import Item
from pmctl.model.project import Project, Sprint, Task
from pmctl.plan import Plan
from pmctl.quantity import MINUTES_A_DAY, day_of, instant

if TYPE_CHECKING:
    from pmctl.insights.odds.statistics import Array
    from pmctl.scheduling.simulation.result import Simulation

FINISHED = "finished"
ALL_DONE = "all work behind it is done"
MOVED_ALWAYS = "what moves it happens in every run"
MOVED_LITTLE = "what is uncertain moves it by less than a day"
NOT_MOVED = "nothing uncertain moves it"
"""Why every run ends on one day."""


@dataclass(frozen=True, slots=True)
class Odds:
    """How likely an item finishes when.

    `days` are the last days at the ranks of `PERCENTILES`; `planned` is what the schedule says and `by_plan` the share
    of runs that make it; `on_time` is the share of runs that keep the promise, `error` its standard error. `certain`
    says that every run ends on one day, `reason` why.
    """

    item: Item
    runs: int
    days: tuple[date, ...]
    planned: date | None
    by_plan: float
    promised: date | None
    on_time: float | None
    error: float
    certain: bool
    reason: str = ""

    def by(self, per_cent: int) -> date:
        """The day by which so many per cent of the runs have finished."""
        return self.days[PERCENTILES.index(per_cent)]


def carriers(plan: Plan, item: Item) -> tuple[Task, ...]:
    """The leaf tasks of which the latest finishes an item; nothing for what has no end."""
    if isinstance(item, Sprint):
        return tasks_of_sprint(plan, item)
    if isinstance(item, Task | Project):
        return leaves_of(plan, item)
    if forecast_of(plan, item).date is None:
        return ()
    work = work_behind(plan, item.id)
    left = [one for one in work if not is_over(plan, one)] or work
    return tuple({leaf.id: leaf for one in left for leaf in leaves_of(plan, one)}.values())


def last_minutes(plan: Plan, simulation: Simulation, item: Item) -> Array | None:
    """The instant within the last day of an item, a run each; None where no task with a date carries it.

    What ends at midnight ends on the day before, as everywhere.
    """
    import numpy

    known = simulation.rows
    rows = [known[leaf.id] for leaf in carriers(plan, item) if leaf.id in known]
    if not rows:
        return None
    finish, start = simulation.finish[rows], simulation.start[rows]
    whole = (finish % MINUTES_A_DAY == 0) & (finish > start)
    found: Array = numpy.max(finish - whole, axis=0)
    return found


def days_of(minutes: Array) -> Array:
    """Days since 1970-01-01 of instants."""
    found: Array = minutes // MINUTES_A_DAY
    return found


def odds_of(plan: Plan, simulation: Simulation, item: Item) -> Odds | None:
    """The odds of a task, group, milestone, project, feature, release, deliverable, hand-over or sprint.

    None where it has no date. Percentiles are nearest ranks; P(on time) is the share of runs whose last day is not
    after the promised one.
    """
    planned = forecast_of(plan, item).date
    if is_over(plan, item):
        return _finished(item, simulation.settings.runs, planned, due_of(plan, item)) if planned else None
    minutes = last_minutes(plan, simulation, item)
    if minutes is None:
        return None
    runs = len(minutes)
    certain = day_of(int(minutes.min())) == day_of(int(minutes.max()))
    promised = due_of(plan, item)
    on_time = kept(minutes, promised) if promised else None
    return Odds(
        item=item,
        runs=runs,
        days=tuple(day_of(value) for value in percentiles(minutes)),
        planned=planned,
        by_plan=kept(minutes, planned) if planned else 0.0,
        promised=promised,
        on_time=on_time,
        error=standard_error(on_time, runs) if on_time is not None else 0.0,
        certain=certain,
        reason=_why_certain(plan, item, minutes, planned) if certain else "",
    )


def _why_certain(plan: Plan, item: Item, minutes: Array, planned: date | None) -> str:
    if all(is_over(plan, leaf) for leaf in carriers(plan, item)):
        return ALL_DONE
    if planned is not None and day_of(int(minutes[0])) != planned:
        return MOVED_ALWAYS
    return MOVED_LITTLE if minutes.min() < minutes.max() else NOT_MOVED


def _finished(item: Item, runs: int, day: date, promised: date | None) -> Odds:
    """What is done has no odds any more."""
    on_time = float(day <= promised) if promised else None
    return Odds(item, runs, (day,) * len(PERCENTILES), day, 1.0, promised, on_time, 0.0, True, FINISHED)


def kept(minutes: Array, promised: date) -> float:
    """The share of runs whose last day is not after a promised one."""
    return share_of(minutes < instant(promised) + MINUTES_A_DAY)
