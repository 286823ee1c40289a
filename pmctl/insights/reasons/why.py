"""Why an item has its date: the chain of links, people, calendars and typed dates that sets it, down to a fact."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from pmctl.insights.promises import forecast_of, last_day
from pmctl.insights.reasons.causes import Cause, cause_of
from pmctl.insights.reasons.chain import Chain, Fact, Step
from pmctl.insights.reasons.lengths import length_of
from pmctl.insights.reasons.links import TO_START, last_leaf
from pmctl.insights.reasons.stretches import Stretch, absences, facts_of
from pmctl.insights.relations import groups_above, resolved, tasks_of, waits
from pmctl.insights.states import is_over
from pmctl.model.control import Risk
from pmctl.model.item import Item, span_of, spot
from pmctl.model.project import Project, Task
from pmctl.plan import Plan, remembered
from pmctl.quantity import MINUTES_A_DAY, day_of, instant
from pmctl.scheduling.schedule import Extent, Scheduled


@dataclass(frozen=True, slots=True)
class End:
    """An open task on which nothing else of its document waits."""

    item: str
    day: date
    total_float: int


@remembered
def chain_of(plan: Plan, full_id: str) -> Chain:
    """The chain of whatever has a forecast, a risk's from what it affects; without steps where there is no date."""
    steps: list[Step] = []
    item = plan.workspace.items[full_id]
    while True:
        found = _step_above_tasks(plan, item)
        if found is None:
            break
        steps.append(found)
        if not found.before or found.before == item.id:
            break
        item = plan.workspace.items[found.before]
    if isinstance(item, Task) and not item.is_group:
        steps += _task_steps(plan, item)
    return Chain(full_id, tuple(steps), _aside(plan, steps) if steps else ())


# --- above the tasks --------------------------------------------------------------------------------------------------


def _step_above_tasks(plan: Plan, item: Item) -> Step | None:
    """The step of a group, document, feature, release, risk ...: which item below it decides; None for a task."""
    if isinstance(item, Task) and not item.is_group:
        return None
    if isinstance(item, Task | Project):
        extent = plan.schedule.tasks.get(item.id) or plan.schedule.documents.get(item.id)
        last = last_leaf(plan, item.id, "finish")
        return _part_step(plan, item, extent, last) if extent is not None and last else None
    if isinstance(item, Risk):
        return _risk_step(plan, item)
    forecast = forecast_of(plan, item)
    if forecast.date is None or forecast.reason not in plan.workspace.items:
        return None
    held = Fact("delivers", f"waits for {forecast.reason}", spot(item.source, "delivered-by"), first=forecast.date)
    at = instant(forecast.date) + MINUTES_A_DAY - 1
    return Step(item.id, "finish", at, forecast.date, held, before=forecast.reason)


def _part_step(plan: Plan, item: Task | Project, extent: Scheduled | Extent, last: str) -> Step:
    name = last.removeprefix(f"{item.document or item.id}/")
    held = Fact("last-part", f"ends with {name}", span_of(item))
    total = extent.total_float if isinstance(extent, Scheduled) else plan.schedule.tasks[last].total_float
    return Step(item.id, "finish", extent.finish, last_day(extent), held, total_float=total, before=last)


def _risk_step(plan: Plan, risk: Risk) -> Step | None:
    """A risk threatens the date of what it affects: of those still open the one that ends last."""
    dated = [
        (found, item.id)
        for item in resolved(plan, risk, risk.affects)
        if not is_over(plan, item) and (found := forecast_of(plan, item).date) is not None
    ]
    if not dated:
        return None
    day = max(found for found, _ in dated)
    before = next(id for found, id in dated if found == day)
    held = Fact("affects", f"affects {before}", spot(risk.source, "affects"), first=day)
    return Step(risk.id, "finish", instant(day) + MINUTES_A_DAY - 1, day, held, before=before)


# --- tasks ------------------------------------------------------------------------------------------------------------


def _task_steps(plan: Plan, task: Task) -> list[Step]:
    """From the finish of a task back along what holds it."""
    steps: list[Step] = []
    seen: set[tuple[str, str]] = set()
    side, found = "finish", task
    while (found.id, side) not in seen and found.id in plan.schedule.tasks:
        seen.add((found.id, side))
        step, side = _task_step(plan, found.id, side)
        steps.append(step)
        following = plan.workspace.items.get(step.before)
        if not isinstance(following, Task):
            break
        found = following
    return steps


@remembered
def _task_step(plan: Plan, full_id: str, side: str) -> tuple[Step, str]:
    """One task of the chain, and the side of the next one that counts; many chains share their ends."""
    task, row = plan.workspace.items[full_id], plan.schedule.tasks[full_id]
    assert isinstance(task, Task)
    cause = cause_of(plan, task, row, side)
    before = last_leaf(plan, cause.behind, cause.side, cause.wait) if cause.behind else ""
    facts: tuple[Fact, ...] = ()
    if row.state != "finished" and cause.fact.kind not in ("event", "fixed"):
        length = length_of(plan, task, row) if side == "finish" else None
        facts = (*((length,) if length else ()), *facts_of(plan, _stretch(plan, task, side, cause, before)))
    day = last_day(row) if side == "finish" else day_of(row.start)
    total = row.total_float if row.state != "finished" else None
    at = row.start if side == "start" else row.finish
    return Step(task.id, side, at, day, cause.fact, facts, total, before), cause.side


def _stretch(plan: Plan, task: Task, side: str, cause: Cause, before: str) -> Stretch:
    """When a task was wanted, asked for, begun and (as far as it matters) done."""
    row, today = plan.schedule.tasks[task.id], instant(plan.today)
    at = cause.driver.at if cause.driver is not None and cause.fact.kind in ("link", "booking") else today
    begin = row.start if row.state == "planned" else max(today, at)
    until = row.finish if side == "finish" else row.start
    holds_finish = cause.wait is not None and cause.wait.link.kind not in TO_START
    if holds_finish or cause.fact.kind not in ("link", "booking", "today"):
        return Stretch(task, row, begin, begin, begin, until)
    asked = min(at, begin)
    return Stretch(task, row, min(_since(plan, cause, before, asked), asked), asked, begin, until)


def _since(plan: Plan, cause: Cause, before: str, asked: int) -> int:
    """Where the working time of a lag begins: at the end (or start) of what is waited for."""
    lag = cause.wait.link.lag if cause.wait is not None else None
    row = plan.schedule.tasks.get(before)
    if lag is None or lag.elapsed or row is None:
        return asked
    return row.start if cause.side == "start" else row.finish


# --- beside the chain -------------------------------------------------------------------------------------------------


def _aside(plan: Plan, steps: Iterable[Step]) -> tuple[Fact, ...]:
    """When people of the chain are away before their part of it ends, without moving it."""
    told = {(fact.who, fact.first) for step in steps for fact in step.facts if fact.kind == "absence"}
    found: dict[tuple[str, object], Fact] = {}
    for step in steps:
        row = plan.schedule.tasks.get(step.item)
        for booking in row.bookings if row is not None and row.state != "finished" else ():
            person = plan.workspace.people.get(booking.who)
            for fact in absences(plan, person, instant(plan.today), step.at) if person is not None else ():
                if (fact.who, fact.first) not in told:
                    found.setdefault((fact.who, fact.first), replace(fact, effect=0))
    return tuple(found.values())


# --- a document -------------------------------------------------------------------------------------------------------


def ends_of(plan: Plan, document: str) -> tuple[End, ...]:
    """The open tasks of a document on which none of its others waits, the latest first."""
    waited = {wait.before for wait in waits(plan) if plan.workspace.items[wait.after].document == document}
    found = []
    for task in tasks_of(plan, document):
        row = plan.schedule.tasks.get(task.id)
        around = {task.id, *(group.id for group in groups_above(plan, task))}
        if not task.is_group and row is not None and row.state != "finished" and not around & waited:
            found.append(End(task.id, last_day(row), row.total_float))
    return tuple(sorted(found, key=lambda end: (-end.day.toordinal(), end.total_float, end.item)))
