"""What had been done by today where the files tell of later days, for `today` may be set before the last of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from pmctl.insights.earned_value.planned import ONE, ZERO
from pmctl.insights.progress import earned_share, progress_of, work_minutes
from pmctl.insights.promises import forecast_of
from pmctl.insights.relations import entries_by_item, leaves_of
from pmctl.insights.states import task_categories
from pmctl.insights.working_time import calendars_of, share_of_days
from pmctl.model.project import Task
from pmctl.plan import Plan
from pmctl.quantity import When


def is_ahead(plan: Plan, day: When | None) -> bool:
    """Has a recorded day not come yet?"""
    return day is not None and day.first > plan.today


def progress_by_today(plan: Plan, task: Task) -> Fraction:
    """The progress of a task (of a group, by effort), less what was done on days that have not come.

    Progress itself bears no date: of work that had begun by today all that is recorded counts.
    """
    states = task_categories(plan)
    leaves = [leaf for leaf in leaves_of(plan, task) if states.get(leaf.id) != "dropped"]
    if not any(is_ahead(plan, leaf.started) or is_ahead(plan, leaf.finished) for leaf in leaves):
        return progress_of(plan, task) or ZERO
    weights = [work_minutes(plan, leaf) for leaf in leaves]
    if not any(weights):
        weights = [1] * len(leaves)
    earned = (
        weight * earned_share(plan, leaf) * _part_by_today(plan, leaf)
        for leaf, weight in zip(leaves, weights, strict=True)
    )
    return sum(earned, ZERO) / sum(weights)


def _part_by_today(plan: Plan, leaf: Task) -> Fraction:
    """The part of what a leaf has earned that lies up to today: over its working days, if it ends later."""
    if is_ahead(plan, leaf.started):
        return ZERO
    if not is_ahead(plan, leaf.finished):
        return ONE
    dates = forecast_of(plan, leaf)
    if dates.start is None or dates.date is None or dates.start > plan.today:
        return ZERO
    calendar = calendars_of(plan).of_document(leaf.document)
    return share_of_days(calendar, (dates.start, dates.date), (dates.start, plan.today))


def recorded_later(plan: Plan, tasks: Iterable[Task]) -> date | None:
    """The last day of which the files tell, where that is after today and some of these tasks were under way by then.

    Their progress may be of any day up to it.
    """
    leaves = list(tasks)
    days = [day.first for leaf in leaves for day in (leaf.started, leaf.finished) if day is not None]
    entries = entries_by_item(plan)
    worked = [entry.date.first for leaf in leaves for _, entry in entries.get(leaf.id, ())]
    last = max([*days, *worked], default=plan.today)
    return last if last > plan.today and any(_is_under_way(plan, leaf) for leaf in leaves) else None


def _is_under_way(plan: Plan, leaf: Task) -> bool:
    """Has it earned something by today, and is it neither done nor yet to begin?"""
    is_done = task_categories(plan).get(leaf.id) in ("done", "dropped")
    return not is_done and not is_ahead(plan, leaf.started) and earned_share(plan, leaf) > 0
