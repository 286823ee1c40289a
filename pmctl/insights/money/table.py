"""Sums of money that grow: by line, column and currency; work is summed in minutes of a crew, and priced last."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import field
from decimal import Decimal
from fractions import Fraction

from pmctl.insights.crews import Crew, Ratio, crews_of
from pmctl.insights.exact import Number, Sum, add, as_ratio, total
from pmctl.insights.relations import entries_by_item
from pmctl.insights.task_cost import (
    LABOUR,
    NO_EFFORT,
    Effort,
    Work,
    efforts,
    equipment,
    is_unpaid,
    prices,
    typed_cost,
    work_cost,
    works_of,
)
from pmctl.model.project import Task
from pmctl.model.records import TimesheetEntry
from pmctl.plan import Plan
from pmctl.record import dataclass

CENT = Decimal("0.01")


@dataclass(slots=True)
class _Tally:
    """The minutes of a crew on a line: what they spent, what they earned without a word of it, what they have left."""

    crew: Crew
    spent: int = 0
    earned: list[Number] = field(default_factory=list)
    left: int = 0
    has_past: bool = False


class Table:
    """Line -> column -> currency -> amount. Lines and currencies stand in the order in which they are first met."""

    __slots__ = ("cells", "plan", "prices", "tallies", "unpriced")

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.prices = prices(plan)
        self.cells: dict[str, dict[str, dict[str, Sum]]] = {}
        self.tallies: dict[tuple[str, int], _Tally | None] = {}
        """By line and the identity of a crew; None where somebody in it has no price that holds for all times."""
        self.unpriced: dict[str, None] = {}
        """Tasks with work by somebody without a rate."""

    def amount(self, line: str, column: str, currency: str) -> Sum:
        """What grows in a cell."""
        return self.cells.setdefault(line, {}).setdefault(column, {}).setdefault(currency, {})

    def add(self, line: str, column: str, currency: str, amount: Fraction | Decimal) -> None:
        """Money that somebody wrote down, or that is known as such."""
        add(self.amount(line, column, currency), *amount.as_integer_ratio())

    def add_tasks(self, tasks: Sequence[Task]) -> None:
        """Everything that leaf tasks have cost and will cost."""
        plan, rows = self.plan, self.plan.schedule.tasks
        sheets, has_equipment = entries_by_item(plan), bool(plan.workspace.resources)
        for task, effort in zip(tasks, efforts(plan, tasks), strict=True):
            if task.id in sheets and not is_unpaid(task):
                self._add_entries(task, sheets[task.id])
            if effort is not NO_EFFORT:
                self._add_effort(task, effort)
            if has_equipment:
                for work in equipment(plan, task, rows.get(task.id)):
                    self._add_work(task, work)
            if task.cost is not None:
                for line, state, currency, amount, *_ in typed_cost(plan, task, rows.get(task.id)):
                    self.add(line, state, currency, amount)

    def _add_effort(self, task: Task, effort: Effort) -> None:
        """Work that people share."""
        line = task.line or LABOUR
        crew, spent, earned, left = effort
        tally = self._tally(line, crew)
        if tally is None:
            for work in works_of(line, effort):
                self._add_work(task, work)
            return
        if spent or earned:
            self._open_past(line, tally)
            tally.spent += spent
            if earned:
                tally.earned.append(earned)
        if left:
            if not tally.left:
                for who, _ in crew.hours:
                    self.amount(line, "left", self.prices.of[who][0])
            tally.left += left

    def _add_entries(self, task: Task, entries: Iterable[tuple[str, TimesheetEntry]]) -> None:
        """Work as time sheets say it."""
        line, crews = task.line or LABOUR, crews_of(self.plan)
        for who, entry in entries:
            tally = self._tally(line, crews.alone(who))
            if tally is None:
                self._add_work(task, (line, "actual", who, entry.spent.minutes, entry.date.first))
            else:
                self._open_past(line, tally)
                tally.spent += entry.spent.minutes

    def _add_work(self, task: Task, work: Work) -> None:
        """Work of somebody in particular, at the rates of its days."""
        line, column, who, minutes, _ = work
        if who in self.prices.of:
            currency, money = self.prices.of[who]
            add(
                self.amount(line, column, currency),
                minutes.numerator * money,
                minutes.denominator * self.prices.parts,
            )
            return
        cost = work_cost(self.plan, work, self.plan.schedule.tasks.get(task.id))
        if cost is None:
            self.unpriced[task.id] = None
        else:
            self.add(line, column, *cost)

    def _tally(self, line: str, crew: Crew) -> _Tally | None:
        """Where the minutes of a crew on a line are counted."""
        key = line, id(crew)
        if key not in self.tallies:
            is_priced = all(who in self.prices.of for who, _ in crew.hours)
            self.tallies[key] = _Tally(crew) if is_priced else None
        return self.tallies[key]

    def _open_past(self, line: str, tally: _Tally) -> None:
        """Give what a crew has worked its place among the lines and currencies."""
        if not tally.has_past:
            tally.has_past = True
            for who, hours in tally.crew.hours:
                if hours:
                    self.amount(line, "actual", self.prices.of[who][0])

    def price(self) -> None:
        """Turn the minutes into money."""
        for (line, _), tally in self.tallies.items():
            if tally is not None:
                crew = tally.crew
                self._price(line, "actual", crew, crew.spent, tally.spent)
                self._price(line, "actual", crew, crew.left, total(tally.earned))
                self._price(line, "left", crew, crew.left, tally.left)
        self.tallies.clear()

    def _price(self, line: str, column: str, crew: Crew, ratio: Ratio, minutes: Number) -> None:
        if minutes:
            amount, parts = minutes.numerator * ratio[0], minutes.denominator * ratio[1] * self.prices.parts
            for who, hours in crew.hours:
                currency, money = self.prices.of[who]
                if hours:
                    add(self.amount(line, column, currency), amount * hours * money, parts)

    def sums(self, columns: tuple[str, ...], lines: Iterable[str] | None = None) -> dict[str, Decimal]:
        """The amounts of some columns together, of all lines or of some, in cents."""
        amounts: dict[str, list[Sum]] = {}
        for line in self.cells if lines is None else lines:
            cells = self.cells.get(line, {})
            for column in columns:
                for currency, amount in cells.get(column, {}).items():
                    amounts.setdefault(currency, []).append(amount)
        return {currency: _cents(*as_ratio(found)) for currency, found in amounts.items()}


def _cents(amount: int, parts: int) -> Decimal:
    return (Decimal(amount) / Decimal(parts)).quantize(CENT)
