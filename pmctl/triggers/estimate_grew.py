"""An estimate is much larger than it was."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from pmctl.insights.estimates import ESTIMATES, grew, is_much_more
from pmctl.insights.progress import remaining_minutes
from pmctl.model.project import Task
from pmctl.quantity import print_duration
from pmctl.triggers.telling.between import Between, former, is_of, kept
from pmctl.triggers.telling.trigger import Line, Occasion, Severity

ID, NAME, KIND = "N30", "estimate-grew", "diff"
ENTITY = ("task",)
RULE = "`effort`, `duration` or `remaining` grew by >= max(1d, 20 %); the second time raises the severity to alert"
TO = ("lead",)
SEVERITY: Severity = "warn"
DEDUPE = "new.estimate"

LOOK_BACK = timedelta(days=365)
"""How far back an earlier growth is looked for."""


def occasions(between: Between) -> Iterator[Occasion]:
    """One for each task, with all its estimates that grew."""
    units = between.head.workspace.units
    for before, task in kept(between, Task):
        grown = [one for key in ESTIMATES if (one := _grown(between, before, task, key)) is not None]
        if grown:
            words = [f"{key} {print_duration(now, units)}, was {print_duration(was, units)}" for key, was, now in grown]
            again = _times(between, task) > 1
            key = tuple(f"{key}={now}" for key, _, now in grown)
            text = "takes more than was thought, again" if again else "takes more than was thought"
            lines = (Line(f"{'; '.join(words).capitalize()}."),)
            yield Occasion(task, text, key, lines=lines, keys=ESTIMATES, severity="alert" if again else None)


def _grown(between: Between, before: Task, task: Task, key: str) -> tuple[str, int, int] | None:
    """A field that grew beyond the limit, in minutes; what was left before follows from effort and progress."""
    was, now = getattr(before, key), getattr(task, key)
    if now is None or (was is None and key != "remaining"):
        return None
    minutes = was.minutes if was is not None else remaining_minutes(between.still, before)
    return (key, minutes, now.minutes) if is_much_more(minutes, now.minutes, between.head.workspace.units) else None


def _times(between: Between, task: Task) -> int:
    """In how many revisions an estimate of a task grew so much, as far back as one looks."""
    ids = {task.id, former(between, task.id)}
    steps = (*between.earlier(between.since - LOOK_BACK), *between.steps)
    units = between.head.workspace.units
    return sum(
        any(
            grew(one.key, one.before, one.after, units)
            for edit in step.edits
            if is_of(edit, ids, ESTIMATES)
            for one in edit.fields
        )
        for step in steps
    )
