"""Who still waits for what: links whose predecessor has not come far enough."""

from __future__ import annotations

from pmctl.insights.relations import waits_of
from pmctl.insights.states import category_of, is_over
from pmctl.model.item import Item
from pmctl.plan import Plan


def is_reached(plan: Plan, kind: str, before: Item) -> bool:
    """Has the predecessor come as far as a link of this kind wants it: started for SS and SF, else finished?"""
    if is_over(plan, before):
        return True
    return kind in ("SS", "SF") and category_of(plan, before) == "doing"


def waiting_for(plan: Plan, item: Item, to_start: bool = False) -> tuple[str, ...]:
    """Full ids of the direct predecessors that are not yet there; with `to_start` only those that hold its start."""
    if is_over(plan, item):
        return ()
    items = plan.workspace.items
    found = (
        wait.before
        for wait in waits_of(plan, item)
        if not (to_start and wait.link.kind in ("FF", "SF"))
        and not is_reached(plan, wait.link.kind, items[wait.before])
    )
    return tuple(dict.fromkeys(found))
