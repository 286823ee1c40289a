"""What a document costs: spent, bound and expected, beside its budget; by line, and each currency for itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from decimal import Decimal
from fractions import Fraction

from pmctl.insights.exact import Number, total
from pmctl.insights.money.spendings import moved, spendings_of
from pmctl.insights.relations import leaves_of, with_projects
from pmctl.insights.task_cost import Work, currency_of, equipment, labour, prices, typed_cost, work_cost
from pmctl.model.item import Item
from pmctl.model.product import Product
from pmctl.model.project import Project, Task
from pmctl.plan import Plan, remembered
from pmctl.record import dataclass
from pmctl.scheduling.schedule import Scheduled

Sums = Mapping[str, Decimal]
"""Currency -> amount; currencies are never added."""

RESERVE = "reserve"
CENT = Decimal("0.01")
ZERO = Fraction(0)
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


# --- a document -------------------------------------------------------------------------------------------------------


def _budget(plan: Plan, document: Project | Product) -> dict[str, dict[str, Fraction]]:
    """Line -> currency -> amount."""
    if document.budget is None:
        return {}
    return {
        line: {currency_of(plan, amount.likely.currency): Fraction(amount.likely.amount)}
        for line, amount in document.budget.lines.items()
    }


def _cents(sums: Mapping[str, Fraction]) -> dict[str, Decimal]:
    return {
        currency: (Decimal(amount.numerator) / Decimal(amount.denominator)).quantize(CENT)
        for currency, amount in sums.items()
    }


class _Table:
    """Sums that grow: line -> column -> currency -> amount; work at one rate is summed in minutes, and priced last."""

    __slots__ = ("cells", "minutes", "plan", "prices", "unpriced")

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.prices = prices(plan)
        self.cells: dict[str, dict[str, dict[str, Fraction]]] = {}
        self.minutes: dict[tuple[str, str, str], list[Number]] = {}
        self.unpriced: dict[str, None] = {}

    def cell(self, line: str, column: str) -> dict[str, Fraction]:
        return self.cells.setdefault(line, {}).setdefault(column, {})

    def add(self, line: str, column: str, currency: str, amount: Fraction) -> None:
        cell = self.cell(line, column)
        cell[currency] = cell.get(currency, ZERO) + amount

    def add_task(self, task: Task) -> None:
        """Everything that a leaf task has cost and will cost."""
        plan = self.plan
        scheduled = plan.schedule.tasks.get(task.id)
        for work in labour(plan, task, scheduled):
            self.add_work(task, work, scheduled)
        if plan.workspace.resources:
            for work in equipment(plan, task, scheduled):
                self.add_work(task, work, scheduled)
        if task.cost is not None:
            for line, state, currency, amount, *_ in typed_cost(plan, task, scheduled):
                self.add(line, state, currency, amount)

    def add_work(self, task: Task, work: Work, scheduled: Scheduled | None) -> None:
        line, column, who, minutes, _ = work
        known = self.minutes.get((line, column, who))
        if known is not None:
            known.append(minutes)
            return
        price = self.prices.get(who)
        if price is not None:
            self.cell(line, column).setdefault(price[0], ZERO)  # lines stand in the order of the tasks
            self.minutes[line, column, who] = [minutes]
            return
        cost = work_cost(self.plan, work, scheduled)
        if cost is None:
            self.unpriced[task.id] = None
        else:
            self.add(line, column, *cost)

    def price(self) -> None:
        """Turn the minutes into money."""
        for (line, column, who), minutes in self.minutes.items():
            currency, price = self.prices[who]
            self.add(line, column, currency, total(minutes) * price)
        self.minutes.clear()

    def total(self, columns: tuple[str, ...], lines: Iterable[str] | None = None) -> dict[str, Decimal]:
        sums: dict[str, Fraction] = {}
        for line in self.cells if lines is None else lines:
            for column in columns:
                for currency, amount in self.cells.get(line, {}).get(column, {}).items():
                    sums[currency] = sums.get(currency, ZERO) + amount
        return _cents(sums)


def _fill(plan: Plan, document: Project | Product, table: _Table) -> None:
    for name, amounts in _budget(plan, document).items():
        for currency, amount in amounts.items():
            table.add(name, "planned", currency, amount)
    for line, currency, amount in moved(plan, document.id):
        table.add(line, "moved", currency, amount)
    for task in leaves_of(plan, document):
        table.add_task(task)
    for spent in spendings_of(plan, document.id):
        table.add(spent.line, spent.state, spent.currency, spent.amount)


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
    table = _Table(plan)
    for part in with_projects(plan, found):
        _fill(plan, part, table)
    table.price()
    spending = ("actual", "committed", "left")
    lines = tuple(
        Line(
            name,
            table.total(("planned",), (name,)),
            table.total(BUDGET, (name,)),
            table.total(("actual",), (name,)),
            table.total(("committed",), (name,)),
            table.total(spending, (name,)),
        )
        for name in table.cells
    )
    return Costs(
        lines=lines,
        budget=table.total(BUDGET, (name for name in table.cells if name != RESERVE)),
        reserve=table.total(BUDGET, (RESERVE,)),
        actual=table.total(("actual",)),
        committed=table.total(("committed",)),
        estimate=table.total(spending),
        income=table.total(("income",)),
        unpriced=tuple(table.unpriced),
    )


def cost_of_task(plan: Plan, task: Item) -> Sums:
    """Everything that a task (a group: its leaves) will have cost, by currency."""
    table = _Table(plan)
    for leaf in leaves_of(plan, task):
        table.add_task(leaf)
    table.price()
    return table.total(("actual", "left"))
