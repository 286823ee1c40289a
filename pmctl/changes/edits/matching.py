"""Which entity of one workspace is which of another: by id, and what has another id by what is said of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pmctl.changes.edits.entities import ITEMS, PEOPLE, TIMESHEETS, Slot, entities
from pmctl.changes.edits.fact import Fact, Facts
from pmctl.changes.edits.facts import facts_of
from pmctl.changes.edits.references import Side
from pmctl.changes.edits.texts import Compared
from pmctl.model.item import Item
from pmctl.model.product import Feature
from pmctl.model.project import Task
from pmctl.model.workspace import Workspace, resolve

LIKE = 0.5
"""So much of what is said must be the same for two entities with different ids to be one, by weight."""
EVIDENCE = 3
"""So much must be said that is the same: of items of which little is said there are many."""
_WORDS = ("name", "description", "email", "key")
"""Facts of which one must be the same, unless all are."""
PAIRS = 20_000
"""Up to so many pairs are compared all; beyond, only those of one key or name."""
_WEIGHTS = {"name": 3, "description": 2, "after": 2, "delivered-by": 2, "email": 3}
_UNKNOWN = "?"
_RENAMED = (ITEMS, PEOPLE)
"""What is looked for under other ids."""


class Pair(NamedTuple):
    """An entity before and after, None where it is not there."""

    before: Slot | None
    after: Slot | None


@dataclass(frozen=True, slots=True)
class Matched:
    """All entities of two workspaces in pairs, in the order of `after`, then what is gone.

    `items` and `people` are former id -> present id of those whose id differs, whatever the reason.
    """

    before: Mapping[Slot, Any]
    after: Mapping[Slot, Any]
    pairs: tuple[Pair, ...]
    items: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)


def matched(before: Workspace, after: Workspace) -> Matched:
    """Pair the entities of two workspaces."""
    was, now = entities(before), entities(after)
    moved = _expected(before, after, was, now)
    partner = _by_id(was, now, moved)
    gone = [slot for slot in was if slot not in partner and slot[0] in _RENAMED]
    taken = set(partner.values()) if gone else set()
    new = [slot for slot in now if slot not in taken and slot[0] in _RENAMED] if gone else []
    if gone and new:
        old_facts, new_facts = _described(before, was, gone, moved), _described(after, now, new, {})
        partner |= _alike(was, now, old_facts, new_facts)
        partner |= _labels(was, now, partner)
    return Matched(was, now, _pairs(was, now, partner), _others(partner, ITEMS), _others(partner, PEOPLE))


def _pairs(was: Mapping[Slot, Any], now: Mapping[Slot, Any], partner: Mapping[Slot, Slot]) -> tuple[Pair, ...]:
    former = {after: before for before, after in partner.items()}
    return (*(Pair(former.get(slot), slot) for slot in now), *(Pair(slot, None) for slot in was if slot not in partner))


def _others(partner: Mapping[Slot, Slot], kept: str) -> dict[str, str]:
    return {before[1]: after[1] for before, after in partner.items() if before[0] == kept and before != after}


# --- documents, and what has the id that is expected ------------------------------------------------------------------


def _expected(before: Workspace, after: Workspace, was: Mapping[Slot, Any], now: Mapping[Slot, Any]) -> dict[str, str]:
    """Former id -> present id of documents that have another one; the items in them go along."""
    found = {before.id: after.id} if before.id != after.id else {}
    gone = {id: _keys(was, id) for id in before.documents if id not in after.documents}
    new = {id: _keys(now, id) for id in after.documents if id not in before.documents}
    scored = []
    for old, keys in gone.items():
        for id, others in new.items():
            one, other = before.documents[old], after.documents[id]
            common = len(keys & others) * 2 / (len(keys) + len(others)) if keys or others else 0.0
            score = common + (0.25 if one.name and one.name == other.name else 0.0)
            if one.kind == other.kind and score >= LIKE:
                scored.append((-score, old, id))
    taken: set[str] = set()
    for _, old, id in sorted(scored):
        if old not in found and id not in taken:
            found[old] = id
            taken.add(id)
    return found


def _keys(slots: Mapping[Slot, Any], document: str) -> set[str]:
    """The keys of all that stands in a document."""
    prefix = f"{document}/"
    return {full_id.removeprefix(prefix) for kept, full_id in slots if kept == ITEMS and full_id.startswith(prefix)}


def _by_id(was: Mapping[Slot, Any], now: Mapping[Slot, Any], documents: Mapping[str, str]) -> dict[Slot, Slot]:
    """What is there under its id, or under that id in its renamed document, and is still of its class."""
    found = {}
    for slot, record in was.items():
        other = slot
        if documents and slot[0] == ITEMS:
            home, slash, key = slot[1].partition("/")
            other = (ITEMS, f"{documents.get(home, home)}{slash}{key}")
        there = now.get(other)
        if there is not None and there.__class__ is record.__class__:
            found[slot] = other
    return found


def _labels(was: Mapping[Slot, Any], now: Mapping[Slot, Any], partner: Mapping[Slot, Slot]) -> dict[Slot, Slot]:
    """What is called by something that has another id now: entries of `raci`, the time sheets of a person."""
    found = {}
    taken = set(partner.values())
    for slot, record in was.items():
        other = _label(slot, record, partner) if slot not in partner else None
        if other is not None and other in now and other not in taken:
            found[slot] = other
    return found


def _label(slot: Slot, record: Any, partner: Mapping[Slot, Slot]) -> Slot | None:
    """Where an entity is kept now that is called by something else."""
    if slot[0] == TIMESHEETS:
        person = partner.get((PEOPLE, slot[1]))
        return (TIMESHEETS, person[1]) if person is not None else None
    if slot[0] != ITEMS or record.kind != "raci":
        return None
    named = partner.get((ITEMS, f"{record.document}/{record.key}"))
    home, _, key = named[1].partition("/") if named is not None else ("", "", "")
    return (ITEMS, f"{home}/raci/{key}") if key else None


# --- what is alike ----------------------------------------------------------------------------------------------------


def _alike(
    was: Mapping[Slot, Any],
    now: Mapping[Slot, Any],
    gone: Mapping[Slot, Facts],
    new: Mapping[Slot, Facts],
) -> dict[Slot, Slot]:
    """What is gone under one id and there under another: the most alike first, then in the order of the files."""
    scored = []
    for first, second in _candidates(was, now, gone, new):
        score = likeness(gone[first], new[second])
        if score >= LIKE:
            scored.append((-score, first, second))
    order = {slot: number for number, slot in enumerate(gone)} | {slot: number for number, slot in enumerate(new)}
    scored.sort(key=lambda one: (one[0], order[one[1]], order[one[2]]))
    found: dict[Slot, Slot] = {}
    taken: set[Slot] = set()
    for _, first, second in scored:
        if first not in found and second not in taken:
            found[first] = second
            taken.add(second)
    return found


def _candidates(
    was: Mapping[Slot, Any], now: Mapping[Slot, Any], gone: Collection[Slot], new: Collection[Slot]
) -> Iterable[tuple[Slot, Slot]]:
    """Pairs of one class; of very many only those that share their key or name."""
    by_class: dict[type, list[Slot]] = {}
    for slot in new:
        by_class.setdefault(now[slot].__class__, []).append(slot)
    if sum(len(by_class.get(was[slot].__class__, ())) for slot in gone) <= PAIRS:
        for slot in gone:
            yield from ((slot, other) for other in by_class.get(was[slot].__class__, ()))
        return
    shared: dict[tuple[type, str], list[Slot]] = {}
    for slot in new:
        for word in _words(now[slot]):
            shared.setdefault((now[slot].__class__, word), []).append(slot)
    for slot in gone:
        others = (shared.get((was[slot].__class__, word), ())[:10] for word in _words(was[slot]))
        yield from ((slot, other) for other in dict.fromkeys(other for group in others for other in group))


def _words(item: Item) -> tuple[str, ...]:
    return (f"id {item.key}", f"name {item.name}") if item.name else (f"id {item.key}",)


def likeness(one: Facts, other: Facts) -> float:
    """The part of what is said of two entities that is the same, by weight; 0 where too little is the same."""
    shared = {key for key in one if key in other and one[key].value.same == other[key].value.same}
    same = sum(_WEIGHTS.get(key, 1) for key in shared)
    total = sum(_WEIGHTS.get(key, 1) for key in {**one, **other} if key != "key") + ("key" in shared)
    if same - ("document" in shared) < EVIDENCE or not (same == total or any(word in shared for word in _WORDS)):
        return 0.0
    return same / total


def _described(
    workspace: Workspace, kept: Mapping[Slot, Any], slots: Sequence[Slot], documents: Mapping[str, str]
) -> dict[Slot, Facts]:
    """The facts of some entities, with their key, their document (as `documents` call it now) and who waits for them.

    Ids without a partner stand for any.
    """
    items = {id: _UNKNOWN for place, id in slots if place == ITEMS}
    people = {id: _UNKNOWN for place, id in slots if place == PEOPLE}
    side = Side(workspace, items, people)
    waiting = _waiting(workspace, side, items)
    found = {}
    for slot in slots:
        facts = facts_of(kept[slot], side)
        home, slash, _ = slot[1].partition("/")
        facts |= _fact("key", slot[1].rpartition("/")[2], kept[slot])
        if slash:
            facts |= _fact("document", documents.get(home, home), kept[slot])
        if slot[1] in waiting and slot[0] == ITEMS:
            facts |= _fact("waiting", frozenset(waiting[slot[1]]), kept[slot])
        found[slot] = facts
    return found


def _fact(key: str, same: object, record: Any) -> Facts:
    return {key: Fact(Compared(same, ""), record.source, "")}


def _waiting(workspace: Workspace, side: Side, ids: Mapping[str, str]) -> dict[str, set[str]]:
    """By full id who waits for it."""
    found: dict[str, set[str]] = {}
    for item in workspace.items.values():
        if isinstance(item, Task | Feature):
            for link in item.after:
                target = resolve(workspace, item.document, link.target)
                if target is not None and target.id in ids:
                    found.setdefault(target.id, set()).add(side.items.get(item.id, item.id))
    return found
