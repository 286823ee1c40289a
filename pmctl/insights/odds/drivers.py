"""What drives a finish: which uncertain tasks and which risks move it, and by how much."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from pmctl.insights.odds.dates import carriers
from pmctl.insights.odds.reach import movers
from pmctl.insights.odds.statistics import (
    SURE,
    conditional_delay,
    correlation_of,
    nearest_rank,
    outer_means,
    rank_correlation,
    ranks,
    sensitivity_index,
    share_of,
    variance_shares,
)
from pmctl.insights.relations import home_of, leaves_of, resolved
from pmctl.insights.working_time import calendars_of
from pmctl.model.control import Risk
from pmctl.model.item import Item
from pmctl.model.project import Task
from pmctl.plan import Plan
from pmctl.quantity import day_of
from pmctl.worktime import WorkCalendar

if TYPE_CHECKING:
    from pmctl.insights.odds.statistics import Array
    from pmctl.scheduling.simulation.result import Simulation

FEWEST = 30
"""Runs without a risk of which a percentile is still worth a word."""


@dataclass(frozen=True, slots=True)
class Influence:
    """An uncertain task or a risk, and its part in the spread of a finish.

    `share` is its contribution to the variance; `low` and `high` are the mean finish of the runs in which it is low (or
    does not occur) and high (or occurs), in working minutes from the mean of all.
    """

    id: str
    kind: Literal["task", "risk"]
    share: float
    correlation: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class TaskPart:
    """How much a task matters to an item: share of runs in which a delay of it delays the item, Spearman's ρ of its
    duration and that finish, and its SSI.
    """

    id: str
    criticality: float
    cruciality: float
    sensitivity: float


@dataclass(frozen=True, slots=True)
class RiskPart:
    """A risk: in which share of the runs it occurs, how many working minutes later they finish on average, and the day
    by which `SURE` per cent of the runs without it have finished (None where there are too few).
    """

    id: str
    occurs: float
    delay: float
    without: date | None


def influences(plan: Plan, simulation: Simulation, item: Item, minutes: Array) -> tuple[Influence, ...]:
    """What moves the finish of an item (its instants, a run each), the largest share first.

    Inputs are the drawn lengths of the uncertain tasks and the draws of the risks, as far as they can reach it; those
    that cannot be told from chance are left out.
    """
    finish = working(home_calendar(plan, item), minutes)
    finish_ranks, mean = ranks(finish), float(finish.mean())
    inputs = list(inputs_of(plan, simulation, item))
    found = [correlation_of(ranks(values), finish_ranks) for _, _, values in inputs]
    shares = variance_shares(found, simulation.settings.runs)
    listed = []
    for (id, kind, values), correlation, share in zip(inputs, found, shares, strict=True):
        if share:
            low, high = outer_means(values, finish)
            listed.append(Influence(id, kind, share, correlation, low - mean, high - mean))
    return tuple(sorted(listed, key=lambda one: (-one.share, one.id)))


def inputs_of(plan: Plan, simulation: Simulation, item: Item) -> Iterator[tuple[str, Literal["task", "risk"], Array]]:
    """Everything that is drawn and may move an item: id, what it is, its value in each run."""
    reached = movers(plan, carriers(plan, item), simulation.settings.level)
    for id, values in zip(simulation.uncertain, simulation.length, strict=True):
        if id in reached:
            yield id, "task", values
    for id, values in zip(simulation.risks, simulation.occurred, strict=True):
        if any(leaf.id in reached for leaf in tasks_behind(plan, id)):
            yield id, "risk", values


def tasks_behind(plan: Plan, influence: str) -> Iterator[Task]:
    """The tasks that are uncertain themselves, and those in all that a risk affects."""
    item = plan.workspace.items[influence]
    for one in resolved(plan, item, item.affects) if isinstance(item, Risk) else (item,):
        yield from leaves_of(plan, one)


def home_calendar(plan: Plan, item: Item) -> WorkCalendar:
    """The calendar in which the days of an item count: that of its document."""
    return calendars_of(plan).of_document(home_of(item))


def working(calendar: WorkCalendar, instants: Array) -> Array:
    """Instants as minutes of working time of a calendar."""
    import numpy

    values, which = numpy.unique(instants, return_inverse=True)
    found: Array = numpy.array([calendar.work_at(int(value)) for value in values])[which]
    return found


def task_part(plan: Plan, simulation: Simulation, item: Item, minutes: Array, task: str) -> TaskPart:
    """How much one task matters for the finish of an item, `towards` which the simulation was made."""
    calendar = home_calendar(plan, item)
    row = simulation.rows[task]
    finish = working(calendar, minutes)
    leaf = plan.workspace.items[task]
    own = home_calendar(plan, leaf)
    duration = working(own, simulation.finish[row]) - working(own, simulation.start[row])
    criticality = share_of(simulation.critical[row])
    index = sensitivity_index(criticality, float(duration.std()), float(finish.std()))
    return TaskPart(task, criticality, rank_correlation(duration, finish), index)


def risk_part(plan: Plan, simulation: Simulation, item: Item, minutes: Array, risk: str) -> RiskPart:
    """What one risk does to the finish of an item: from the runs in which it occurs and those in which it does not."""
    import numpy

    occurred = simulation.occurred[simulation.risks.index(risk)]
    finish = working(home_calendar(plan, item), minutes)
    spared = numpy.sort(minutes[~occurred])
    without = day_of(nearest_rank(spared, SURE)) if len(spared) >= FEWEST else None
    return RiskPart(risk, share_of(occurred), conditional_delay(finish, occurred) or 0.0, without)
