"""Which edits the dates of items rest on: worked out for all items of a plan in one go."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pmctl.insights.promises import work_behind
from pmctl.insights.relations import groups_above, tasks_of, waits_of
from pmctl.model.item import Item
from pmctl.model.project import Task
from pmctl.plan import Plan

Marks = Mapping[str, int]
"""By full id the edits as bits of a number: the first edit is 1, the second 2, the third 4."""


def resting(plan: Plan, edited: Marks) -> Marks:
    """Of every item the edits of all that its dates rest on: itself, its parts, what it waits for, and who does it.

    Item by item would take the square of their number: most of a large plan rests on most of the rest.
    """
    items = plan.workspace.items
    below = {id: [one for one in dict.fromkeys(_step(plan, item)) if one in items] for id, item in items.items()}
    marks = {id: edited.get(id, 0) for id in items}
    order, is_settled = _deepest_first(below), False
    while not is_settled:  # a group and its parts rest on each other, so once is not always enough
        is_settled = True
        for id in order:
            found = marks[id]
            for one in below[id]:
                found |= marks[one]
            if found != marks[id]:
                marks[id], is_settled = found, False
    return marks


def _deepest_first(below: Mapping[str, list[str]]) -> list[str]:
    """All ids, what one rests on before itself wherever they do not rest on each other."""
    order: list[str] = []
    seen: set[str] = set()
    for id in below:
        stack = [(id, False)]
        while stack:
            one, is_left = stack.pop()
            if is_left:
                order.append(one)
            elif one not in seen:
                seen.add(one)
                stack.append((one, True))
                stack += [(other, False) for other in below[one] if other not in seen]
    return order


def _step(plan: Plan, item: Item) -> Iterator[str]:
    """One step from an item towards what its dates rest on."""
    yield from (part.id for part in work_behind(plan, item.id))
    if item.id in plan.workspace.documents:
        yield from (task.id for task in tasks_of(plan, item.id))
    if isinstance(item, Task):
        yield from item.children
        yield from (wait.before for wait in waits_of(plan, item))
        yield from (group.id for group in groups_above(plan, item))
        row = plan.schedule.tasks.get(item.id)
        yield from (booking.who for booking in row.bookings) if row is not None else ()
