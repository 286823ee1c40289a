"""Everything that somebody owes or waits for, sorted by what is to be done with it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta

from pmctl.insights.answering import hats, leads, owners
from pmctl.insights.my_work.dated import dated_of
from pmctl.insights.my_work.duty import Duty
from pmctl.insights.my_work.reviews import Review, reviews
from pmctl.insights.my_work.tasks import starts, tasks_of, waited_for, waiting, work
from pmctl.insights.needs import Need, hands_of
from pmctl.insights.promises import tasks_of_sprint
from pmctl.insights.relations import home_of
from pmctl.insights.states import is_over
from pmctl.model.control import Action, Decision, Meeting
from pmctl.model.item import Item
from pmctl.model.project import Project, Sprint, Task
from pmctl.model.workspace import Document
from pmctl.plan import Plan
from pmctl.record import dataclass


@dataclass(frozen=True, slots=True)
class MyWork:
    """What somebody has to do and to wait for; `until` is the last day that is looked at.

    `now` is under way, ready, or due today; `overdue` begins with actions, the latest first; all else is by day.
    """

    person: str
    names: frozenset[str]
    """Under which they answer: theirs, and those of the teams they lead."""
    until: date
    now: tuple[Duty, ...]
    waited_for: tuple[Need, ...]
    waiting: tuple[Need, ...]
    overdue: tuple[Duty, ...]
    review: tuple[Review, ...]
    next: tuple[Duty, ...]


def my_work(plan: Plan, person: str, days: int) -> MyWork:
    """What somebody owes and whom they wait for: now, and in so many calendar days."""
    names, until = hats(plan, person), plan.today + timedelta(days=days)
    tasks = tasks_of(plan, names)
    duties = _in_order([*_dated(plan, names), *_sprints(plan, tasks)])
    current = tuple(work(plan, tasks))
    busy = {duty.item for duty in current}
    today = [duty for duty in duties if duty.day == plan.today and duty.item not in busy]
    later = _in_order(starts(plan, tasks))
    begins = {duty.item for duty in later if duty.day is not None and duty.day <= until}
    coming = [duty for duty in duties if duty.item not in busy | begins and _is_coming(duty, plan.today)]
    return MyWork(
        person,
        names,
        until,
        (*_in_order(today), *_in_order(current)),
        waited_for(plan, tasks, names, until),
        waiting(plan, tasks, names, until),
        _overdue(plan, duties),
        tuple(one for one in reviews(plan, names, until) if one.day is None or one.day >= plan.today),
        tuple(duty for duty in _in_order([*later, *coming]) if duty.day is not None and duty.day <= until),
    )


def _is_coming(duty: Duty, today: date) -> bool:
    """Is it to be done after today? Decisions are to be looked at already."""
    return duty.day is not None and duty.day > today and duty.what != "decide"


def _in_order(duties: Iterable[Duty]) -> tuple[Duty, ...]:
    """By day, then in file order."""
    return tuple(sorted(duties, key=lambda duty: duty.day or date.max))


def _overdue(plan: Plan, duties: Iterable[Duty]) -> tuple[Duty, ...]:
    """What should have been done before today: actions before all else, of them the latest first; then by day."""
    late = [duty for duty in duties if duty.day is not None and duty.day < plan.today]
    items = plan.workspace.items
    actions = [duty for duty in late if isinstance(items[duty.item], Action)]
    return (*reversed(actions), *(duty for duty in late if not isinstance(items[duty.item], Action)))


# --- whose it is ------------------------------------------------------------------------------------------------------


def _dated(plan: Plan, names: Collection[str]) -> Iterator[Duty]:
    """What is to be done by somebody on a day, of every kind of item, in documents that are not closed."""
    documents = plan.workspace.documents
    closed = {id for id, one in documents.items() if _is_closed(one)}
    for item in plan.workspace.items.values():
        if home_of(item) not in closed and _is_asked(plan, item, names):
            yield from dated_of(plan, item)


def _is_closed(document: Document) -> bool:
    return document.phase == "closed" if isinstance(document, Project) else document.stage == "retired"


def _is_asked(plan: Plan, item: Item, names: Collection[str]) -> bool:
    """Is somebody asked: who attends a meeting, decides, does a task, answers for an item, leads where nobody does?"""
    if isinstance(item, Meeting):
        return any(name in names for name in item.attendees)
    if isinstance(item, Decision):
        return (item.by or item.owner) in names
    if isinstance(item, Task) and not item.is_group:
        return not is_over(plan, item) and any(name in names for name in (*owners(plan, item), *hands_of(plan, item)))
    return any(name in names for name in owners(plan, item) or leads(plan, item))


def _sprints(plan: Plan, tasks: Collection[Task]) -> Iterator[Duty]:
    """The beginning and the end of each sprint in which somebody has open work."""
    mine = {task.id for task in tasks}
    for sprint in plan.workspace.items.values():
        if not isinstance(sprint, Sprint):
            continue
        open_tasks = sum(1 for task in tasks_of_sprint(plan, sprint) if task.id in mine)
        text = f"{open_tasks} open task{'s' if open_tasks > 1 else ''} of yours"
        if open_tasks and sprint.start is not None and sprint.start.first > plan.today:
            yield Duty(sprint.id, "sprint", sprint.start.first, f"begins, {text}")
        elif open_tasks and sprint.finish is not None:
            yield Duty(sprint.id, "sprint", sprint.finish.last, f"ends, {text}")
