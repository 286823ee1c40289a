"""What brought an occasion about: the edits behind it, and who made them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from pmctl.changes.edits import Edit
from pmctl.notices.mattering import mattering
from pmctl.notices.resting import Marks, resting
from pmctl.plan import Plan
from pmctl.triggers.telling.between import Between, Step, edits_of, former, is_of
from pmctl.triggers.telling.trigger import Occasion, Trigger

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
    moving = _moving(between, SILENT.union(occasion.not_by))
    rests_on = _everywhere(between)
    for id in causes:
        rests_on |= _resting(between, between.head).get(id, 0)
        rests_on |= _resting(between, between.base).get(former(between, id), 0)
    near = _marked(between, moving & rests_on or moving) or own
    return mattering(between, occasion.item, near) if occasion.dated else near


def moves(edit: Edit, silent: Collection[str] = SILENT) -> bool:
    """Can an edit move a date, a cost or a health: does it touch more than silent fields?"""
    return edit.change != "changed" or any(one.key.partition(".")[0] not in silent for one in edit.fields)


# --- edits as bits of a number ----------------------------------------------------------------------------------------


def _moving(between: Between, silent: frozenset[str]) -> int:
    """The edits that touch more than silent fields."""
    return between.once(
        (moves, silent), lambda: sum(1 << at for at, edit in enumerate(between.edits) if moves(edit, silent))
    )


def _everywhere(between: Between) -> int:
    """The edits that can move any date."""
    return between.once(
        EVERYWHERE, lambda: sum(1 << at for at, edit in enumerate(between.edits) if edit.entity in EVERYWHERE)
    )


def _resting(between: Between, plan: Plan) -> Marks:
    """Of every item of one of the two plans the edits that its dates rest on."""

    def found() -> Marks:
        edited: dict[str, int] = {}
        for at, edit in enumerate(between.edits):
            for id in {edit.id, edit.before_id or edit.id}:
                edited[id] = edited.get(id, 0) | 1 << at
        return resting(plan, edited)

    return between.once((resting, plan is between.head), found)


def _marked(between: Between, marks: int) -> tuple[Edit, ...]:
    return between.once(
        (_marked, marks), lambda: tuple(edit for at, edit in enumerate(between.edits) if marks >> at & 1)
    )


# --- authors ----------------------------------------------------------------------------------------------------------


def authors_of(between: Between, edits: Sequence[Edit]) -> frozenset[str]:
    """Who made edits: those whose revision touched the same item in the same fields, else all who edited anything."""
    return frozenset[str]().union(*(_authors(between, edit) for edit in edits))


def _authors(between: Between, edit: Edit) -> frozenset[str]:
    def found() -> frozenset[str]:
        ids = {edit.id, *((edit.before_id,) if edit.before_id else ())}
        keys = [one.key for one in edit.fields] if edit.change == "changed" else []
        made = between.once(Step, lambda: _by_id(between.steps))
        near = [step for id in ids for step, one in made.get(id, ()) if is_of(one, ids, keys)]
        return frozenset(author for step in near or between.steps for author in step.authors)

    return between.once((authors_of, edit), found)


def _by_id(steps: Sequence[Step]) -> Mapping[str, Sequence[tuple[Step, Edit]]]:
    """The edits of revisions by the ids of what they edited."""
    found: dict[str, list[tuple[Step, Edit]]] = {}
    for step in steps:
        for edit in step.edits:
            for id in {edit.id, edit.before_id or edit.id}:
                found.setdefault(id, []).append((step, edit))
    return found
