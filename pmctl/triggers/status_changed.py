"""The status of something is another one."""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.insights.relations import with_members
from pmctl.insights.states import status_of
from pmctl.model.item import Item
from pmctl.model.product import Feature, Release
from pmctl.model.project import Project, Task
from pmctl.plan import Plan
from pmctl.triggers.telling.between import Between, kept
from pmctl.triggers.telling.trigger import Occasion, Severity

ID, NAME, KIND = "N05", "status-changed", "diff"
ENTITY = ("task", "milestone", "feature", "release", "project")
RULE = "old.status != new.status (`phase` for projects)"
TO = ("watchers", "dependents")
SEVERITY: Severity = "info"
DEDUPE = "new.status"
FOR_CLIENTS = True


def occasions(between: Between) -> Iterator[Occasion]:
    """One for each item of both plans; the status of a group follows from its parts."""
    for kind in (Task, Feature, Release, Project):
        for before, item in kept(between, kind):
            then, now = state(between.base, before), state(between.head, item)
            if then != now:
                members = tuple(sorted(with_members(between.head, [item.id]))) if _has_parts(item) else ()
                yield Occasion(
                    item, f"is {now or 'without a phase'}, was {then or 'without one'}", (now,), causes=members
                )


def state(plan: Plan, item: Item) -> str:
    """What the rule calls the status of an item."""
    return item.phase if isinstance(item, Project) else status_of(plan, item)


def _has_parts(item: Item) -> bool:
    """Does its status follow from parts?"""
    return (isinstance(item, Task) and item.is_group) or (isinstance(item, Feature) and bool(item.children))
