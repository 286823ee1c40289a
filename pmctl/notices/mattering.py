"""Which edits a date rests on: each is left out in turn, and the plan scheduled without it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pmctl.changes.applied import application, made
from pmctl.changes.edits import Edit
from pmctl.insights.promises import forecast_of
from pmctl.model.item import Item
from pmctl.plan import Plan, plan
from pmctl.scheduling import Memory
from pmctl.triggers.telling.between import Between, former

MOST_EDITS = 8
MOST_WORK = 16_000
"""Edits that are tried at most, and edits x items: beyond that every edit near to a date counts as its cause."""
MOST_WORK_IN_ALL = 10 * MOST_WORK
"""Edits x items over all dates of a run; each edit counts once, for what was found without it is remembered."""


def mattering(between: Between, item: Item, near: Sequence[Edit]) -> tuple[Edit, ...]:
    """Those of some edits without any one of which the dates of an item would be others.

    All of them where these are too many to try, and where it takes several to make a difference.
    """
    if len(near) < 2 or not _is_affordable(between, near):
        return tuple(near)
    for look in (_forecast, _float):
        now = look(between, between.head, item)
        found = tuple(edit for edit in near if look(between, _without(between, edit), item) != now)
        if found:
            return found
    return tuple(near)


def _is_affordable(between: Between, near: Sequence[Edit]) -> bool:
    """Whether some edits are few enough to try, and in all that were tried before; notes them as tried then."""
    size, tried = len(between.head.workspace.items), between.once(_is_affordable, set[Edit])
    if len(near) > MOST_EDITS or len(near) * size > MOST_WORK or len(tried.union(near)) * size > MOST_WORK_IN_ALL:
        return False
    tried.update(near)
    return True


def _forecast(between: Between, plan: Plan, item: Item) -> object:
    """The first and last day of an item in a plan, under the id that it has there."""
    found = _found(between, plan, item)
    dates = forecast_of(plan, found) if found is not None else None
    return (dates.start, dates.date) if dates is not None else None


def _float(between: Between, plan: Plan, item: Item) -> object:
    """The float of a task in a plan."""
    found = _found(between, plan, item)
    row = plan.schedule.tasks.get(found.id) if found is not None else None
    return row.total_float if row is not None else None


def _found(between: Between, plan: Plan, item: Item) -> Item | None:
    items = plan.workspace.items
    return items.get(item.id) or items.get(former(between, item.id))


def _without(between: Between, edit: Edit) -> Plan:
    """The plan of today as if one edit had not been made; remembered, for other dates may rest on it as well."""

    def found() -> Plan:
        given = between.once(application, lambda: application(between.base.workspace, between.head.workspace))
        workspace = made(given, [one for one in given.edits if one != edit])
        loaded = replace(between.head.loaded, workspace=workspace)
        return plan(loaded, between.today, between.level, between.once(Memory, Memory))

    return between.once((_without, edit), found)
