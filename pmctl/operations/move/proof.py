"""That nothing but names and places is another after a move: two workspaces say the same of everything."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pmctl.changes.edits.entities import ITEMS, PEOPLE, TIMESHEETS, Slot, entities, id_of, noun
from pmctl.changes.edits.fact import Facts
from pmctl.changes.edits.facts import differing, facts_of
from pmctl.changes.edits.references import Side
from pmctl.diagnostic import UserError
from pmctl.escape import terminal
from pmctl.model.item import Item
from pmctl.model.workspace import Workspace
from pmctl.operations.move.renaming import Renaming

_SHOWN = 3


def refuse_other_meaning(after: Workspace, renaming: Renaming, moved: str) -> None:
    """UserError where something else is said than before of any item, person, setting, time sheet or comment.

    `moved` is the former id of what may stand in another group now.
    """
    before = renaming.workspace
    was, now = Side(before, renaming.items, renaming.people), Side(after)
    old, new = entities(before), entities(after)
    people = {key for key, field in before.fields.items() if field.type == "person"}
    wrong: list[str] = []
    for slot, record in old.items():
        other = _renamed(slot, renaming)
        shown = f"the {noun(record, slot)} {terminal(id_of(record, slot))}"
        if other not in new:
            wrong.append(f"{shown} would be lost")
            continue
        allowed = {"id", *people, *(("group",) if slot[1] == moved else ())}
        different = differing(_facts(record, was), _facts(new[other], now))
        keys = [key for key, *_ in different if key not in allowed]
        wrong += [f"{shown} would say something else: {', '.join(map(terminal, keys))}"] if keys else []
    wrong += [f"`{terminal(slot[1])}` would appear" for slot in _new(old, new, renaming)]
    if wrong:
        more = f" and {len(wrong) - _SHOWN} more" if len(wrong) > _SHOWN else ""
        raise UserError(f"{terminal(moved)} cannot be moved so: {wrong[0]}", "; ".join(wrong[1:_SHOWN]) + more)


def _facts(record: Any, side: Side) -> Facts:
    """The facts of an entity; what is expected of an item has its full id, whatever document expects it."""
    found = facts_of(record, side)
    return {_whole(key, record, side) if key.startswith("expects.") else key: fact for key, fact in found.items()}


def _whole(key: str, record: Item, side: Side) -> str:
    name = key.removeprefix("expects.")
    home = side.items.get(record.document, record.document)
    return key if "/" in name or name in side.workspace.items else f"expects.{home}/{name}"


def _renamed(slot: Slot, renaming: Renaming) -> Slot:
    kept, id = slot
    if kept == ITEMS:
        return kept, renaming.items.get(id, id)
    return kept, renaming.people.get(id, id) if kept in (PEOPLE, TIMESHEETS) else id


def _new(old: Iterable[Slot], new: Iterable[Slot], renaming: Renaming) -> list[Slot]:
    known = {_renamed(slot, renaming) for slot in old}
    return [slot for slot in new if slot not in known]
