"""What a task waits for moved, and so did the task."""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.insights.promises import last_day
from pmctl.insights.relations import waits_of
from pmctl.insights.states import is_over
from pmctl.insights.working_time import working_days
from pmctl.model.project import Task
from pmctl.plan import Plan
from pmctl.quantity import day_of, print_days
from pmctl.scheduling.schedule import Scheduled
from pmctl.triggers.between import Between, former, kept
from pmctl.triggers.forecasts import PROMISE
from pmctl.triggers.roles import owners
from pmctl.triggers.trigger import Line, Occasion, Severity
from pmctl.triggers.words import day, signed_days

ID, NAME, KIND = "N10", "predecessor-moved-you", "derived"
ENTITY = ("task", "milestone")
RULE = "forecast finish of a predecessor changed, and so did start or float of D"
TO = ("D.owner",)
SEVERITY: Severity = "warn"
DEDUPE = "D, new.start"
FOR_CLIENTS = True


def occasions(between: Between) -> Iterator[Occasion]:
    """One for each unfinished task or milestone, naming all that moved before it."""
    plan = between.head
    for before, task in kept(between, Task):
        then, now = between.base.schedule.tasks.get(before.id), plan.schedule.tasks.get(task.id)
        if task.is_group or then is None or now is None or is_over(plan, task) or not _moved(plan, then, now):
            continue
        lines = tuple(_lines(between, task))
        if lines:
            still = between.still.schedule.tasks.get(before.id)
            yield Occasion(
                task,
                _words(between, task, then, now),
                (day_of(now.start).isoformat(),),
                {"D.owner": owners(plan, task)},
                lines,
                dated=True,
                not_by=PROMISE if day_of(then.start) != day_of(now.start) else (),
                by_time=still is not None and not _moved(plan, still, now),
            )


def _moved(plan: Plan, then: Scheduled, now: Scheduled) -> bool:
    """Does it start on another day, or has it another float, by as much as one can see?"""
    return day_of(then.start) != day_of(now.start) or _float(plan, then) != _float(plan, now)


def _float(plan: Plan, row: Scheduled) -> str:
    return print_days(row.total_float, plan.workspace.units).removeprefix("+")


def _words(between: Between, task: Task, then: Scheduled, now: Scheduled) -> str:
    plan, was, new = between.head, day_of(then.start), day_of(now.start)
    word = "falls" if task.milestone else "starts"
    if was != new:
        moved = signed_days(plan, working_days(plan, task, was, new))
        return f"{word} on {day(plan, new)}, not {day(plan, was)} ({moved})"
    return f"still {word} on {day(plan, new)}; its float is {_float(plan, now)}, was {_float(plan, then)}"


def _lines(between: Between, task: Task) -> Iterator[Line]:
    """What it waits for that ends on another day."""
    plan, rows, old = between.head, between.head.schedule.tasks, between.base.schedule.tasks
    for id in dict.fromkeys(wait.before for wait in waits_of(plan, task)):
        now, then = rows.get(id), old.get(former(between, id))
        if now is None or then is None or last_day(now) == last_day(then):
            continue
        title, new, was = plan.workspace.items[id].title, last_day(now), last_day(then)
        yield Line(f"{title} ends on {day(plan, new)}, not {day(plan, was)}.", (id,), private=False)
