"""The last thing that somebody waited for is done."""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.insights.answering import owners
from pmctl.insights.states import category_of, is_over
from pmctl.insights.waiting import waiting_for
from pmctl.model.item import Item
from pmctl.model.project import Task
from pmctl.triggers.telling.between import Between, former, kept
from pmctl.triggers.telling.trigger import Line, Occasion, Severity

ID, NAME, KIND = "N07", "you-can-start", "diff"
ENTITY = ("task",)
RULE = "item is done and was the last unfinished predecessor of D"
TO = ("D.owner",)
SEVERITY: Severity = "info"
DEDUPE = "D"
FOR_CLIENTS = True


def occasions(between: Between) -> Iterator[Occasion]:
    """One for each task that waited for something, and does not any more because that is done."""
    plan = between.head
    for before, task in kept(between, Task):
        if (
            task.is_group
            or task.milestone
            or category_of(plan, task) != "todo"
            or waiting_for(plan, task, to_start=True)
        ):
            continue
        last = _now_done(between, waiting_for(between.base, before, to_start=True))
        if last is not None:
            line = Line(f"{last.title} was the last that it waited for.", (last.id,), private=False)
            who = {"D.owner": owners(plan, task)}
            yield Occasion(task, "can start", (), who, (line,), causes=(last.id,))


def _now_done(between: Between, waited_for: tuple[str, ...]) -> Item | None:
    """The last of what was waited for at base that is over now, None where nothing is."""
    wanted = set(waited_for)
    items = between.head.workspace.items
    if wanted.isdisjoint(items.keys() | between.renamed.values()):
        return None
    found = [one for id, one in items.items() if former(between, id) in wanted and is_over(between.head, one)]
    return found[-1] if found else None
