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
    """A document against a baseline: its tasks, the worst first, and both sides summed, effort where it compares."""

    document: Item
    baseline: Baseline
    rows: tuple[Moved, ...]
    planned: Side
    now: Side
    variance: int | None

    def those(self, state: State) -> tuple[Moved, ...]:
        """The tasks that were kept, added or dropped."""
        return tuple(row for row in self.rows if row.state == state)


def comparison(plan: Plan, document: Item, baseline: Baseline) -> Comparison:
    """Every task of a document and of its baseline, later ones first, then what was added and what was dropped."""
    planned = {task.key: task for task in baseline.tasks}
    now = {task.key: task for task in planned_leaves(plan, document)}
    rows = [_kept(plan, task, planned[key]) if key in planned else _added(plan, task) for key, task in now.items()]
    rows += [_dropped(plan, document, task) for key, task in planned.items() if key not in now]
    rows.sort(key=_rank)
    before, after = _sums(rows)
    if before.finish is None or after.finish is None:
        return Comparison(document, baseline, tuple(rows), before, after, None)
    days = working_days(plan, document, before.finish, after.finish)
    return Comparison(document, baseline, tuple(rows), before, after, days)


def _rank(row: Moved) -> tuple[int, int, str]:
    order: Sequence[State] = ("kept", "added", "dropped")
    return order.index(row.state), -(row.variance or 0), row.item


def _kept(plan: Plan, task: Task, planned: BaselineTask) -> Moved:
    before, now = _planned(plan, planned), _now(plan, task, planned)
    late_start, late = (
        working_days(plan, task, a, b) if a and b else None
        for a, b in ((before.start, now.start), (before.finish, now.finish))
    )
    return Moved(task.id, task.title, "kept", before, now, late_start, late)


def _added(plan: Plan, task: Task) -> Moved:
    return Moved(task.id, task.title, "added", Side(), _now(plan, task), change=approved_change(plan, task))


def _dropped(plan: Plan, document: Item, planned: BaselineTask) -> Moved:
    id = f"{document.id}/{planned.key}"
    item = plan.workspace.items.get(id)
    return Moved(id, item.title if item else planned.key, "dropped", _planned(plan, planned), Side())


def _planned(plan: Plan, task: BaselineTask) -> Side:
    money = task.cost.likely if task.cost else None
    cost = {money.currency or plan.workspace.currency: money.amount} if money else None
    return Side(
        task.start.first if task.start else None,
        task.finish.last if task.finish else None,
        task.effort.minutes if task.effort else None,
        cost,
    )


def _now(plan: Plan, task: Task, planned: BaselineTask | None = None) -> Side:
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
