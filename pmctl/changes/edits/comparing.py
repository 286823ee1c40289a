"""Two workspaces compared, entity by entity: the edits that lead from one to the other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pmctl.changes.edits.edit import ChangeKind, Edit, FieldEdit
from pmctl.changes.edits.entities import ITEMS, TIMESHEETS, Slot, id_of, is_untouched, name_of, noun, place_of
from pmctl.changes.edits.fact import Fact
from pmctl.changes.edits.facts import defaults_of, differing, facts_of
from pmctl.changes.edits.matching import Matched, Pair, matched
from pmctl.changes.edits.references import Readings, Side
from pmctl.diagnostic import Span
from pmctl.model.item import spot
from pmctl.model.product import Metric
from pmctl.model.workspace import Workspace

_PLACED = ("group",)
"""Facts that say where an entity stands."""


def edits(before: Workspace, after: Workspace, readings: tuple[Readings, Readings] | None = None) -> tuple[Edit, ...]:
    """The edits that lead from one workspace to another, as files and items stand in them.

    What only stands elsewhere (another order, another file of the same document) or is written otherwise (`5d`, `40h`)
    is no edit, nor is a reference that follows what was renamed. Data files of metrics are no part of a workspace:
    `readings` gives those of both sides, by path, where they shall be compared as well.
    """
    return tuple(edit for _, edit in paired_edits(matched(before, after), before, after, readings))


def paired_edits(
    found: Matched, before: Workspace, after: Workspace, readings: tuple[Readings, Readings] | None = None
) -> list[tuple[Pair, Edit]]:
    """The edits with the entities that they are about, in order."""
    canonical = (before.units, before.currency) == (after.units, after.currency)
    first, second = readings or (None, None)
    was = Side(before, found.items, found.people, canonical, first)
    now = Side(after, is_canonical=canonical, readings=second)
    pairs = ((pair, _edit(pair, found, was, now)) for pair in found.pairs)
    return sorted(((pair, edit) for pair, edit in pairs if edit is not None), key=lambda one: _order(one[1]))


def _order(edit: Edit) -> tuple[Span, str, str]:
    return edit.span, edit.entity, edit.id


def _edit(pair: Pair, found: Matched, was: Side, now: Side) -> Edit | None:
    """What happened to one entity, None where nothing did."""
    if pair.after is None or pair.before is None:
        return _came_or_went(pair, found, was, now)
    old, new = found.before[pair.before], found.after[pair.after]
    has_readings = was.readings is not None and isinstance(new, Metric)
    if pair.before == pair.after and not has_readings and is_untouched(old, new):
        return None
    fields = tuple(_field_edits(old, new, was, now))
    change = _change(pair, found, any(field.key in _PLACED for field in fields))
    if change == "changed" and not fields:
        return None
    former = None if change == "changed" else pair.before[1]
    return Edit(
        change, noun(new, pair.after), id_of(new, pair.after), former, name_of(new, pair.after), fields, place_of(new)
    )


def _change(pair: Pair, found: Matched, has_moved: bool) -> ChangeKind:
    """`renamed`, `moved` or `changed`; what goes along with its document, or with what its label names, has not."""
    old, new = pair.before, pair.after
    if old is None or new is None or old == new or old[0] == TIMESHEETS or found.after[new].kind == "raci":
        return "moved" if has_moved else "changed"
    if old[0] != ITEMS:
        return "renamed"
    home, slash, key = old[1].partition("/")
    other, _, now = new[1].partition("/")
    if slash and found.items.get(home, home) != other and (ITEMS, home) in found.before:
        return "moved"
    if key != now or not slash:
        return "renamed"
    return "moved" if has_moved else "changed"


def _came_or_went(pair: Pair, found: Matched, was: Side, now: Side) -> Edit:
    change: ChangeKind = "added" if pair.before is None else "removed"
    slot: Slot | None = pair.after or pair.before
    assert slot is not None
    record: Any = found.after[slot] if pair.after else found.before[slot]
    facts = facts_of(record, now if pair.after else was)
    fields = tuple(
        FieldEdit(key, None, fact.value.text, _span(fact))
        if pair.after
        else FieldEdit(key, fact.value.text, None, _span(fact))
        for key, fact in facts.items()
    )
    return Edit(change, noun(record, slot), id_of(record, slot), None, name_of(record, slot), fields, place_of(record))


def _field_edits(old: Any, new: Any, was: Side, now: Side) -> Iterator[FieldEdit]:
    usual = defaults_of(new.__class__)
    for key, before, after in differing(facts_of(old, was), facts_of(new, now)):
        if key == "id" and was.workspace.id == now.workspace.id:
            continue  # written on one side only
        yield FieldEdit(
            key,
            before.value.text if before is not None else usual.get(key),
            after.value.text if after is not None else usual.get(key),
            _span(after or before),
        )


def _span(fact: Fact | None) -> Span | None:
    if fact is None or not fact.source.path:
        return None
    return spot(fact.source, fact.place)
