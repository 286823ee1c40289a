"""What a document costs: spent, bound and expected, beside its budget; by line, and each currency for itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from decimal import Decimal

from pmctl.insights.money.spendings import moved, spendings_of
from pmctl.insights.money.table import Table
from pmctl.insights.relations import leaves_of, with_projects
from pmctl.insights.task_cost import currency_of
from pmctl.model.item import Item
from pmctl.model.product import Product
from pmctl.model.project import Project
from pmctl.plan import Plan, remembered
from pmctl.record import dataclass

Sums = Mapping[str, Decimal]
"""Currency -> amount; currencies are never added."""

RESERVE = "reserve"
BUDGET = ("planned", "moved")
"""What a line has: what was written for it, and what transfers brought and took."""


@dataclass(frozen=True, slots=True)
class Line:
    """One budget line by currency: what was planned for it, what it has after transfers (`budget`), what was spent, is
    bound, and will be spent in all.
    """

    name: str
    planned: Sums = field(default_factory=dict)
    budget: Sums = field(default_factory=dict)
    actual: Sums = field(default_factory=dict)
    committed: Sums = field(default_factory=dict)
    estimate: Sums = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Costs:
    """The money of a document by currency.

    `committed` is bound but not yet spent; `estimate` = actual + committed + work left. `budget` leaves the line
    `reserve` out, which stands in `reserve`, both after the transfers that count; `income` are the payments of
    contracts that we receive.
    """

    lines: tuple[Line, ...] = ()
    budget: Sums = field(default_factory=dict)
    reserve: Sums = field(default_factory=dict)
    actual: Sums = field(default_factory=dict)
    committed: Sums = field(default_factory=dict)
    estimate: Sums = field(default_factory=dict)
    income: Sums = field(default_factory=dict)
    unpriced: tuple[str, ...] = ()
    """Tasks with work by somebody without a rate: their labour is in no sum."""


@remembered
def costs_of(plan: Plan, document: str) -> Costs:
    """The money of a project or product; a product's holds that of its projects (`product: shop`).

    Labour: hours of the time sheets, else `spent`, else the earned part of the effort, at the rate of their day; what
    is left at its rates. Typed `cost`, expenses and payments of `pay` contracts by their day. Source: PMI, actual cost
    and bottom-up estimate at completion.
    """
    found = plan.workspace.documents.get(document)
    if found is None:
        return Costs()
    table = Table(plan)
    for part in with_projects(plan, found):
        _fill(plan, part, table)
    spending = ("actual", "committed", "left")
    lines = tuple(
        Line(
            name,
            table.sums(("planned",), (name,)),
            table.sums(BUDGET, (name,)),
            table.sums(("actual",), (name,)),
            table.sums(("committed",), (name,)),
            table.sums(spending, (name,)),
        )
        for name in table.cells
    )
    return Costs(
        lines=lines,
        budget=table.sums(BUDGET, (name for name in table.cells if name != RESERVE)),
        reserve=table.sums(BUDGET, (RESERVE,)),
        actual=table.sums(("actual",)),
        committed=table.sums(("committed",)),
        estimate=table.sums(spending),
        income=table.sums(("income",)),
        unpriced=tuple(table.unpriced),
    )


def _fill(plan: Plan, document: Project | Product, table: Table) -> None:
    for line, planned in document.budget.lines.items() if document.budget is not None else ():
        table.add(line, "planned", currency_of(plan, planned.likely.currency), planned.likely.amount)
    for line, currency, amount in moved(plan, document.id):
        table.add(line, "moved", currency, amount)
    table.add_tasks(leaves_of(plan, document))
    for spent in spendings_of(plan, document.id):
        table.add(spent.line, spent.state, spent.currency, spent.amount)


def cost_of_task(plan: Plan, task: Item) -> Sums:
    """Everything that a task (a group: its leaves) will have cost, by currency."""
    table = Table(plan)
    table.add_tasks(leaves_of(plan, task))
    return table.sums(("actual", "left"))
