"""What would help: changes along a chain, each tried by scheduling a varied plan anew, ranked by the days they gain."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pmctl.insights.promises import due_of, forecast_of, is_late
from pmctl.insights.reasons.candidates import (
    Candidate,
    FactChange,
    of_absence,
    of_dates,
    of_length,
    of_link,
    of_priority,
)
from pmctl.insights.reasons.candidates_people import of_people
from pmctl.insights.reasons.why import chain_of
from pmctl.insights.relations import home_of
from pmctl.insights.working_time import calendars_of, working_days
from pmctl.model.control import Risk
from pmctl.model.item import Item
from pmctl.model.project import Project, Task
from pmctl.plan import Plan
from pmctl.quantity import instant
from pmctl.scheduling import Memory, schedule
from pmctl.variation import with_values

MOST_TRIED = 40
"""Changes that are tried on a small plan."""
LARGE, MOST_ON_LARGE = 2000, 12
"""From so many tasks on scheduling takes long enough that fewer are tried."""
WANTED = 3
"""Working days to gain where no promise says how many."""

Follow = Callable[[Sequence[Candidate]], Iterable[Candidate]]


@dataclass(frozen=True, slots=True)
class Harm:
    """What ends later for it: a document, or a promise that is then missed, by so many working days."""

    item: str
    days: int


@dataclass(frozen=True, slots=True)
class Remedy:
    """A change that brings an item forward to `day`, by `minutes` of working time (`days` as people count them).

    `on_time` says whether its promise is then kept, None where nothing was promised.
    """

    text: str
    edits: tuple[FactChange, ...]
    day: date
    days: int
    minutes: int
    on_time: bool | None
    harms: tuple[Harm, ...]


def rescheduled(plan: Plan, edits: Iterable[FactChange], level: bool = True, memory: Memory | None = None) -> Plan:
    """The plan with the changes of a candidate, scheduled anew as of the same day; one `memory` for many of a plan."""
    values: dict[str, dict[str, object]] = {}
    for edit in edits:
        values.setdefault(edit.item, {})[edit.attribute] = edit.value
    workspace = with_values(plan.workspace, values)
    return replace(plan, workspace=workspace, schedule=schedule(workspace, plan.today, level, memory), memory={})


def remedies(plan: Plan, item: Item, level: bool = True, follow: Follow = iter) -> tuple[Remedy, ...]:
    """The changes that help an item, the one that gains most first, the smallest change first among equals.

    `follow` goes through the candidates while they are tried, so that a person may see how far it has come.
    """
    target = _target(plan, item)
    if target is None or forecast_of(plan, target).date is None:
        return ()
    most = MOST_ON_LARGE if len(plan.schedule.tasks) >= LARGE else MOST_TRIED
    tried = sorted(candidates(plan, target), key=lambda one: (-one.promise, one.size, one.text))[:most]
    memory = Memory()
    found = [
        (remedy, one.size)
        for one in follow(tried)
        if (remedy := _tried(plan, rescheduled(plan, one.edits, level, memory), target, one)) is not None
    ]
    found.sort(key=lambda pair: (-pair[0].days, -pair[0].minutes, pair[1], pair[0].text))
    return tuple(remedy for remedy, _ in found)


def _target(plan: Plan, item: Item) -> Item | None:
    """Whose date shall be earlier: that of the item; of a risk, of what it threatens."""
    if not isinstance(item, Risk):
        return item
    steps = chain_of(plan, item.id).steps
    return plan.workspace.items[steps[0].before] if steps else None


def candidates(plan: Plan, item: Item) -> list[Candidate]:
    """Everything worth a try along the chain of an item, nothing twice."""
    wanted = _wanted(plan, item)
    found: dict[tuple[str, ...], Candidate] = {}
    for one in _along(plan, item, wanted):
        found.setdefault(tuple(edit.request for edit in one.edits), one)
    return list(found.values())


def _wanted(plan: Plan, item: Item) -> int:
    """Working days to gain: those that the promise is missed by, else a few."""
    due, forecast = due_of(plan, item), forecast_of(plan, item).date
    late = working_days(plan, item, due, forecast) if due is not None and forecast is not None else 0
    return late if late > 0 else WANTED


def _along(plan: Plan, item: Item, wanted: int) -> Iterator[Candidate]:
    for step in chain_of(plan, item.id).steps:
        task, row = plan.workspace.items[step.item], plan.schedule.tasks.get(step.item)
        if not isinstance(task, Task) or task.is_group or row is None or row.state == "finished":
            continue
        yield from of_dates(plan, step, task, wanted)
        yield from of_link(plan, step, task, row, wanted)
        yield from of_priority(plan, step, task, row)
        if step.side == "finish":
            yield from of_length(plan, task, row, wanted)
            yield from of_people(plan, step, task, row)
        for fact in step.facts:
            yield from of_absence(plan, fact, row)


# --- what a change does -----------------------------------------------------------------------------------------------


def _tried(plan: Plan, then: Plan, item: Item, candidate: Candidate) -> Remedy | None:
    """What a change brings; None where the item does not end at least a working day earlier."""
    changed = then.workspace.items[item.id]
    before, after = forecast_of(plan, item).date, forecast_of(then, changed).date
    days = working_days(plan, item, after, before) if before is not None and after is not None else 0
    if before is None or after is None or days <= 0:
        return None
    calendar = calendars_of(plan).of_document(home_of(item))
    minutes = calendar.work_between(_end(then, changed, after), _end(plan, item, before))
    due = due_of(then, changed)
    return Remedy(
        text=candidate.text,
        edits=candidate.edits,
        day=after,
        days=days,
        minutes=minutes,
        on_time=None if due is None else after <= due,
        harms=harms(plan, then),
    )


def _end(plan: Plan, item: Item, day: date) -> int:
    """The instant at which an item ends; of what only has a day, that day."""
    row = plan.schedule.tasks.get(item.id) or plan.schedule.documents.get(item.id)
    return row.finish if row is not None else instant(day)


def harms(plan: Plan, then: Plan) -> tuple[Harm, ...]:
    """Documents that end later for it, and promises of tasks and milestones that were kept and no longer are."""
    found = []
    for item in plan.workspace.items.values():
        if not isinstance(item, Task | Project) or (isinstance(item, Task) and item.due is None):
            continue
        before, after = forecast_of(plan, item).date, forecast_of(then, then.workspace.items[item.id]).date
        if before is None or after is None or after <= before:
            continue
        if isinstance(item, Project) or (is_late(then, then.workspace.items[item.id]) and not is_late(plan, item)):
            found.append(Harm(item.id, working_days(plan, item, before, after)))
    return tuple(sorted(found, key=lambda harm: (-harm.days, harm.item)))
