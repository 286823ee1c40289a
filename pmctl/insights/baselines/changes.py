"""The plan beside a baseline: what moved, what came, what went, and what became of the sums."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from pmctl.insights.baselines.effort import effort_now
from pmctl.insights.baselines.freeze import planned_leaves
from pmctl.insights.baselines.named import approved_change
from pmctl.insights.cost import cost_of_task
from pmctl.insights.promises import forecast_of
from pmctl.insights.working_time import working_days
from pmctl.model.item import Item
from pmctl.model.project import Task
from pmctl.model.records import Baseline, BaselineTask
from pmctl.plan import Plan

State = Literal["kept", "added", "dropped"]


@dataclass(frozen=True, slots=True)
class Side:
    """What one of the two says of a task: its days, minutes of effort, and cost by currency."""

    start: date | None = None
    finish: date | None = None
    effort: int | None = None
    cost: Mapping[str, Decimal] | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """A task in the baseline and now; of what was added `planned` is empty, of what was dropped `now`.

    `start_variance` and `variance` are working days of the document's calendar, late is positive; `change` is the
    approved change that an addition names.
    """

    item: str
    title: str
    state: State
    planned: Side
    now: Side
    start_variance: int | None = None
    variance: int | None = None
    change: str = ""

    @property
    def effort_compares(self) -> bool:
        """Whether both sides say an effort, or one of them has not the task at all."""
        return self.state != "kept" or (self.planned.effort is not None and self.now.effort is not None)


@dataclass(frozen=True, slots=True)
class Comparison:
    """A document against a baseline: its tasks, the worst first, and both sides summed, effort where it compares.

    `other` is the baseline that stands in the place of the plan, where two were asked for.
    """

    document: Item
    baseline: Baseline
    rows: tuple[Moved, ...]
    planned: Side
    now: Side
    variance: int | None
    other: Baseline | None = None

    def those(self, state: State) -> tuple[Moved, ...]:
        """The tasks that were kept, added or dropped."""
        return tuple(row for row in self.rows if row.state == state)


def comparison(plan: Plan, document: Item, baseline: Baseline, other: Baseline | None = None) -> Comparison:
    """Every task of a document and of its baseline, later ones first, then what was added and what was dropped.

    With another baseline that stands in the place of the plan.
    """
    planned = {task.key: task for task in baseline.tasks}
    before = {key: _frozen(plan, task) for key, task in planned.items()}
    now = {task.key: _frozen(plan, task) for task in other.tasks} if other else _today(plan, document, planned)
    keys = dict.fromkeys((*now, *before))
    rows = sorted((_moved(plan, document, key, before.get(key), now.get(key)) for key in keys), key=_rank)
    first, then = _sums(rows)
    days = working_days(plan, document, first.finish, then.finish) if first.finish and then.finish else None
    return Comparison(document, baseline, tuple(rows), first, then, days, other)


def _today(plan: Plan, document: Item, planned: Mapping[str, BaselineTask]) -> dict[str, Side]:
    """What the plan says of the tasks of a document, by key."""
    return {task.key: _now(plan, task, planned.get(task.key)) for task in planned_leaves(plan, document)}


def _rank(row: Moved) -> tuple[int, int, str]:
    order: Sequence[State] = ("kept", "added", "dropped")
    return order.index(row.state), -(row.variance or 0), row.item


def _moved(plan: Plan, document: Item, key: str, before: Side | None, now: Side | None) -> Moved:
    id = f"{document.id}/{key}"
    item = plan.workspace.items.get(id)
    title = item.title if item else key
    if before is None:
        change = approved_change(plan, item) if isinstance(item, Task) else ""
        return Moved(id, title, "added", Side(), now or Side(), change=change)
    if now is None:
        return Moved(id, title, "dropped", before, Side())
    late_start, late = (
        working_days(plan, item or document, first, then) if first and then else None
        for first, then in ((before.start, now.start), (before.finish, now.finish))
    )
    return Moved(id, title, "kept", before, now, late_start, late)


def _frozen(plan: Plan, task: BaselineTask) -> Side:
    money = task.cost.likely if task.cost else None
    cost = {money.currency or plan.workspace.currency: money.amount} if money else None
    return Side(
        task.start.first if task.start else None,
        task.finish.last if task.finish else None,
        task.effort.minutes if task.effort else None,
        cost,
    )


def _now(plan: Plan, task: Task, planned: BaselineTask | None) -> Side:
    dates = forecast_of(plan, task)
    cost = {name: amount for name, amount in cost_of_task(plan, task).items() if amount}
    return Side(dates.start, dates.date, effort_now(plan, task, planned), cost or None)


def _sums(rows: Sequence[Moved]) -> tuple[Side, Side]:
    """What was planned in all, and what is now."""
    comparable = [row for row in rows if row.effort_compares]
    planned, now = sum(row.planned.effort or 0 for row in comparable), sum(row.now.effort or 0 for row in comparable)
    return _sum((row.planned for row in rows), planned), _sum((row.now for row in rows), now)


def _sum(sides: Iterable[Side], effort: int) -> Side:
    """First start, last finish, and the cost by currency."""
    found = list(sides)
    cost: dict[str, Decimal] = {}
    for side in found:
        for currency, amount in (side.cost or {}).items():
            cost[currency] = cost.get(currency, Decimal(0)) + amount
    return Side(
        min((side.start for side in found if side.start), default=None),
        max((side.finish for side in found if side.finish), default=None),
        effort,
        cost,
    )
