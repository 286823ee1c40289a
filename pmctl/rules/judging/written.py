"""Items of which a field says something: most rules are about few of the many tasks of a plan."""

from __future__ import annotations

from itertools import compress
from operator import attrgetter
from typing import TypeVar

from pmctl.model.item import Item
from pmctl.model.project import Task
from pmctl.plan import Plan, remembered
from pmctl.quantity import Assignment
from pmctl.rules.judging.index import items

T = TypeVar("T", bound=Item)


@remembered
def items_with(plan: Plan, kind: type[T], field: str) -> tuple[T, ...]:
    """The items of one class of which a field is not empty, in file order."""
    those = items(plan, kind)
    # several rules ask for each of a dozen fields of all tasks: `map` and `compress` look without a line of Python
    return tuple(compress(those, map(attrgetter(field), those)))


@remembered
def leaves_with(plan: Plan, field: str) -> tuple[Task, ...]:
    """The tasks that are no groups of which a field is not empty, in file order."""
    return tuple([task for task in items_with(plan, Task, field) if not task.is_group])


@remembered
def open_assignments(plan: Plan) -> tuple[tuple[Task, int, Assignment], ...]:
    """Assignments with their places that leave open who it will be: a role, a skill, alternatives, some of a team."""
    return tuple(
        [
            (task, place, one)
            for task in leaves_with(plan, "assign")
            for place, one in enumerate(task.assign or ())
            if one.count or len(one.choices) != 1 or one.choices[0].kind != "name"
        ]
    )
