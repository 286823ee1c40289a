"""A milestone is done."""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.insights.states import category_of
from pmctl.model.project import Task
from pmctl.triggers.telling.between import Between, kept
from pmctl.triggers.telling.trigger import Occasion, Severity

ID, NAME, KIND = "N19", "milestone-reached", "diff"
ENTITY = ("milestone",)
RULE = "became done"
TO = ("watchers", "sponsor", "dependents")
SEVERITY: Severity = "info"
DEDUPE = "item"
FOR_CLIENTS = True


def occasions(between: Between) -> Iterator[Occasion]:
    """One for each milestone of both plans."""
    for before, task in kept(between, Task):
        if task.milestone and category_of(between.head, task) == "done" != category_of(between.base, before):
            yield Occasion(task, "is reached")
