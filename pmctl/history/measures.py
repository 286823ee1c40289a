"""How a document stands on a day, in a few numbers, small enough to keep for every revision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from pmctl.insights.earned_value.planned import planned_share, span_of
from pmctl.insights.health.verdict import health_of
from pmctl.insights.progress import earned_minutes, work_minutes
from pmctl.insights.promises import baseline_dates, last_day
from pmctl.insights.relations import leaves_of
from pmctl.insights.states import task_categories
from pmctl.insights.working_time import calendars_of
from pmctl.model.project import Task
from pmctl.plan import Plan
from pmctl.quantity import day_of

CATEGORIES = ("done", "doing", "blocked", "todo")
"""In the order in which they are stacked; what is dropped is in none."""


@dataclass(frozen=True, slots=True)
class Measures:
    """How a document stands: its leaf tasks by category, milestones apart, and its health.

    In minutes of work: all of it (`scope`), that of tasks that are done, what is earned, and what the baseline in
    force wants to be finished by then (`planned`, None without one).
    """

    tasks: Mapping[str, int]
    scope: int
    done: int
    earned: int
    planned: int | None
    health: str


def measures_of(plan: Plan) -> dict[str, Measures]:
    """The measures of each document."""
    return {id: _measured(plan, id) for id in plan.workspace.documents}


def _measured(plan: Plan, document: str) -> Measures:
    states, leaves = task_categories(plan), _counted(plan, document)
    work = {leaf.id: work_minutes(plan, leaf) for leaf in leaves}
    counts = dict.fromkeys(CATEGORIES, 0)
    for leaf in leaves:
        counts[states.get(leaf.id, "todo")] += not leaf.milestone
    is_frozen = any(baseline_dates(plan, leaf)[1] is not None for leaf in leaves)
    return Measures(
        counts,
        sum(work.values()),
        sum(work[leaf.id] for leaf in leaves if states.get(leaf.id) == "done"),
        round(sum((Fraction(earned_minutes(plan, leaf, work[leaf.id])) for leaf in leaves), Fraction(0))),
        sum(_planned(plan, leaf, plan.today) for leaf in leaves) if is_frozen else None,
        health_of(plan, document).level,
    )


def _counted(plan: Plan, document: str) -> list[Task]:
    """The leaf tasks of a document that were not dropped."""
    states = task_categories(plan)
    return [leaf for leaf in leaves_of(plan, plan.workspace.items[document]) if states.get(leaf.id) != "dropped"]


def planned_by(plan: Plan, document: str, day: date) -> int:
    """The minutes of work of a document that are to be finished by the end of a day: by its baseline, else by its
    schedule; each task evenly over its working time. Source: PMI, planned value.
    """
    return sum(_planned(plan, leaf, day) for leaf in _counted(plan, document))


def _planned(plan: Plan, leaf: Task, day: date) -> int:
    start, finish = baseline_dates(plan, leaf)
    scheduled = plan.schedule.tasks.get(leaf.id)
    if finish is None and scheduled is not None:
        start, finish = day_of(scheduled.start), last_day(scheduled)
    span = span_of(start, finish, calendars_of(plan).of_document(leaf.document))
    return int(work_minutes(plan, leaf) * planned_share(span, day)) if span is not None else 0


def kept_measures(measures: Mapping[str, Measures]) -> dict[str, Any]:
    """By document as a list."""
    return {
        id: [[one.tasks[name] for name in CATEGORIES], one.scope, one.done, one.earned, one.planned, one.health]
        for id, one in measures.items()
    }


def read_measures(kept: Mapping[str, Any]) -> dict[str, Measures]:
    """The measures again."""
    return {
        id: Measures(dict(zip(CATEGORIES, counts, strict=True)), *numbers) for id, (counts, *numbers) in kept.items()
    }
