"""Which edits a date rests on: each is left out in turn, and the plan scheduled without it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pmctl.changes.applied import Application, application, made
from pmctl.changes.edits import Edit
from pmctl.insights.promises import forecast_of
from pmctl.model.item import Item
from pmctl.plan import Plan, plan
from pmctl.scheduling import Memory
from pmctl.triggers.between import Between, former

MOST_EDITS = 8
MOST_WORK = 16_000
"""Edits that are tried at most, and edits x items: beyond that every edit near to a date counts as its cause."""


def mattering(between: Between, item: Item, near: Sequence[Edit]) -> tuple[Edit, ...]:
    """Those of some edits without any one of which the dates of an item would be others.

    All of them where these are too many to try, and where it takes several to make a difference.
    """
    items = between.head.workspace.items
    if len(near) < 2 or len(near) > MOST_EDITS or len(near) * len(items) > MOST_WORK:
        return tuple(near)
    for look in (_forecast, _float):
        now = look(between, between.head, item)
        found = tuple(edit for edit in near if look(between, _without(between, edit), item) != now)
        if found:
            return found
    return tuple(near)


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
    memory = between.head.memory
    key = ("without", edit)
    found: Plan | None = memory.get(key)
    if found is None:
        given = _application(between)
        workspace = made(given, [one for one in given.edits if one != edit])
        loaded = replace(between.head.loaded, workspace=workspace)
        found = memory[key] = plan(loaded, between.today, between.level, memory.setdefault(Memory, Memory()))
    return found


def _application(between: Between) -> Application:
    memory = between.head.memory
    found: Application | None = memory.get(application)
    if found is None:
        found = memory[application] = application(between.base.workspace, between.head.workspace)
    return found
