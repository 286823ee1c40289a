"""What waits for what, and what people owe each other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pmctl import network
from pmctl.insights.facts import value
from pmctl.insights.promises import due_of, forecast_of
from pmctl.insights.relations import Wait, home_of, leaves_of, waits
from pmctl.insights.states import is_over
from pmctl.insights.waiting import is_reached
from pmctl.insights.working_time import calendars_of, working_days
from pmctl.model.item import Item
from pmctl.model.project import Project, Task
from pmctl.model.workspace import Workspace
from pmctl.plan import Plan
from pmctl.quantity import day_of


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


# --- the facts --------------------------------------------------------------------------------------------------------


def waits_between(plan: Plan, scope: Item | None) -> list[Wait]:
    """The written links of the workspace, or those with an end in a document or item."""
    found = list(waits(plan))
    if scope is None:
        return found
    if isinstance(scope, Project) or scope.id in plan.workspace.documents:
        items = plan.workspace.items
        return [wait for wait in found if scope.id in (home_of(items[wait.before]), home_of(items[wait.after]))]
    near = {scope.id, *network.reach(plan.workspace, scope, False), *network.reach(plan.workspace, scope, True)}
    return [wait for wait in found if wait.before in near and wait.after in near]


def needs(plan: Plan, found: Iterable[Wait]) -> list[Need]:
    """Each open link between different people as a promise, the latest first among equals by day."""
    items = plan.workspace.items
    listed = []
    for wait in found:
        before, after = items[wait.before], items[wait.after]
        if is_over(plan, after) or is_reached(plan, wait.link.kind, before):
            continue
        who, giver = people_of(plan, after), people_of(plan, before)
        if who == giver:
            continue
        by, forecast = needed_by(plan, wait), _given(plan, wait)
        gap = working_days(plan, after, by, forecast) if by and forecast else None
        listed.append(Need(who, giver, before.id, after.id, by, forecast, gap))
    return sorted(listed, key=lambda need: (need.by or date.max, -(need.gap or 0), need.item, need.for_item))


def people_of(plan: Plan, item: Item) -> tuple[str, ...]:
    """Who does an item, else who answers for it, else the party outside."""
    if isinstance(item, Task) and item.external is not None and item.external.party:
        return (item.external.party,)
    found = value(plan, item, "people")
    people = tuple(str(one) for one in found) if isinstance(found, tuple) else ()
    if isinstance(item, Task | Project) and (isinstance(item, Project) or item.is_group):
        open_leaves = (leaf for leaf in leaves_of(plan, item) if not is_over(plan, leaf))
        people = tuple(dict.fromkeys(who for leaf in open_leaves for who in people_of(plan, leaf)))
    owner = value(plan, item, "owner")
    return people or ((str(owner),) if owner else ())


def needed_by(plan: Plan, wait: Wait) -> date | None:
    """The last day on which what is waited for may come and nothing moves: the promised day, or what the link leaves.

    From the late start of the successor (its late finish for FF and SF) the lag is taken back in the calendar of the
    successor's document.
    """
    before = plan.workspace.items[wait.before]
    promised = due_of(plan, before)
    after = plan.schedule.tasks.get(wait.after)
    if after is None:
        return promised
    calendar = calendars_of(plan).of_document(home_of(plan.workspace.items[wait.after]))
    at = after.late_start if wait.link.kind in ("FS", "SS") else after.late_finish
    lag = wait.link.lag
    if lag is not None and lag.elapsed:
        at -= lag.minutes
    work = calendar.work_at(at) - (lag.minutes if lag is not None and not lag.elapsed else 0)
    ends = wait.link.kind in ("FS", "FF")
    latest = day_of(calendar.finish_at(work) - 1) if ends else day_of(calendar.start_at(work))
    return min(latest, promised) if promised else latest


def _given(plan: Plan, wait: Wait) -> date | None:
    found = forecast_of(plan, plan.workspace.items[wait.before])
    return found.start if wait.link.kind in ("SS", "SF") else found.date


def ends(workspace: Workspace, found: Iterable[Wait]) -> list[Item]:
    """The items at the ends of links, in file order."""
    names = {name for wait in found for name in (wait.before, wait.after)}
    return [item for full_id, item in workspace.items.items() if full_id in names]
