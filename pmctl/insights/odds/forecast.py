"""How likely: everything that a simulation says about one item, and which items of a plan are worth a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from pmctl.insights.odds.cost import CostOdds, cost_odds
from pmctl.insights.odds.dates import Odds, days_of, last_minutes, odds_of
from pmctl.insights.odds.drivers import (
    Influence,
    RiskPart,
    TaskPart,
    home_calendar,
    influences,
    risk_part,
    task_part,
    tasks_behind,
)
from pmctl.insights.risk import at_least_one
from pmctl.insights.states import is_open, is_over
from pmctl.model.control import Risk
from pmctl.model.item import Item
from pmctl.model.product import Feature, Product, Release
from pmctl.model.project import Project, Task
from pmctl.model.workspace import Document
from pmctl.plan import Plan
from pmctl.quantity import MINUTES_A_DAY, day_of, instant

if TYPE_CHECKING:
    from pmctl.insights.odds.statistics import Array
    from pmctl.scheduling.simulation.result import Simulation

MOST_BARS = 13
MOST_TASKS = 5
"""Tasks whose part in a finish is worked out; the others drive it less."""


@dataclass(frozen=True, slots=True)
class Bar:
    """How many runs finish from one day to another, both included."""

    first: date
    last: date
    count: int


@dataclass(frozen=True, slots=True)
class Forecast:
    """One item in full: its odds, their shape, what drives it, and (of a document) its money."""

    odds: Odds
    spread: tuple[tuple[date, int], ...]
    """How many runs finish on which day, in order."""
    drivers: tuple[Influence, ...]
    tasks: tuple[TaskPart, ...]
    risks: tuple[RiskPart, ...]
    any_risk: float
    """How likely at least one of the risks occurs."""
    costs: tuple[CostOdds, ...]


def forecast_in_full(plan: Plan, simulation: Simulation, item: Item) -> Forecast | None:
    """Everything that the runs say about an item; None where it has no date."""
    odds = odds_of(plan, simulation, item)
    minutes = last_minutes(plan, simulation, item)
    costs = cost_odds(plan, simulation, item.id) if item.id in plan.workspace.documents else ()
    if odds is None:
        return None
    if odds.certain or minutes is None:
        return Forecast(odds, (), (), (), (), 0.0, costs)
    found = influences(plan, simulation, item, minutes)
    risks = [one.id for one in found if one.kind == "risk"]
    known = [risk for id in risks if isinstance(risk := plan.workspace.items[id], Risk)]
    return Forecast(
        odds,
        spread_of(minutes),
        found,
        tuple(task_part(plan, simulation, item, minutes, task) for task in _tasks(plan, simulation, found)),
        tuple(risk_part(plan, simulation, item, minutes, risk) for risk in risks),
        float(at_least_one(known)),
        costs,
    )


def _tasks(plan: Plan, simulation: Simulation, found: Sequence[Influence]) -> tuple[str, ...]:
    """The tasks behind the drivers that have dates: those that are uncertain, and those that a risk affects."""
    tasks = (leaf.id for one in found for leaf in tasks_behind(plan, one.id))
    return tuple(dict.fromkeys(id for id in tasks if id in simulation.rows))[:MOST_TASKS]


def spread_of(minutes: Array) -> tuple[tuple[date, int], ...]:
    """How many runs finish on which day."""
    import numpy

    days, counts = numpy.unique(days_of(minutes), return_counts=True)
    return tuple((day_of(int(day) * MINUTES_A_DAY), int(count)) for day, count in zip(days, counts, strict=True))


def mean_day(plan: Plan, item: Item, spread: Sequence[tuple[date, int]]) -> date:
    """The mean of the days of a spread, in the working time of the item's document: a day on which work is done."""
    calendar = home_calendar(plan, item)
    runs = sum(count for _, count in spread)
    work = sum(calendar.work_at(instant(day) + MINUTES_A_DAY) * count for day, count in spread)
    return day_of(calendar.finish_at(round(Fraction(work, runs))) - 1)


def bars(plan: Plan, item: Item, spread: Sequence[tuple[date, int]], most: int = MOST_BARS) -> tuple[Bar, ...]:
    """The days of a spread in at most so many bars of as many working days each."""
    calendar = home_calendar(plan, item)
    offsets = [calendar.working_days(spread[0][0], day) for day, _ in spread]
    width = -(-(offsets[-1] + 1) // most)
    found: dict[int, Bar] = {}
    for offset, (day, count) in zip(offsets, spread, strict=True):
        before = found.get(offset // width)
        found[offset // width] = Bar(before.first, day, before.count + count) if before else Bar(day, day, count)
    for number in range(max(found)):
        found.setdefault(number, Bar(found[number - 1].last, found[number - 1].last, 0) if number else found[0])
    return tuple(found[number] for number in sorted(found))


def likely_finishes(plan: Plan, simulation: Simulation, items: Iterable[Item]) -> dict[str, tuple[date, date]]:
    """P10 and P90 of the finish of every item that may finish on more than one day, by full id."""
    found = (odds_of(plan, simulation, item) for item in items)
    return {one.item.id: (one.by(10), one.by(90)) for one in found if one is not None and not one.certain}


# --- which items ------------------------------------------------------------------------------------------------------


def promised_items(plan: Plan, document: Document) -> Iterator[Item]:
    """What of a document is worth a line: the project itself and its promised milestones; releases of a product.

    What is over has no odds any more.
    """
    if isinstance(document, Project) and not is_over(plan, document):
        yield document
    for item in plan.workspace.items.values():
        if item.document == document.id and _is_promise(plan, item):
            yield item


def _is_promise(plan: Plan, item: Item) -> bool:
    if isinstance(item, Task):
        return item.milestone and item.due is not None and not is_over(plan, item)
    return isinstance(item, Release) and is_open(plan, item)


def promised_of_product(plan: Plan, product: Product) -> Iterator[Item]:
    """Releases of a product, and its features that are promised for a day of their own."""
    for item in plan.workspace.items.values():
        promised = isinstance(item, Release) or (isinstance(item, Feature) and item.due is not None)
        if promised and item.document == product.id and not is_over(plan, item):
            yield item
