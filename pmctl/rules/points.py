"""What the 14 points of schedule quality count: the unfinished tasks of a project and the links between them.

Source: the DCMA 14-point assessment (DCMA-EA PAM 200.1), thresholds from secondary accounts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from pmctl.insights.baselines import baseline_of
from pmctl.model.project import Project, Task
from pmctl.model.records import BaselineTask
from pmctl.plan import Plan, remembered
from pmctl.quantity import print_share
from pmctl.rules.index import Wait, calendar, groups_above, items, open_leaves, successors, waits

LEAST = 10
"""A share of fewer tasks says nothing."""
LONG = 44
"""Working days: two months."""


@dataclass(frozen=True, slots=True)
class Base:
    """Unfinished tasks of a project without groups, milestones and level of effort, and the links that lead to them."""

    project: Project
    tasks: tuple[Task, ...]
    links: tuple[Wait, ...]


@remembered
def bases(plan: Plan) -> tuple[Base, ...]:
    """One base for each open project with at least ten unfinished tasks."""
    tasks: dict[str, list[Task]] = {}
    for task in open_leaves(plan):
        if not task.milestone and task.earned_value != "effort":
            tasks.setdefault(task.document, []).append(task)
    links: dict[str, list[Wait]] = {}
    for wait in waits(plan):
        links.setdefault(wait.task.document, []).append(wait)
    return tuple(
        Base(project, tuple(tasks[project.id]), tuple(links.get(project.id, ())))
        for project in items(plan, Project)
        if len(tasks.get(project.id, ())) >= LEAST and project.phase != "closed"
    )


def has_predecessor(plan: Plan, task: Task) -> bool:
    """Does the task, or a group around it, wait for anything?"""
    return bool(task.after) or any(group.after for group in groups_above(plan, task))


def without_successor(plan: Plan, tasks: Iterable[Task]) -> list[Task]:
    """The tasks that nothing waits for, nor for a group around them."""
    followed = successors(plan)
    ends = (task for task in tasks if task.id not in followed)
    return [task for task in ends if not any(group.id in followed for group in groups_above(plan, task))]


def minutes_of(plan: Plan, days: int) -> int:
    """Working days in minutes."""
    return days * plan.workspace.units.day


def share(part: int, whole: int) -> str:
    """A part as people read it: `12 of 80 (15%)`."""
    return f"{part} of {whole} ({print_share(Fraction(part, whole), 0)})"


def planned_tasks(plan: Plan, project: Project) -> tuple[BaselineTask, ...]:
    """The tasks of the baseline in force; none without a baseline."""
    baseline = baseline_of(plan, project.id)
    return baseline.tasks if baseline else ()


def days_between(plan: Plan, project: Project, first: int, last: int) -> Fraction:
    """Working days of a project's calendar between two instants."""
    return Fraction(calendar(plan, project.id).work_between(first, last), plan.workspace.units.day)
