"""More is asked of somebody than they can give.

What it finds:
People and resources who are asked, before levelling, for more working time in a coming week than
they have: hours times availability, less time off. The message names the weeks, and what levelling
moved because of it.

Why it matters:
Either the plan moves, as levelling shows, or somebody works at night. Both are better decided than
found out.

Bad:

    # file: people.yaml
    kind: people
    people:
      ana: {name: Ana Ruiz}  # <- here
    # file: projects/checkout.yaml
    kind: project
    tasks:
      design: {effort: 3d, assign: ana}
      build: {effort: 3d, assign: ana}

Good:

    # file: people.yaml
    kind: people
    people:
      ana: {name: Ana Ruiz}
    # file: projects/checkout.yaml
    kind: project
    tasks:
      design: {effort: 3d, assign: ana}
      build: {effort: 3d, assign: ana, after: design}

Near miss:
Two halves are a whole.

    # file: people.yaml
    kind: people
    people:
      ana: {name: Ana Ruiz}
    # file: projects/checkout.yaml
    kind: project
    tasks:
      design: {effort: 2d, assign: ana 50%}
      build: {effort: 2d, assign: ana 50%}

How to fix or allow:
Give some of the work to somebody else, order it by links or priorities, or plan for a later date.
`pmctl list --where "assign ~ 'ana'"` shows what asks for them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.insights.workload import Load, asked_load, bookings_by_person, week_number
from pmctl.model.item import Item, span_of
from pmctl.model.project import Task
from pmctl.plan import Plan
from pmctl.rules.judging.index import say_list, say_work
from pmctl.scheduling.schedule import Scheduled

CODE = "PM302"
NAME = "overallocated"
SEVERITY: Severity = "warning"
LOOKS_AT = "schedule"


MOST_WEEKS = 3


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Everybody whose weeks do not suffice, where their work overlaps at all."""
    workspace = plan.workspace
    known: Mapping[str, Item] = {**workspace.resources, **workspace.people}
    for who, bookings in bookings_by_person(plan).items():
        item = known.get(who)
        if item is None:
            continue
        load = asked_load(plan, who)
        percents = [(_percent(load.share(week)), week) for week in load.overloaded()]
        full = [(percent, week) for percent, week in percents if percent > 100 or not percent]
        if not full or not _overlaps(plan, [row for row, _ in bookings]):
            continue
        moved = _moved(load, [week for _, week in full])
        message = f"{item.title} is asked for {_weeks(plan, full)}"
        if moved:
            steps = say_list(moved.items(), 3, lambda one: f"{one[0]} {say_work(plan, one[1])}")
            message += f"; levelling moves {steps}"
        hint = "give some of the work to somebody else, or put it in an order"
        yield Diagnostic(CODE, SEVERITY, message, span_of(item), hint, item.id)


def _moved(load: Load, weeks: Sequence[int]) -> dict[str, int]:
    """By how much levelling moves what asks in some weeks: the first week first, in it the furthest."""
    found = sorted([(week, -row.levelled, row.id) for week, row in load.touched(weeks) if row.levelled])
    return {id: -minutes for _, minutes, id in found}


def _weeks(plan: Plan, full: Sequence[tuple[int, int]]) -> str:
    """The weeks that are too full, with what is asked of them."""
    worked = [one for one in full if one[0]]
    if worked:
        return say_list(worked, MOST_WEEKS, lambda one: f"{one[0]}% in week {week_number(plan, one[1])}")
    return say_list(
        full, MOST_WEEKS, lambda one: f"work in week {week_number(plan, one[1])}, in which they have no time"
    )


def _percent(share: tuple[int, int] | None) -> int:
    """Halves rounded up; 0 where there is no time."""
    return (200 * share[0] + share[1]) // (2 * share[1]) if share else 0


def _overlaps(plan: Plan, rows: Sequence[Scheduled]) -> bool:
    """Do any two tasks run at the same time before levelling, or one past anybody's hours?"""
    dates = sorted([(row.early_start, row.early_finish) for row in rows])
    if any(begin < end for (_, end), (begin, _) in pairwise(dates)):
        return True
    return any(row.duration and not _has_effort(plan, row.id) for row in rows)


def _has_effort(plan: Plan, task: str) -> bool:
    item = plan.workspace.items.get(task)
    return isinstance(item, Task) and item.effort is not None and item.duration is None
