"""How the team's estimates have come true: hours spent on finished tasks beside what was estimated for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from statistics import median

from pmctl.insights.computed import workers
from pmctl.insights.progress import spent_minutes
from pmctl.insights.states import task_categories
from pmctl.model.project import Task
from pmctl.plan import Plan, remembered

ONE = Fraction(1)
FEWEST = 5
"""Finished tasks from which a ratio is used."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """Spent / estimated of so many finished tasks: the median, which one odd task does not move."""

    count: int
    median: Fraction


@dataclass(frozen=True, slots=True)
class Calibration:
    """The ratio of everybody, and of each person with `FEWEST` tasks or more of their own; None without any task."""

    team: Ratio | None
    people: Mapping[str, Ratio]

    @property
    def usable(self) -> bool:
        """Is there enough history to use it?"""
        return self.team is not None and self.team.count >= FEWEST


@remembered
def calibration_of(plan: Plan) -> Calibration:
    """Spent (time sheets, else `spent`) / likely effort over finished tasks that have both.

    A person's ratio counts the tasks that they did alone. What `efficiency` explains is taken out, for the schedule
    stretches the work by it already.
    """
    ratios: list[Fraction] = []
    by_person: dict[str, list[Fraction]] = {}
    states = task_categories(plan)
    for task in plan.workspace.items.values():
        if not isinstance(task, Task) or task.is_group or states.get(task.id) != "done":
            continue
        spent = spent_minutes(plan, task)
        if spent is None or task.effort is None or not task.effort.minutes:
            continue
        people = workers(plan, task)
        ratio = spent * _efficiency(plan, people) / task.effort.minutes
        ratios.append(ratio)
        if len(people) == 1:
            by_person.setdefault(people[0], []).append(ratio)
    enough = {who: _ratio(found) for who, found in sorted(by_person.items()) if len(found) >= FEWEST}
    return Calibration(_ratio(ratios) if ratios else None, enough)


def _efficiency(plan: Plan, people: tuple[str, ...]) -> Fraction:
    """The mean efficiency of the people of a task; 1 where none of them has one."""
    known = [plan.workspace.people[who].efficiency for who in people if who in plan.workspace.people]
    return sum((share.value if share else Fraction(1) for share in known), Fraction(0)) / len(known) if known else ONE


def _ratio(found: Iterable[Fraction]) -> Ratio:
    values = list(found)
    return Ratio(len(values), median(values))


def ratios_of(calibration: Calibration) -> dict[str, Fraction]:
    """By how much the work left is stretched: of who works alone by their own history, of all others (`""`) by the
    team's; nothing where history is too short.
    """
    if calibration.team is None or not calibration.usable:
        return {}
    return {"": calibration.team.median, **{who: ratio.median for who, ratio in calibration.people.items()}}
