"""What a document will have cost in each run of a simulation.

The estimate at completion of `cost`, of which the part that is still to be worked scales with the drawn length of its
task; a risk that occurs adds what it says it costs, once, in the document that lists it. Days that a risk adds cost
nothing more: its `impact.cost` is all that it costs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from pmctl.insights.cost import costs_of
from pmctl.insights.odds.statistics import PERCENTILES, SURE, percentiles, share_of
from pmctl.insights.progress import remaining_length
from pmctl.insights.relations import with_projects
from pmctl.insights.task_cost import equipment, labour, typed_cost, work_cost
from pmctl.model.project import Task
from pmctl.plan import Plan

if TYPE_CHECKING:
    from pmctl.insights.odds.statistics import Array
    from pmctl.scheduling.simulation.result import Simulation


@dataclass(frozen=True, slots=True)
class CostOdds:
    """What a document will have cost, in cents of one currency.

    `estimate` is without draws, `amounts` stand at the ranks of `PERCENTILES`; `budget` is None where there is none,
    `within` the share of runs that stay in it. `reserve` is what P80 asks beyond the estimate.
    """

    currency: str
    estimate: int
    amounts: tuple[int, ...]
    budget: int | None
    within: float | None

    def at(self, per_cent: int) -> int:
        """What so many per cent of the runs cost at most."""
        return self.amounts[PERCENTILES.index(per_cent)]

    @property
    def reserve(self) -> int:
        """What it takes beyond the estimate to be as sure as one promises."""
        return self.at(SURE) - self.estimate

    @property
    def certain(self) -> bool:
        """Whether every run costs what the plan says."""
        return self.amounts[0] == self.amounts[-1] == self.estimate


def cost_odds(plan: Plan, simulation: Simulation, document: str) -> tuple[CostOdds, ...]:
    """The odds of what a project (or a product with its projects) costs, a currency each."""
    costs = costs_of(plan, document)
    found = []
    for currency, estimate in costs.estimate.items():
        cents = int(estimate * 100)
        runs = cents + _moves(plan, simulation, document, currency)
        budget = costs.budget.get(currency)
        limit = int(budget * 100) if budget is not None else None
        found.append(_odds(currency, cents, runs, limit))
    return tuple(found)


def _odds(currency: str, estimate: int, runs: Array, budget: int | None) -> CostOdds:
    within = share_of(runs <= budget) if budget is not None else None
    return CostOdds(currency, estimate, percentiles(runs), budget, within)


def _moves(plan: Plan, simulation: Simulation, document: str, currency: str) -> Array:
    """Cents that each run is above the estimate (below it: negative)."""
    import numpy

    total = numpy.zeros(simulation.settings.runs)
    items = plan.workspace.items
    homes = _homes(plan, document)
    for id, length in zip(simulation.uncertain, simulation.length, strict=True):
        task = items[id]
        if isinstance(task, Task) and task.document in homes:
            money, planned = _left(plan, task).get(currency), remaining_length(plan, task).minutes
            if money and planned:
                total += float(100 * money / planned) * (length - planned)
    for id, money, named in zip(simulation.risks, simulation.risk_cost, simulation.currencies, strict=True):
        if items[id].document in homes and (named or plan.workspace.currency) == currency:
            total += money
    found: Array = numpy.rint(total).astype(numpy.int64)
    return found


def _homes(plan: Plan, document: str) -> frozenset[str]:
    """A document, and of a product its projects."""
    return frozenset(one.id for one in with_projects(plan, plan.workspace.documents[document]))


def _left(plan: Plan, task: Task) -> dict[str, Fraction]:
    """The money that grows with the work left of a task: people, equipment, and `cost` for each day worked."""
    sums: dict[str, Fraction] = {}
    for currency, amount in _left_entries(plan, task):
        sums[currency] = sums.get(currency, Fraction(0)) + amount
    return sums


def _left_entries(plan: Plan, task: Task) -> Iterator[tuple[str, Fraction]]:
    scheduled = plan.schedule.tasks.get(task.id)
    for work in (*labour(plan, task), *equipment(plan, task, scheduled)):
        cost = work_cost(plan, work, scheduled) if work[1] == "left" else None
        if cost is not None:
            yield cost
    if task.cost is not None and task.cost.rate is not None:
        for _, state, currency, amount, *_ in typed_cost(plan, task, scheduled):
            if state == "left":
                yield currency, amount
