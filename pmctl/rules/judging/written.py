"""Items of which a field says something: most rules are about few of the many tasks of a plan."""

from __future__ import annotations

from collections.abc import Mapping, Set
from itertools import compress
from operator import attrgetter
from typing import TypeVar, cast

from pmctl.model.item import Item
from pmctl.model.project import Task
from pmctl.plan import Plan, remembered
from pmctl.quantity import Assignment
from pmctl.rules.judging.index import items

T = TypeVar("T", bound=Item)

RARE = frozenset(
    (
        "calendar",
        "change",
        "commitment",
        "constraint",
        "finish",
        "line",
        "milestone_date",
        "not_before",
        "sprint",
        "start",
    )
)
"""Fields of tasks that most tasks, and in many plans all, leave empty, and that rules ask for."""


@remembered
def items_with(plan: Plan, kind: type[T], field: str) -> tuple[T, ...]:
    """The items of one class of which a field is not empty, in file order."""
    those = cast("tuple[T, ...]", _unusual(plan)) if kind is Task and field in RARE else items(plan, kind)
    return tuple(compress(those, map(attrgetter(field), those)))


@remembered
def _unusual(plan: Plan) -> tuple[Task, ...]:
    """The tasks of which any field that is `RARE` says something: one walk over all tasks instead of one a field."""
    return tuple(
        [
            one
            for one in items(plan, Task)
            if one.calendar
            or one.change
            or one.commitment
            or one.constraint
            or one.finish
            or one.line
            or one.milestone_date
            or one.not_before
            or one.sprint
            or one.start
        ]
    )


@remembered
def leaves_with(plan: Plan, field: str) -> tuple[Task, ...]:
    """The tasks that are no groups of which a field is not empty, in file order."""
    return tuple([task for task in items_with(plan, Task, field) if not task.is_group])


@remembered
def assignments(plan: Plan) -> Mapping[int, Assignment]:
    """What tasks are assigned to, each object once and by its number: the same text is one object."""
    return {id(one): one for task in items_with(plan, Task, "assign") for one in task.assign or ()}


def tasks_assigned(plan: Plan, numbers: Set[int]) -> list[Task]:
    """The tasks with some of the `assignments`, in file order."""
    tasks = items_with(plan, Task, "assign") if numbers else ()
    return [task for task in tasks if any(id(one) in numbers for one in task.assign or ())]


@remembered
def open_assignments(plan: Plan) -> tuple[tuple[Task, int, Assignment], ...]:
    """Assignments with their places that leave open who it will be: a role, a skill, alternatives, some of a team."""
    unsettled = {
        number
        for number, one in assignments(plan).items()
        if one.count or len(one.choices) != 1 or one.choices[0].kind != "name"
    }
    return tuple(
        [
            (task, place, one)
            for task in tasks_assigned(plan, unsettled)
            for place, one in enumerate(task.assign or ())
            if id(one) in unsettled and not task.is_group
        ]
    )
