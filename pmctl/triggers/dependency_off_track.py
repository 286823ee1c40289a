"""A predecessor comes so late that the promised or planned dates of what waits for it cannot hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from pmctl.insights.answering import owners
from pmctl.insights.promises import baseline_dates, due_of
from pmctl.insights.reasons.links import STARTS, TO_START
from pmctl.insights.relations import Wait, waits
from pmctl.insights.states import is_over
from pmctl.model.project import Task
from pmctl.plan import Plan
from pmctl.quantity import MINUTES_A_DAY, day_of
from pmctl.rules.judging.index import calendar
from pmctl.scheduling.passes import shifted
from pmctl.triggers.telling.between import Between, Key, reached
from pmctl.triggers.telling.trigger import Line, Occasion, Severity
from pmctl.triggers.telling.words import day

ID, NAME, KIND = "N11", "dependency-off-track", "derived"
ENTITY = ("task", "milestone")
RULE = (
    "a predecessor's forecast now breaks the promised or planned start of D (by the kind of link and its lag) "
    "and did not before"
)
TO = ("owner", "D.owner", "lead")
SEVERITY: Severity = "alert"
DEDUPE = "link"
FOR_CLIENTS = True


def occasions(between: Between) -> Iterator[Occasion]:
    """One for each link, about the predecessor."""
    plan = between.head
    for item, key, promised, by_time in reached(between, broken):
        after = plan.workspace.items[key[1]]
        is_point = isinstance(after, Task) and after.milestone
        side = "fall" if is_point else "start" if key[2] in TO_START else "be finished"
        line = Line(f"{after.title} was to {side} on {day(plan, promised)}.", (after.id,), private=False)
        who = {"D.owner": owners(plan, after)}
        yield Occasion(item, "comes too late for what waits for it", key[1:], who, (line,), by_time=by_time)


def broken(plan: Plan) -> Mapping[Key, date]:
    """The links (predecessor, what waits, kind) that a forecast breaks, with the day that was promised or planned."""
    items, found = plan.workspace.items, dict[Key, date]()
    for wait in waits(plan):
        before, after = items[wait.before], items[wait.after]
        if not isinstance(after, Task) or is_over(plan, before) or is_over(plan, after):
            continue
        promised = _promised(plan, after, wait.link.kind)
        earliest = _earliest(plan, wait, after) if promised is not None else None
        if promised is not None and earliest is not None and earliest > promised:
            found[before.id, after.id, wait.link.kind] = promised
    return found


def _promised(plan: Plan, task: Task, kind: str) -> date | None:
    """The promised, typed or planned day of the side that a link of this kind holds."""
    if task.milestone or kind not in TO_START:
        return due_of(plan, task) or (task.finish.last if task.finish else baseline_dates(plan, task)[1])
    return task.start.first if task.start else baseline_dates(plan, task)[0]


def _earliest(plan: Plan, wait: Wait, after: Task) -> date | None:
    """The first day that a link allows for the side that it holds, by the forecast of what is waited for."""
    kind, own = wait.link.kind, calendar(plan, after.document)
    row = plan.schedule.tasks.get(wait.before)
    extent = row or plan.schedule.documents.get(wait.before)
    if extent is None:
        return None
    begin = extent.start if kind in STARTS else extent.finish
    at = shifted(begin, wait.link.lag, own, row.duration if row else 0) if wait.link.lag else begin
    if kind in TO_START and not after.milestone:
        return day_of(own.next_start(at))
    return day_of(at - 1 if at % MINUTES_A_DAY == 0 else at)
