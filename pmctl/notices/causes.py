"""What brought an occasion about: the edits behind it, and who made them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from pmctl.changes.edits import Edit
from pmctl.insights.promises import work_behind
from pmctl.insights.relations import groups_above, tasks_of, waits_of
from pmctl.model.item import Item
from pmctl.model.project import Task
from pmctl.notices.mattering import mattering
from pmctl.plan import Plan, remembered
from pmctl.triggers.between import Between, edits_of, former, is_of
from pmctl.triggers.trigger import Occasion, Trigger

EVERYWHERE = frozenset({"workspace", "calendar", "holiday"})
"""Entities whose edits can move any date."""

SILENT = frozenset({"name", "description", "tags", "links", "visibility", "accept"})
"""Fields that move nothing."""


def edits_behind(between: Between, trigger: Trigger, occasion: Occasion) -> tuple[Edit, ...]:
    """The edits that brought an occasion about, in the order of the files; none where only the passing of time did.

    What was edited itself (of the fields that matter); of what is computed the edits of all that it rests on.
    """
    if occasion.by_time:
        return ()
    causes = occasion.causes or (occasion.item.id,)
    ids = frozenset(name for id in causes for name in (id, former(between, id)))
    own = edits_of(between, ids, occasion.keys) or edits_of(between, ids)
    if trigger.kind != "derived" or occasion.keys:
        return own or between.edits
    moving = tuple(edit for edit in between.edits if moves(edit, SILENT.union(occasion.not_by)))
    rests_on = frozenset[str]().union(*(_behind_in_both(between, id) for id in causes))
    near = tuple(edit for edit in moving if edit.entity in EVERYWHERE or {edit.id, edit.before_id} & rests_on)
    near = near or moving or own
    return mattering(between, occasion.item, near) if occasion.dated else near


def moves(edit: Edit, silent: Collection[str] = SILENT) -> bool:
    """Can an edit move a date, a cost or a health: does it touch more than silent fields?"""
    return edit.change != "changed" or any(one.key.partition(".")[0] not in silent for one in edit.fields)


def _behind_in_both(between: Between, id: str) -> frozenset[str]:
    return behind(between.head, id) | behind(between.base, former(between, id))


@remembered
def behind(plan: Plan, id: str) -> frozenset[str]:
    """The ids of all that the dates of an item rest on: itself, its parts, what it waits for, and who does all this."""
    items, found, stack = plan.workspace.items, set[str](), [id]
    while stack:
        one = stack.pop()
        if one not in found and one in items:
            found.add(one)
            stack += _step(plan, items[one])
    return frozenset(found)


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


def authors_of(between: Between, edits: Sequence[Edit]) -> frozenset[str]:
    """Who made edits: those whose revision touched the same item in the same fields, else all who edited anything."""
    found = set[str]()
    for edit in edits:
        ids = {edit.id, *((edit.before_id,) if edit.before_id else ())}
        keys = [one.key for one in edit.fields] if edit.change == "changed" else []
        near = [step for step in between.steps if any(is_of(one, ids, keys) for one in step.edits)]
        found.update(author for step in near or between.steps for author in step.authors)
    return frozenset(found)
