"""What a plan says today of the tasks of a document, frozen: a baseline, as a value and as it is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from pmctl.insights.cost import cost_of_task
from pmctl.insights.promises import forecast_of
from pmctl.insights.relations import leaves_of
from pmctl.insights.states import task_categories
from pmctl.model.item import Item
from pmctl.model.project import Task
from pmctl.model.records import Baseline, BaselineTask
from pmctl.plan import Plan
from pmctl.quantity import Estimate, Units, estimate, money_range, print_duration, print_money_plain, when

Entry = Mapping[str, str]
"""What is written of a task: `start`, `finish`, `effort`, `cost`, each where there is one."""


def frozen(plan: Plan, document: Item) -> dict[str, Entry]:
    """The tasks and milestones of a document that have dates, by key, as a baseline writes them."""
    return {
        task.key: _entry(plan, task, *days) for task in planned_leaves(plan, document) if (days := _days(plan, task))
    }


def planned_leaves(plan: Plan, document: Item) -> Iterator[Task]:
    """The tasks and milestones of a document that are neither groups nor dropped, in file order."""
    states = task_categories(plan)
    return (task for task in leaves_of(plan, document) if states.get(task.id) != "dropped")


def _days(plan: Plan, task: Task) -> tuple[date, date] | None:
    dates = forecast_of(plan, task)
    return (dates.start or dates.date, dates.date) if dates.date else None


def _entry(plan: Plan, task: Task, start: date, finish: date) -> Entry:
    entry = {"start": start.isoformat(), "finish": finish.isoformat()}
    if task.effort is not None:
        entry["effort"] = _effort(task.effort, plan.workspace.units)
    cost = planned_cost(plan, task)
    return {**entry, "cost": cost} if cost else entry


def _effort(effort: Estimate, units: Units) -> str:
    return print_duration(effort.minutes, units, effort.elapsed)


def planned_cost(plan: Plan, task: Task) -> str:
    """What a task costs in all, at today's plan; empty without a cost, or with several currencies."""
    sums = [(name, amount) for name, amount in cost_of_task(plan, task).items() if amount]
    if len(sums) != 1:
        return ""
    currency, amount = sums[0]
    return print_money_plain(amount, currency)


def as_baseline(plan: Plan, document: Item, id: str, day: date, revision: str = "") -> Baseline:
    """The plan of a document as a baseline that no file holds."""
    units = plan.workspace.units
    tasks = tuple(_task(key, entry, units) for key, entry in frozen(plan, document).items())
    moment = when(day.isoformat())
    return Baseline(id=id, kind="baseline", of=document.id, date=moment, revision=revision, tasks=tasks)


def _task(key: str, entry: Entry, units: Units) -> BaselineTask:
    return BaselineTask(
        key=key,
        start=when(entry["start"]),
        finish=when(entry["finish"]),
        effort=estimate(entry["effort"], units) if "effort" in entry else None,
        cost=money_range(entry["cost"]) if "cost" in entry else None,
    )
