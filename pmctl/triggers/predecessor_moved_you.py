"""What a task waits for moved, and so did the task."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pmctl.insights.answering import owners
from pmctl.insights.promises import last_day
from pmctl.insights.relations import waits_of
from pmctl.insights.states import is_over
from pmctl.insights.working_time import working_days
from pmctl.model.project import Task
from pmctl.plan import Plan
from pmctl.quantity import day_of, print_days
from pmctl.triggers.telling.between import Between, former, kept
from pmctl.triggers.telling.forecasts import PROMISE, is_drift
from pmctl.triggers.telling.trigger import Line, Occasion, Severity
from pmctl.triggers.telling.words import day, signed_days

ID, NAME, KIND = "N10", "predecessor-moved-you", "derived"
ENTITY = ("task", "milestone")
RULE = "forecast finish of a predecessor changed, and so did start or float of D"
TO = ("D.owner",)
SEVERITY: Severity = "warn"
DEDUPE = "D, new.start"
FOR_CLIENTS = True


@dataclass(frozen=True, slots=True)
class _Room:
    """When an item starts, or, once it is begun, ends; and its float, as far as one can see it."""

    day: date
    float: str


def occasions(between: Between) -> Iterator[Occasion]:
    """One for each unfinished task or milestone, naming all that moved before it."""
    plan = between.head
    for before, task in kept(between, Task):
        then, now = (_room(one, task, id) for one, id in ((between.base, before.id), (plan, task.id)))
        if task.is_group or then is None or now is None or then == now or is_over(plan, task):
            continue
        by_time = _room(between.still, task, before.id) == now
        days = working_days(plan, task, then.day, now.day)
        lines = () if by_time and is_drift(then.day, now.day, days) else tuple(_lines(between, task))
        if lines:
            yield Occasion(
                task,
                _words(plan, task, then, now, days),
                (now.day.isoformat(),),
                {"D.owner": owners(plan, task)},
                lines,
                dated=True,
                not_by=PROMISE if then.day != now.day else (),
                by_time=by_time,
            )


def _room(plan: Plan, task: Task, id: str) -> _Room | None:
    """The room of a task under its id in a plan; None where it has no dates there."""
    row = plan.schedule.tasks.get(id)
    if row is None:
        return None
    floating = print_days(row.total_float, plan.workspace.units).removeprefix("+")
    return _Room(last_day(row) if task.started else day_of(row.start), floating)


def _words(plan: Plan, task: Task, then: _Room, now: _Room, days: int) -> str:
    word = "falls" if task.milestone else "ends" if task.started else "starts"
    if then.day != now.day:
        return f"{word} on {day(plan, now.day)}, not {day(plan, then.day)} ({signed_days(plan, days)})"
    return f"still {word} on {day(plan, now.day)}; its float is {now.float}, was {then.float}"


def _lines(between: Between, task: Task) -> Iterator[Line]:
    """What it waits for that ends on another day."""
    plan, rows, old = between.head, between.head.schedule.tasks, between.base.schedule.tasks
    for id in dict.fromkeys(wait.before for wait in waits_of(plan, task)):
        now, then = rows.get(id), old.get(former(between, id))
        if now is None or then is None or last_day(now) == last_day(then):
            continue
        title, new, was = plan.workspace.items[id].title, last_day(now), last_day(then)
        yield Line(f"{title} ends on {day(plan, new)}, not {day(plan, was)}.", (id,), private=False)
