"""The tasks of somebody: what is under way or ready, what begins, what it waits for and who waits for it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from pmctl.insights.facts import value
from pmctl.insights.my_work.duty import Duty
from pmctl.insights.needs import Need, hands_of, need_of
from pmctl.insights.promises import forecast_of
from pmctl.insights.relations import Wait, waited_by, waits_by_before, waits_of
from pmctl.insights.states import category_of, is_over
from pmctl.model.project import Task
from pmctl.plan import Plan


def tasks_of(plan: Plan, names: Collection[str]) -> tuple[Task, ...]:
    """The open tasks and milestones in somebody's hands, in file order."""
    return tuple(
        item
        for item in plan.workspace.items.values()
        if isinstance(item, Task) and not item.is_group and not is_over(plan, item) and _is_held(plan, item, names)
    )


def _is_held(plan: Plan, task: Task, names: Collection[str]) -> bool:
    return any(name in names for name in hands_of(plan, task))


def is_now(plan: Plan, task: Task) -> bool:
    """Is it under way or blocked, or could it be begun today?"""
    return category_of(plan, task) == "doing" or any(value(plan, task, name) for name in ("blocked", "ready"))


def work(plan: Plan, tasks: Iterable[Task]) -> Iterator[Duty]:
    """The tasks that are to be worked on now, each with the day on which it is done."""
    for task in tasks:
        if is_now(plan, task):
            yield Duty(task.id, "work", forecast_of(plan, task).date)


def starts(plan: Plan, tasks: Iterable[Task]) -> Iterator[Duty]:
    """The tasks that begin and milestones that fall later, each with that day."""
    for task in tasks:
        if not is_now(plan, task):
            yield Duty(task.id, "start", forecast_of(plan, task).start)


def waited_for(plan: Plan, tasks: Iterable[Task], names: Collection[str], until: date) -> tuple[Need, ...]:
    """What others owe to these tasks: for what is under way or begins by a day, what is needed by it, what is late."""
    links = [(wait, task) for task in tasks for wait in waits_of(plan, task)]
    found = [need for need in _near(plan, links, until) if any(name not in names for name in need.giver)]
    return tuple(sorted(found, key=lambda need: (need.forecast or date.max, need.item, need.for_item)))


def waiting(plan: Plan, tasks: Iterable[Task], names: Collection[str], until: date) -> tuple[Need, ...]:
    """What these tasks owe to others: of what is under way or begins by a day, what is needed by it, what is late."""
    links = [*_links_to(plan, tasks), *_links_to_groups(plan, names)]
    found = [need for need in _near(plan, links, until) if any(name not in names for name in need.who)]
    return tuple(sorted(found, key=lambda need: (need.by or date.max, need.for_item, need.item)))


def _near(plan: Plan, links: Iterable[tuple[Wait, Task]], until: date) -> Iterator[Need]:
    """The promises behind links of tasks that matter by a day, each once."""
    seen = set[tuple[str, int]]()
    for wait, task in links:
        written = wait.after, wait.place
        need = need_of(plan, wait) if written not in seen else None
        if need is None or not (_begins(plan, task, until) or _is_pressing(need, until)):
            continue
        seen.add(written)
        yield need


def _begins(plan: Plan, task: Task, until: date) -> bool:
    """Is a task under way, or does it begin by a day? A group is as near as what is needed of it."""
    start = forecast_of(plan, task).start
    return not task.is_group and (is_now(plan, task) or (start is not None and start <= until))


def _is_pressing(need: Need, until: date) -> bool:
    return (need.by is not None and need.by <= until) or (need.gap or 0) > 0


def _links_to(plan: Plan, tasks: Iterable[Task]) -> Iterator[tuple[Wait, Task]]:
    """The links to tasks, and to groups of nobody that end when one of these tasks does."""
    for task in tasks:
        for wait in waited_by(plan, task):
            group = plan.workspace.items[wait.before]
            if group is task or (not group.owner and forecast_of(plan, group).date == forecast_of(plan, task).date):
                yield wait, task


def _links_to_groups(plan: Plan, names: Collection[str]) -> Iterator[tuple[Wait, Task]]:
    """The links to groups that somebody owns."""
    for id, links in waits_by_before(plan).items():
        group = plan.workspace.items[id]
        if isinstance(group, Task) and group.is_group and group.owner in names:
            yield from ((wait, group) for wait in links)
