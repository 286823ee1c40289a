"""Sums of money that grow: by line, column and currency, in whole numbers until they are asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

from pmctl.insights.crews import crews_of
from pmctl.insights.exact import Number, together
from pmctl.insights.money.wages import Coin, Wage, prices
from pmctl.insights.relations import entries_by_item
from pmctl.insights.task_cost import (
    LABOUR,
    Work,
    efforts,
    equipment,
    is_unpaid,
    typed_cost,
    work_cost,
    works_of,
)
from pmctl.model.project import Task
from pmctl.model.records import TimesheetEntry
from pmctl.plan import Plan

CENT = Decimal("0.01")

Purse: TypeAlias = dict[Coin, int]
"""How many there are of each coin."""


class Table:
    """Line -> column -> what it holds. Lines and currencies stand in the order in which they are first met."""

    __slots__ = ("cells", "plan", "prices", "unpriced")

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.prices = prices(plan)
        self.cells: dict[str, dict[str, Purse]] = {}
        self.unpriced: dict[str, None] = {}
        """Tasks with work by somebody without a rate."""

    def add(self, line: str, column: str, currency: str, amount: Fraction | Decimal) -> None:
        """Money that somebody wrote down, or that is known as such."""
        numerator, denominator = amount.as_integer_ratio()
        self._put(line, column, ((self.prices.coin(currency, denominator), numerator),), 1)

    def add_tasks(self, tasks: Sequence[Task]) -> None:
        """Everything that leaf tasks have cost and will cost."""
        plan, rows, wages_of = self.plan, self.plan.schedule.tasks, self.prices.of
        sheets, has_equipment = entries_by_item(plan), bool(plan.workspace.resources)
        for task, effort in zip(tasks, efforts(plan, tasks), strict=True):
            crew, spent, earned, left = effort
            line = task.line or LABOUR
            if task.id in sheets and not is_unpaid(task):
                self._add_entries(task, sheets[task.id])
            wages = wages_of(crew)
            if wages is None:
                for work in works_of(line, effort):
                    self._add_work(task, work)
            else:
                of_spent, of_earned, of_left = wages
                if spent or earned:
                    self._put(line, "actual", of_spent if spent else of_earned, spent or earned)
                if left:
                    self._put(line, "left", of_left, left)
            if has_equipment:
                for work in equipment(plan, task, rows.get(task.id)):
                    self._add_work(task, work)
            if task.cost is not None:
                for where, state, currency, amount, *_ in typed_cost(plan, task, rows.get(task.id)):
                    self.add(where, state, currency, amount)

    def sums(self, columns: tuple[str, ...], lines: Iterable[str] | None = None) -> dict[str, Decimal]:
        """The amounts of some columns together, of all lines or of some, in cents by currency."""
        found: dict[str, list[tuple[int, int]]] = {}
        for line in self.cells if lines is None else lines:
            cells = self.cells.get(line, {})
            for column in columns:
                if column in cells:
                    for coin, amount in cells[column].items():
                        found.setdefault(coin.currency, []).append((amount, coin.parts))
        return {currency: _cents(*together(ratios)) for currency, ratios in found.items()}

    def _add_entries(self, task: Task, entries: Iterable[tuple[str, TimesheetEntry]]) -> None:
        """Work as time sheets say it."""
        line, crews = task.line or LABOUR, crews_of(self.plan)
        for who, entry in entries:
            wages = self.prices.of(crews.oneself(who))
            if wages is not None:
                self._put(line, "actual", wages[0], entry.spent.minutes)
            else:
                self._add_work(task, (line, "actual", who, entry.spent.minutes, entry.date.first))

    def _add_work(self, task: Task, work: Work) -> None:
        """Work of somebody in particular, at the rates of its days."""
        line, column, who, minutes, _ = work
        if who in self.prices.single:
            currency, price = self.prices.single[who]
            self._put(line, column, ((self.prices.coin(currency, self.prices.parts), price),), minutes)
            return
        cost = work_cost(self.plan, work, self.plan.schedule.tasks.get(task.id))
        if cost is None:
            self.unpriced[task.id] = None
        else:
            self.add(line, column, *cost)

    def _put(self, line: str, column: str, wage: Wage, minutes: Number) -> None:
        """So many minutes at a wage: parts of a minute are paid in smaller coins."""
        cells = self.cells.get(line)
        if cells is None:
            cells = self.cells[line] = {}
        purse = cells.get(column)
        if purse is None:
            purse = cells[column] = {}
        smaller = minutes.denominator
        for coin, price in wage:
            paid = coin if smaller == 1 else self.prices.coin(coin.currency, coin.parts * smaller)
            purse[paid] = purse.get(paid, 0) + price * minutes.numerator


def _cents(amount: int, parts: int) -> Decimal:
    return (Decimal(amount) / Decimal(parts)).quantize(CENT)
