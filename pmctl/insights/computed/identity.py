"""What an item is: its place in the breakdown of the work, who does it, who answers for it."""

from __future__ import annotations

from collections.abc import Mapping

from pmctl.insights.computed.fact import scheduled_of
from pmctl.insights.written import attributes, typed
from pmctl.model.item import Item
from pmctl.model.product import Feature
from pmctl.model.project import Task
from pmctl.plan import Plan, remembered


def is_leaf(plan: Plan, item: Item) -> bool:
    """Has it no parts?"""
    if isinstance(item, Task):
        return not item.is_group
    return not (isinstance(item, Feature) and item.children)


@remembered
def codes(plan: Plan) -> Mapping[str, str]:
    """Work breakdown codes by file order: 1, 1.1, 1.2 ..."""
    found: dict[str, str] = {}
    counts: dict[str, int] = {}
    for item in plan.workspace.items.values():
        if isinstance(item, Task | Feature):
            above = item.group or f"{item.document}/{item.kind}"
            counts[above] = counts.get(above, 0) + 1
            found[item.id] = f"{found[item.group]}.{counts[above]}" if item.group in found else str(counts[above])
    return found


def workers(plan: Plan, item: Item) -> tuple[str, ...]:
    """Who does it: those booked, else what `assign` asks for (people, roles, skills), else the owner."""
    if not isinstance(item, Task):
        return (item.owner,) if item.owner else ()
    scheduled = scheduled_of(plan, item)
    if scheduled is not None and scheduled.bookings:
        return tuple(dict.fromkeys(booking.who for booking in scheduled.bookings))
    named = tuple(choice.name for one in item.assign or () for choice in one.choices)
    return named or ((item.owner,) if item.owner else ())


def answers(item: Item) -> str | None:
    """Who answers for it: the typed owner; of a project its lead, of a decision who decides, of a team its lead."""
    if item.owner:
        return item.owner
    for key in ("lead", "by", "person"):
        named = typed(item, key)
        if isinstance(named, str):
            return named
    return None


def file_of(item: Item) -> object:
    """The file that an item stands in; of what has a file of its own (a document, a contract) that one or none."""
    return typed(item, "file") if "file" in attributes(type(item)) else item.source.path or None
