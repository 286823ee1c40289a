"""The earned value of each task of a document, in the unit in which its baseline has a value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from pmctl.insights.baselines.named import baseline_of
from pmctl.insights.earned_value.by_today import is_ahead, progress_by_today
from pmctl.insights.earned_value.measures import ZERO, Base
from pmctl.insights.earned_value.planned import ONE, Span, planned_share, span_of
from pmctl.insights.money.flows import Flow, flows_of, share_until
from pmctl.insights.relations import leaves_of
from pmctl.insights.states import task_categories
from pmctl.insights.task_cost import currency_of
from pmctl.insights.working_time import calendars_of
from pmctl.model.project import Task
from pmctl.model.records import Baseline, BaselineTask
from pmctl.plan import Plan, remembered
from pmctl.record import dataclass

DAYS = "d"
"""The unit where a baseline holds no money: days of work."""
HALF = Fraction(1, 2)
METHODS = ("progress", "0/100", "50/50", "effort")


@dataclass(frozen=True, slots=True)
class Row:
    """A task beside its baseline, in one unit; without an `item` what is paid beside the work.

    `planned` is when the baseline wants it, None where that is not said or it is in no baseline; `method` is how it
    earns. A task that the plan no longer has keeps its planned value and earns nothing.
    """

    document: str
    item: str
    title: str
    method: str
    unit: str
    planned: Span | None
    base: Base

    @property
    def is_steady(self) -> bool:
        """Is it level of effort?"""
        return self.method == "effort"


@remembered
def rows_of(plan: Plan, document: str) -> tuple[Row, ...]:
    """The tasks of a document's baseline, those that came since, and what is paid beside the work; none without a
    baseline, or where it holds neither cost nor effort.
    """
    baseline = baseline_of(plan, document)
    if baseline is None:
        return ()
    flows = own_flows(plan, document)
    return tuple(row for unit in units_of(plan, baseline) for row in _rows(plan, baseline, unit, flows))


def units_of(plan: Plan, baseline: Baseline) -> tuple[str, ...]:
    """The currencies in which a baseline has costs; without any days of work, and nothing where it has no effort."""
    costs = [task.cost.likely for task in baseline.tasks if task.cost]
    found = tuple(dict.fromkeys(currency_of(plan, money.currency) for money in costs))
    return found or ((DAYS,) if any(task.effort for task in baseline.tasks) else ())


def own_flows(plan: Plan, document: str) -> tuple[Flow, ...]:
    """The money of a document itself: of a product without its projects, each of which has a baseline of its own."""
    return tuple(flow for flow in flows_of(plan, document) if plan.workspace.items[flow.item].document == document)


def _rows(plan: Plan, baseline: Baseline, unit: str, flows: Iterable[Flow]) -> Iterator[Row]:
    by_item: dict[str, list[Flow]] = {}
    for flow in flows:
        by_item.setdefault(flow.item, []).append(flow)
    for agreed in baseline.tasks:
        task = plan.workspace.items.get(f"{baseline.of}/{agreed.key}") or plan.workspace.items.get(agreed.key)
        leaves = [leaf.id for leaf in leaves_of(plan, task)] if isinstance(task, Task) else []
        spent = [flow for leaf in leaves for flow in by_item.pop(leaf, ())]
        yield _kept(plan, baseline, agreed, task if isinstance(task, Task) else None, unit, spent)
    for id in tuple(by_item):
        item = plan.workspace.items[id]
        if isinstance(item, Task):
            yield Row(baseline.of, id, item.title, "", unit, None, _unplanned(plan, by_item.pop(id), unit))
    beside = [flow for flows_left in by_item.values() for flow in flows_left]
    yield Row(baseline.of, "", "Expenses and payments", "", unit, None, _unplanned(plan, beside, unit))


def _kept(
    plan: Plan, baseline: Baseline, agreed: BaselineTask, task: Task | None, unit: str, spent: Iterable[Flow]
) -> Row:
    """A task of the baseline as it stands today."""
    calendar = calendars_of(plan).of_document(baseline.of)
    start, finish = agreed.start.first if agreed.start else None, agreed.finish.last if agreed.finish else None
    span = span_of(start, finish, calendar)
    planned = planned_share(span, plan.today) if span else ZERO
    method = (task.earned_value if task else "") or METHODS[0]
    value = _value(plan, agreed, unit)
    earned = value * earned_part(plan, task, planned) if task else ZERO
    ac, left = _spent(plan, spent, unit)
    steady = value * planned if method == "effort" else ZERO
    id = f"{baseline.of}/{agreed.key}"
    return Row(
        baseline.of,
        task.id if task else id,
        task.title if task else agreed.key,
        method if task else "",
        unit,
        span,
        Base(value, value * planned, earned, ac, steady, left),
    )


def earned_part(plan: Plan, task: Task, planned: Fraction) -> Fraction:
    """The earned share of a task (of a group, by effort) by its method.

    `0/100` is 1 when done; `50/50` is a half when started; `effort` earns as planned; else physical progress.
    """
    if task.earned_value == "effort":
        return planned
    if task.earned_value in ("", "progress"):
        return progress_by_today(plan, task)
    state = task_categories(plan).get(task.id, "todo")
    if state == "done" and not is_ahead(plan, task.finished):
        return ONE
    has_started = state in ("done", "doing") or task.started is not None or bool(task.progress and task.progress.value)
    begun = has_started and state != "dropped" and not is_ahead(plan, task.started)
    return HALF if task.earned_value == "50/50" and begun else ZERO


def _value(plan: Plan, agreed: BaselineTask, unit: str) -> Fraction:
    """What a baseline says that a task is worth, in a unit."""
    if unit == DAYS:
        return Fraction(agreed.effort.minutes, plan.workspace.units.day) if agreed.effort else ZERO
    money = agreed.cost.likely if agreed.cost else None
    return Fraction(money.amount) if money and currency_of(plan, money.currency) == unit else ZERO


def in_unit(plan: Plan, flow: Flow, unit: str) -> Fraction:
    """What a flow is in a unit: its money, or the days that people work for it."""
    if unit == DAYS:
        return Fraction(flow.minutes) / plan.workspace.units.day if flow.who in plan.workspace.people else ZERO
    return flow.amount if flow.currency == unit else ZERO


def _spent(plan: Plan, flows: Iterable[Flow], unit: str) -> tuple[Fraction, Fraction | None]:
    """What was spent by today, and what is left or bound; the latter None where work that is left has no rate."""
    ac, left, is_known = ZERO, ZERO, True
    for flow in flows:
        amount = in_unit(plan, flow, unit)
        if flow.state == "actual":
            past = amount * share_until(plan, flow, plan.today)
            ac, left = ac + past, left + amount - past
        elif flow.state != "income":
            left += amount
            is_known = is_known and (unit == DAYS or bool(flow.currency))
    return ac, left if is_known else None


def _unplanned(plan: Plan, flows: Iterable[Flow], unit: str) -> Base:
    """The base of what no baseline plans: it has no value, and costs."""
    ac, left = _spent(plan, flows, unit)
    return Base(ZERO, ZERO, ZERO, ac, ZERO, left)


def summed(bases: Iterable[Base]) -> Base:
    """Several together; what is left of them is known where it is known of each."""
    found = list(bases)
    left = [base.left for base in found]
    return Base(
        sum((base.bac for base in found), ZERO),
        sum((base.pv for base in found), ZERO),
        sum((base.ev for base in found), ZERO),
        sum((base.ac for base in found), ZERO),
        sum((base.steady for base in found), ZERO),
        None if None in left else sum((part for part in left if part is not None), ZERO),
    )


def by_unit(rows: Iterable[Row]) -> Mapping[str, tuple[Row, ...]]:
    """Rows by their unit, in the order in which it first occurs."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.unit, []).append(row)
    return {unit: tuple(one) for unit, one in found.items()}
