"""Where the money of a document goes, piece by piece: for which item, through whom, on which line, over which days.

The pieces sum to what `cost.costs_of` says of the document.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction

from pmctl.insights.exact import Number
from pmctl.insights.money.spendings import spendings_of
from pmctl.insights.relations import home_of, leaves_of, with_projects
from pmctl.insights.task_cost import (
    Work,
    equipment,
    labour,
    share_of_time,
    typed_cost,
    work_days,
    work_stretches,
)
from pmctl.insights.working_time import calendars_of, share_of_days
from pmctl.model.project import Task
from pmctl.model.workspace import Document
from pmctl.plan import Plan, remembered
from pmctl.record import dataclass
from pmctl.scheduling.schedule import Scheduled


@dataclass(frozen=True, slots=True)
class Flow:
    """Money that flows evenly over the working time of some days, the first and the last included.

    `state` is `actual`, `committed`, `left` (work that is to be done) or `income`; `item` is the task, expense or
    contract; `who` does or equips the work, with so many `minutes` of it, and is empty for what is paid as such. Work
    without a rate has no `currency`; days are None where nobody says when.
    """

    item: str
    line: str
    state: str
    currency: str
    amount: Fraction
    first: date | None
    last: date | None
    who: str = ""
    minutes: Number = 0


@remembered
def flows_of(plan: Plan, document: str) -> tuple[Flow, ...]:
    """All money of a project or product, in file order; a product's holds that of its projects."""
    found = plan.workspace.documents.get(document)
    return () if found is None else tuple(flow for part in with_projects(plan, found) for flow in _of_one(plan, part))


def _of_one(plan: Plan, document: Document) -> Iterator[Flow]:
    for task in leaves_of(plan, document):
        yield from flows_of_task(plan, task)
    for one in spendings_of(plan, document.id):
        yield Flow(one.item, one.line, one.state, one.currency, one.amount, one.day, one.day)


def flows_of_task(plan: Plan, task: Task) -> Iterator[Flow]:
    """What a leaf task has cost and will cost: people, equipment, and its typed cost."""
    scheduled = plan.schedule.tasks.get(task.id)
    for work in (*labour(plan, task), *equipment(plan, task, scheduled)):
        yield from _of_work(plan, task, work, scheduled)
    for line, state, currency, amount, first, last in typed_cost(plan, task, scheduled):
        yield Flow(task.id, line, state, currency, amount, first, last)


def _of_work(plan: Plan, task: Task, work: Work, scheduled: Scheduled | None) -> Iterator[Flow]:
    """A flow for each rate that the work meets; one without money where there is no rate."""
    line, state, who, minutes, _ = work
    days = work_days(plan, work, scheduled)
    stretches = work_stretches(plan, work, scheduled)
    if not stretches:
        yield Flow(task.id, line, state, "", Fraction(0), *days, who, minutes)
    for first, last, currency, amount in stretches:
        part = minutes * share_of_time(plan, who, days, (first, last))
        yield Flow(task.id, line, state, currency, amount, first, last, who, part)


def share_until(plan: Plan, flow: Flow, day: date) -> Fraction:
    """The part of a flow that has flowed by the end of a day; nothing of what has no day."""
    if flow.first is None or flow.last is None or day < flow.first:
        return Fraction(0)
    if day >= flow.last:
        return Fraction(1)
    days, part = (flow.first, flow.last), (flow.first, day)
    if flow.who:
        return share_of_time(plan, flow.who, days, part)
    document = home_of(plan.workspace.items[flow.item])
    return share_of_days(calendars_of(plan).of_document(document), days, part)


def is_past(plan: Plan, flow: Flow) -> bool:
    """Has all of it flowed?"""
    return flow.last is not None and flow.last <= plan.today


def total(flows: Iterable[Flow], *states: str) -> dict[str, Fraction]:
    """Sums by currency of the flows in some states; work without a rate is in none."""
    sums: dict[str, Fraction] = {}
    for flow in flows:
        if flow.state in states and flow.currency:
            sums[flow.currency] = sums.get(flow.currency, Fraction(0)) + flow.amount
    return sums
