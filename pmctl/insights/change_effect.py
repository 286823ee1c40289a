"""What a change request does to the plan: the work and money of the tasks that name it, and when all would end without.

The effect that was typed (`effect:`) is what somebody expected; this is what the plan says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from pmctl.insights.baselines.named import baseline_of
from pmctl.insights.baselines.scope import effort_grown
from pmctl.insights.cost import Sums, costs_of
from pmctl.insights.promises import forecast_of
from pmctl.insights.relations import leaves_of, resolved, waits_by_before
from pmctl.insights.states import task_categories
from pmctl.insights.working_time import working_days
from pmctl.model.control import Change
from pmctl.model.project import Project, Task
from pmctl.model.records import Baseline, BaselineTask
from pmctl.plan import Plan, remembered
from pmctl.quantity import Duration, Estimate, Link, Units, print_duration
from pmctl.scheduling import schedule
from pmctl.variation import with_values

Values = dict[str, dict[str, object]]
"""Full id -> attribute -> another value."""


@dataclass(frozen=True, slots=True)
class Finish:
    """A project that would end on another day without the change: by how many working days, later is positive."""

    project: str
    now: date
    without: date
    days: int


@dataclass(frozen=True, slots=True)
class ChangeEffect:
    """The computed effect of a change request, against the `baseline` that held before it was approved (None: none).

    `tasks` name it and are not dropped; `effort` are the minutes that they add to what was agreed, which `agreed` sums
    up; `cost` is what everything costs more with them. All empty where no task names it.
    """

    change: Change
    tasks: tuple[Task, ...]
    baseline: Baseline | None = None
    effort: int = 0
    agreed: int = 0
    cost: Sums = field(default_factory=dict)
    finishes: tuple[Finish, ...] = ()

    @property
    def share(self) -> Fraction | None:
        """The part of the agreed work that it adds; None where nothing was agreed."""
        return Fraction(self.effort, self.agreed) if self.agreed else None

    @property
    def days(self) -> int:
        """Working days by which its own project ends later."""
        return next((one.days for one in self.finishes if one.project == self.change.document), 0)


def change_effect(plan: Plan, change: Change) -> ChangeEffect:
    """What a change adds: the plan beside the same plan without the tasks that name it, scheduled anew.

    A task that was agreed before takes again what was agreed; what waits for a task that is gone waits for what that
    one waited for.
    """
    return _effect(plan, change.id)


def work_of_change(plan: Plan, change: Change) -> int | None:
    """The minutes of effort that a change adds to what was agreed; None where no task names it."""
    tasks = tasks_of_change(plan, change)
    agreed = _agreed(plan, change, tasks)
    return sum(effort_grown(plan, task, agreed.get(task.id)) for task in tasks) if tasks else None


@remembered
def _effect(plan: Plan, id: str) -> ChangeEffect:
    change = plan.workspace.items[id]
    assert isinstance(change, Change)
    tasks, baseline = tasks_of_change(plan, change), _before(plan, change, change.document)
    if not tasks:
        return ChangeEffect(change, ())
    without = _scheduled(plan, _values(plan, tasks, _agreed(plan, change, tasks)))
    return ChangeEffect(
        change=change,
        tasks=tasks,
        baseline=baseline,
        effort=work_of_change(plan, change) or 0,
        agreed=sum(task.effort.minutes for task in baseline.tasks if task.effort) if baseline is not None else 0,
        cost=_dearer(plan, without),
        finishes=tuple(_finishes(plan, without)),
    )


@remembered
def _tasks_by_change(plan: Plan) -> Mapping[str, tuple[Task, ...]]:
    """The leaf tasks that name a change, themselves or with their group, less what was dropped."""
    found: dict[str, dict[str, Task]] = {}
    states = task_categories(plan)
    for item in plan.workspace.items.values():
        if isinstance(item, Task) and item.change:
            leaves = {leaf.id: leaf for leaf in leaves_of(plan, item) if states.get(leaf.id) != "dropped"}
            for change in resolved(plan, item, (item.change,)):
                found.setdefault(change.id, {}).update(leaves)
    return {change: tuple(tasks.values()) for change, tasks in found.items()}


def tasks_of_change(plan: Plan, change: Change) -> tuple[Task, ...]:
    """The work that a change brings, in file order."""
    return _tasks_by_change(plan).get(change.id, ())


def _before(plan: Plan, change: Change, document: str) -> Baseline | None:
    """What was agreed when a change was not: the latest baseline before its approval, else the one in force."""
    approved = [one.date.first for one in change.approved if one.date is not None]
    if not approved or plan.against is not None:
        return baseline_of(plan, document)
    older = [
        (one.date.last, place, one)
        for place, one in enumerate(plan.workspace.baselines)
        if one.of == document and one.date is not None and one.date.last < min(approved)
    ]
    return max(older, key=lambda found: found[:2])[2] if older else None


def _agreed(plan: Plan, change: Change, tasks: Iterable[Task]) -> dict[str, BaselineTask]:
    """What was agreed on in the projects of some tasks, by full id."""
    found = (_before(plan, change, document) for document in dict.fromkeys(task.document for task in tasks))
    return {f"{one.of}/{task.key}": task for one in found if one is not None for task in one.tasks}


# --- the plan without it ----------------------------------------------------------------------------------------------


def _values(plan: Plan, tasks: Sequence[Task], agreed: Mapping[str, BaselineTask]) -> Values:
    """What is different without the change: tasks that go, those that wait for them, those that shrink again."""
    gone = {task.id: task for task in tasks if task.id not in agreed}
    values: Values = {id: {"status": "dropped"} for id in gone}
    for id in dict.fromkeys(wait.after for one in gone for wait in waits_by_before(plan).get(one, ())):
        if id not in gone:
            values[id] = {"after": _bridged(plan, id, gone)}
    for task in tasks:
        before = agreed.get(task.id)
        growth = effort_grown(plan, task, before)
        if before is not None and before.effort is not None and growth and task.effort is not None:
            values.setdefault(task.id, {}).update(_shrunk(task, before.effort, growth, plan.workspace.units))
    return values


def _bridged(plan: Plan, id: str, gone: Mapping[str, Task]) -> tuple[Link, ...]:
    """The links of an item, in the place of those to what is gone the links that this had itself."""
    item, found, seen = plan.workspace.items[id], list[Link](), set[str]()
    stack = [(item, link) for link in reversed(getattr(item, "after", ()))]
    while stack:
        home, link = stack.pop()
        (target, *_) = (*resolved(plan, home, (link.target,)), None)
        if target is None or target.id not in gone:
            found.append(replace(link, target=target.id) if target is not None else link)
        elif target.id not in seen:
            seen.add(target.id)
            stack += [(target, one) for one in reversed(gone[target.id].after)]
    return tuple(found)


def _shrunk(task: Task, effort: Estimate, growth: int, units: Units) -> dict[str, object]:
    """The effort that was agreed, and as much less left as there was added."""
    values: dict[str, object] = {"effort": effort}
    if task.remaining is not None:
        left = max(task.remaining.minutes - growth, 0)
        length = Duration(left, False, print_duration(left, units))
        values["remaining"] = Estimate(length, length, length, length.text)
    return values


def _scheduled(plan: Plan, values: Values) -> Plan:
    workspace = with_values(plan.workspace, values)
    made = schedule(workspace, plan.today, plan.schedule.prepared.levels)
    return replace(plan, workspace=workspace, schedule=made, memory={})


def _dearer(plan: Plan, without: Plan) -> dict[str, Decimal]:
    """What all projects cost more than without, by currency."""
    found: dict[str, Decimal] = {}
    for id, document in plan.workspace.documents.items():
        if isinstance(document, Project):
            now, then = costs_of(plan, id).estimate, costs_of(without, id).estimate
            for currency in {**now, **then}:
                more = now.get(currency, Decimal(0)) - then.get(currency, Decimal(0))
                found[currency] = found.get(currency, Decimal(0)) + more
    return {currency: amount for currency, amount in found.items() if amount}


def _finishes(plan: Plan, without: Plan) -> Iterator[Finish]:
    """The projects that would end on another day."""
    for id, document in plan.workspace.documents.items():
        now, then = forecast_of(plan, document).date, forecast_of(without, document).date
        if isinstance(document, Project) and now is not None and then is not None and now != then:
            yield Finish(id, now, then, working_days(plan, document, then, now))
