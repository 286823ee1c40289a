"""What people need from each other: a link between the work of two people is a promise, with a day and a gap."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from pmctl.insights.computed import workers
from pmctl.insights.promises import due_of, forecast_of
from pmctl.insights.relations import Wait, groups_above, home_of, leaves_of, waits_of
from pmctl.insights.states import is_over
from pmctl.insights.waiting import is_reached
from pmctl.insights.working_time import calendars_of, working_days
from pmctl.model.item import Item
from pmctl.model.project import Project, Task
from pmctl.plan import Plan
from pmctl.quantity import Lag, day_of, instant
from pmctl.record import dataclass
from pmctl.scheduling.schedule import Scheduled
from pmctl.worktime import WorkCalendar


@dataclass(frozen=True, slots=True)
class Need:
    """A promise between people: `who` needs an item from `giver` by a day; `gap` is working days, late is positive."""

    who: tuple[str, ...]
    giver: tuple[str, ...]
    item: str
    for_item: str
    by: date | None
    forecast: date | None
    gap: int | None


def needs(plan: Plan, found: Iterable[Wait]) -> list[Need]:
    """Each open link between different people as a promise, the latest first among equals by day."""
    listed = [need for wait in found if (need := need_of(plan, wait)) is not None]
    return sorted(listed, key=lambda need: (need.by or date.max, -(need.gap or 0), need.item, need.for_item))


def needs_about(found: Iterable[Need], people: Iterable[str]) -> list[Need]:
    """The promises that some people gave, or were given."""
    named = frozenset(people)
    return [need for need in found if named & {*need.who, *need.giver}]


def need_of(plan: Plan, wait: Wait) -> Need | None:
    """The promise behind a link; None where it is kept already, or nobody waits for anybody else."""
    before, after = plan.workspace.items[wait.before], plan.workspace.items[wait.after]
    if is_over(plan, after) or is_reached(plan, wait.link.kind, before):
        return None
    who, giver = _apart(hands_of(plan, after), hands_of(plan, before))
    if not who or not giver:
        return None
    by, forecast = needed_by(plan, wait), _given(plan, wait)
    gap = working_days(plan, after, by, forecast) if by and forecast else None
    return Need(who, giver, before.id, after.id, by, forecast, gap)


def _apart(who: tuple[str, ...], giver: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Both sides, less those of the larger one who stand on the other side, too: nobody waits for themselves."""
    if set(who) <= set(giver):
        return who, tuple(name for name in giver if name not in who)
    if set(giver) < set(who):
        return tuple(name for name in who if name not in giver), giver
    return who, giver


# --- in whose hands it is ---------------------------------------------------------------------------------------------


def hands_of(plan: Plan, item: Item) -> tuple[str, ...]:
    """In whose hands an item is: the party outside, of a group its owner, else the people at work on it.

    Where equipment alone does it, or nobody, it is who answers for it: its owner, that of the nearest group, the lead.
    """
    if isinstance(item, Task) and item.external is not None and item.external.party:
        return (item.external.party,)
    is_whole = isinstance(item, Project) or (isinstance(item, Task) and item.is_group)
    if is_whole and item.owner:
        return (item.owner,)
    found = _of_parts(plan, item) if is_whole else _people(plan, item)
    return found or _answering(plan, item) or ((item.owner,) if item.owner else ())


def _of_parts(plan: Plan, item: Item) -> tuple[str, ...]:
    """The hands of what is open in a group or project, each once."""
    open_leaves = (leaf for leaf in leaves_of(plan, item) if not is_over(plan, leaf))
    return tuple(dict.fromkeys(who for leaf in open_leaves for who in hands_of(plan, leaf)))


def _people(plan: Plan, item: Item) -> tuple[str, ...]:
    """Who works on it, less equipment."""
    return tuple(who for who in workers(plan, item) if who not in plan.workspace.resources)


def _answering(plan: Plan, item: Item) -> tuple[str, ...]:
    document = plan.workspace.documents.get(home_of(item))
    lead = document.lead if isinstance(document, Project) else ""
    names = (item.owner, *(group.owner for group in groups_above(plan, item)), lead, document.owner if document else "")
    return next(((name,) for name in names if name), ())


# --- by when ----------------------------------------------------------------------------------------------------------


def needed_by(plan: Plan, wait: Wait) -> date | None:
    """The day by which what is waited for is to come: its promise; without one the last day on which nothing moves.

    That is the late start of the successor (its late finish for FF and SF) less the lag, in the calendar of the
    successor's document. Of a successor that was begun it is where its rest must begin.
    """
    before = plan.workspace.items[wait.before]
    ends = wait.link.kind in ("FS", "FF")
    promised = due_of(plan, before) if ends else None
    after = plan.schedule.tasks.get(wait.after)
    if promised is not None or after is None:
        return promised
    calendar = calendars_of(plan).of_document(home_of(plan.workspace.items[wait.after]))
    at = _latest(plan, calendar, after) if wait.link.kind in ("FS", "SS") else after.late_finish
    lag = wait.link.lag
    if lag is not None and lag.elapsed:
        at -= lag.minutes
    work = calendar.work_at(at) - _worked(lag, plan.schedule.tasks.get(wait.before))
    return day_of(calendar.finish_at(work) - 1) if ends else day_of(calendar.start_at(work))


def _worked(lag: Lag | None, before: Scheduled | None) -> int:
    """The working minutes of a lag; of a share those of the predecessor."""
    if lag is None or lag.elapsed:
        return 0
    if lag.share is None:
        return lag.minutes
    return int(before.duration * lag.share) if before is not None else 0


def _latest(plan: Plan, calendar: WorkCalendar, after: Scheduled) -> int:
    """When a task must begin at the latest; of one that was begun its rest, which is as long as it is in the plan."""
    if after.state != "started":
        return after.late_start
    rest = calendar.work_between(_rest_begins(plan, calendar, after), after.finish)
    return calendar.start_at(calendar.work_at(after.late_finish) - rest)


def _rest_begins(plan: Plan, calendar: WorkCalendar, after: Scheduled) -> int:
    """Where the schedule goes on with a task that was begun: today, or when what it waits for is there."""
    begins = [instant(plan.today)]
    for wait in waits_of(plan, plan.workspace.items[after.id]):
        before = plan.schedule.tasks.get(wait.before)
        if before is not None and wait.link.kind in ("FS", "SS"):
            at = before.finish if wait.link.kind == "FS" else before.start
            lag = wait.link.lag
            at += lag.minutes if lag is not None and lag.elapsed else 0
            begins.append(calendar.start_at(calendar.work_at(at) + _worked(lag, before)))
    return max(begins)


def _given(plan: Plan, wait: Wait) -> date | None:
    """When what is waited for comes: its start where the link wants that, else its end."""
    found = forecast_of(plan, plan.workspace.items[wait.before])
    return found.start if wait.link.kind in ("SS", "SF") else found.date
