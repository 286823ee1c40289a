"""Effort beside what a baseline agreed, in the same measure."""

from __future__ import annotations

from pmctl.insights.task_cost import hours_of_people
from pmctl.model.project import Task
from pmctl.model.records import BaselineTask
from pmctl.plan import Plan

HALF_AN_HOUR = 30
"""Hours that follow from shares of people are agreed on in round numbers: less than this apart they are the same."""


def effort_now(plan: Plan, task: Task, agreed: BaselineTask | None) -> int | None:
    """The minutes of effort of a task: what is typed, else nothing.

    Of a task that is given by its duration or dates a baseline may have agreed on the hours of its people; then those
    are what it takes now.
    """
    if task.effort is not None:
        return task.effort.minutes
    if agreed is None or agreed.effort is None:
        return None
    hours = hours_of_people(plan, task)
    return agreed.effort.minutes if abs(hours - agreed.effort.minutes) < HALF_AN_HOUR else hours


def effort_growth(before: int | None, now: int | None) -> int:
    """How many minutes of effort more (fewer: negative); 0 where one of the two was never said."""
    return now - before if before is not None and now is not None else 0
