"""Work under way that shows early that it will not come as planned: behind its time, quiet, growing, old."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction

from pmctl.insights.cycle_times import expected_days
from pmctl.insights.evidence import commits_on, last_heard, named_since
from pmctl.insights.health.levels import TEN_PERCENT, in_days, threshold_of
from pmctl.insights.needs import hands_of
from pmctl.insights.progress import earned_share
from pmctl.insights.promises import baseline_dates, due_of
from pmctl.insights.relations import tasks_of
from pmctl.insights.states import category_of
from pmctl.insights.working_time import working_days
from pmctl.insights.workload.loads import rate_of
from pmctl.model.project import Task
from pmctl.plan import Plan
from pmctl.quantity import print_share
from pmctl.record import dataclass

QUIET = Fraction(5)
"""Working days without a sign after which work is quiet, unless `health: {freshness: {amber: 10d}}` says otherwise."""
OFTEN = 2
"""How often an estimate grows before it is a sign."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What the history from a day on tells, by full id: when an item was edited last, how often its estimate grew."""

    edited: Mapping[str, date]
    grown: Mapping[str, int]
    since: date


@dataclass(frozen=True, slots=True)
class EarlyWarning:
    """A task under way with what speaks against its date; None and 0 where that side says nothing.

    `elapsed` is the part of its planned time that has passed, `done` the part that is earned; `quiet` are working days
    without any sign, `grown` how often its estimate grew, `age` calendar days since its start where most took
    `expected` at most.
    """

    item: str
    who: tuple[str, ...]
    elapsed: Fraction | None = None
    done: Fraction | None = None
    quiet: int | None = None
    grown: int = 0
    age: int | None = None
    expected: int | None = None


def is_watching(plan: Plan, document: str) -> bool:
    """Is anything under way in a document of which something could be said?"""
    return any(_is_watched(plan, task) for task in tasks_of(plan, document))


def warnings_of(plan: Plan, document: str, signs: Signs | None = None) -> tuple[EarlyWarning, ...]:
    """The tasks of a document that warn early, in file order; `signs` None: no history is known."""
    found = (_warning(plan, task, signs) for task in tasks_of(plan, document) if _is_watched(plan, task))
    return tuple(one for one in found if one is not None)


def _is_watched(plan: Plan, task: Task) -> bool:
    """Is it under way, and ours?"""
    is_work = not (task.is_group or task.milestone or task.external)
    return is_work and category_of(plan, task) == "doing" and _begun(plan, task) is not None


def _begun(plan: Plan, task: Task) -> date | None:
    return task.started.first if task.started is not None and task.started.first <= plan.today else None


def _warning(plan: Plan, task: Task, signs: Signs | None) -> EarlyWarning | None:
    elapsed, done = _elapsed(plan, task), earned_share(plan, task)
    is_behind = elapsed is not None and elapsed - done > TEN_PERCENT
    quiet = _quiet(plan, task, signs)
    grown = signs.grown.get(task.id, 0) if signs is not None else 0
    age, expected = _age(plan, task), expected_days(plan, task.document)
    is_old = age is not None and expected is not None and age > expected
    if not (is_behind or quiet is not None or grown >= OFTEN or is_old):
        return None
    return EarlyWarning(
        task.id,
        hands_of(plan, task),
        elapsed if is_behind else None,
        done if is_behind else None,
        quiet,
        grown if grown >= OFTEN else 0,
        age if is_old else None,
        expected if is_old else None,
    )


def _elapsed(plan: Plan, task: Task) -> Fraction | None:
    """Working days since the start as a part of those that were planned for the task; None where nobody planned any."""
    begun, planned = _begun(plan, task), _planned_days(plan, task)
    if begun is None or not planned:
        return None
    return working_days(plan, task, begun, plan.today) / planned


def _planned_days(plan: Plan, task: Task) -> Fraction | None:
    """The working days that a task was to take: in the baseline, else up to its promise, else as estimated."""
    begun = _begun(plan, task)
    start, finish = baseline_dates(plan, task)
    if start is not None and finish is not None:
        return Fraction(working_days(plan, task, start, finish) + 1)
    due = due_of(plan, task)
    if begun is not None and due is not None and due >= begun:
        return Fraction(working_days(plan, task, begun, due) + 1)
    day = plan.workspace.units.day
    if task.duration is not None:
        return Fraction(task.duration.minutes, day)
    scheduled = plan.schedule.tasks.get(task.id)
    rate = rate_of(plan, scheduled) if scheduled is not None else Fraction(0)
    return task.effort.minutes / rate / day if task.effort is not None and rate else None


def _quiet(plan: Plan, task: Task, signs: Signs | None) -> int | None:
    """Working days since the last sign of work, where they are too many; None also where the plan cannot tell.

    Edits, commits that name it, booked time and comments are signs. Without a history only plans tell whose people book
    time or comment.
    """
    begun = _begun(plan, task)
    if begun is None or (signs is None and not _tells(plan, task)):
        return None
    days = [begun, *(commit.day for commit in commits_on(plan, task) if commit.day <= plan.today)]
    days += [last_heard(plan).get(task.id, begun)]
    days += [signs.edited.get(task.id, signs.since)] if signs is not None else []
    most = in_days(plan, threshold_of(plan, "freshness").amber, QUIET, 0)
    quiet = working_days(plan, task, max(days), plan.today)
    return quiet if quiet > most else None


def _tells(plan: Plan, task: Task) -> bool:
    """Do people book time, comment or name tasks in commits in the document of a task?"""
    return task.document in named_since(plan) or any(id.startswith(f"{task.document}/") for id in last_heard(plan))


def _age(plan: Plan, task: Task) -> int | None:
    """Calendar days since the start, that day counted."""
    begun = _begun(plan, task)
    return (plan.today - begun).days + 1 if begun is not None else None


def warning_text(one: EarlyWarning) -> str:
    """`80% of time, 30% done, 9d no update, estimate grew twice, 34d old (85% take 13d)`."""
    return ", ".join(_parts(one))


def _parts(one: EarlyWarning) -> Iterator[str]:
    if one.elapsed is not None and one.done is not None:
        yield f"{print_share(one.elapsed, 0)} of time"
        yield f"{print_share(one.done, 0)} done"
    if one.quiet is not None:
        yield f"{one.quiet}d no update"
    if one.grown:
        yield f"estimate grew {'twice' if one.grown == OFTEN else f'{one.grown} times'}"
    if one.age is not None:
        yield f"{one.age}d old (85% take {one.expected}d)"
