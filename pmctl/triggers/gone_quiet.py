"""Work is under way, and nothing that means something has changed for days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from pmctl.insights.relations import entries_by_item
from pmctl.insights.states import category_of
from pmctl.insights.threads import about
from pmctl.insights.working_time import working_days
from pmctl.model.item import Item
from pmctl.model.project import Project, Task
from pmctl.plan import Plan
from pmctl.rules.judging.index import items
from pmctl.triggers.telling.between import Between, Key, Step, reached
from pmctl.triggers.telling.trigger import Occasion, Severity
from pmctl.triggers.telling.words import count_days

ID, NAME, KIND = "N39", "gone-quiet", "time"
ENTITY = ("task", "project")
RULE = "in progress and nothing that means something changed for N working days (task 5, project 10)"
TO = ("owner", "lead")
SEVERITY: Severity = "warn"
DEDUPE = "window"
LIMITS = {"after": "5d"}
FOR_CLIENTS = True

OF_PROJECT = 2
"""A project may be quiet for twice as long as a task."""


def occasions(between: Between) -> Iterator[Occasion]:
    """One for each task and project that has been quiet for so long since the older plan."""
    most = between.days("after")
    if not quiet(between.head, between.steps, most):
        return  # then nobody needs to look further back
    # twice the working days, and two weeks of holidays: what was edited before is quiet in both plans
    steps = (*between.earlier(between.since - timedelta(days=4 * most + 14)), *between.steps)
    for item, _, days, _ in reached(between, lambda plan: quiet(plan, steps, most)):
        words = f"is under way, and nothing changed for {count_days(between.head, days)}"
        yield Occasion(item, words, (count_days(between.head, days),), by_time=True)


def quiet(plan: Plan, steps: Iterable[Step], most: int) -> Mapping[Key, int]:
    """The tasks and projects under way for which nothing changed for so many working days, with that number."""
    heard = _heard(plan, steps)
    found: dict[Key, int] = {}
    for kind, limit in ((Task, most), (Project, OF_PROJECT * most)):
        for item in items(plan, kind):
            if category_of(plan, item) != "doing" or (isinstance(item, Task) and (item.is_group or item.external)):
                continue
            last = max(heard.get(item.id, date.min), _begun(plan, item))
            days = working_days(plan, item, last, plan.today) if last > date.min else limit
            if days >= limit:
                found[(item.id,)] = limit
    return found


def _begun(plan: Plan, item: Item) -> date:
    """The day on which something began: before it there was nothing to hear."""
    started = item.started if isinstance(item, Task) else getattr(item, "start", None)
    return min(started.first, plan.today) if started is not None else date.min


def _heard(plan: Plan, steps: Iterable[Step]) -> Mapping[str, date]:
    """The last day up to today on which an item was edited, booked or commented on, by full id; of documents too."""
    found: dict[str, date] = {}

    def hear(id: str, day: date) -> None:
        for one in (id, id.partition("/")[0]):
            if day <= plan.today:
                found[one] = max(found.get(one, date.min), day)

    for step in steps:
        for edit in step.edits:
            hear(edit.id, step.day)
    for id, entries in entries_by_item(plan).items():
        hear(id, max(entry.date.first for _, entry in entries))
    for comment in plan.workspace.comments.values():
        target = about(plan, comment)
        if target is not None and comment.at is not None:
            hear(target.id, comment.at.first)
    return found
