"""What a reader gets of an occasion: everything, or for a client what clients may see."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from pmctl.audience import visible, visible_id
from pmctl.changes.edits import Edit, FieldEdit
from pmctl.diagnostic import Span, position
from pmctl.model.item import Item, span_of
from pmctl.model.people import Person
from pmctl.notices.causes import authors_of
from pmctl.notices.notice import Cause, Notice, Place
from pmctl.plan import Plan
from pmctl.triggers.telling.between import Between
from pmctl.triggers.telling.trigger import Occasion, Trigger
from pmctl.triggers.telling.words import noun

MOST_CAUSES = 3
"""Edits that a message names; of the rest it says how many there are."""
MOST_FIELDS = 2
LONGEST_VALUE = 60

OPEN_FIELDS = frozenset(
    ("due", "start", "finish", "started", "finished", "milestone", "date", "status", "phase", "horizon", "passed")
)
"""Fields whose values a client may read."""


def notice_for(
    between: Between, trigger: Trigger, occasion: Occasion, edits: Sequence[Edit], person: Person
) -> Notice | None:
    """The message about an occasion as a person may read it; None where nothing is left of it."""
    item = occasion.item
    is_client = person.type == "client"
    plan = plan_of(between, item)
    if is_client and not (trigger.for_clients and visible(plan.workspace, item, "client")):
        return None
    lines = [one for one in occasion.lines if not is_client or (not one.private and _all_seen(plan, one.about))]
    shown = [one for one in edits if not is_client or visible_id(between.head.workspace, one.id, "client")]
    return Notice(
        trigger,
        occasion.severity or trigger.severity,
        item.id,
        noun(item),
        occasion.subject or item.title,
        occasion.text,
        tuple(_unseen(plan, one) for one in occasion.key) if is_client else occasion.key,
        tuple(one.text for one in lines),
        occasion.by_time or not edits,
        tuple(_cause(between, one, is_client) for one in shown[:MOST_CAUSES]),
        max(len(shown) - MOST_CAUSES, 0),
        place=None if is_client else _place(plan, occasion.at or span_of(item)),
    )


def plan_of(between: Between, item: Item) -> Plan:
    """The plan in which an item stands: that of today, unless it is gone."""
    return between.head if item.id in between.head.workspace.items else between.base


def _unseen(plan: Plan, key: str) -> str:
    """A part of a key; the id of what a client may not see stays the same and says nothing."""
    name = key.partition("=")[2] or key
    if name not in plan.workspace.items or visible_id(plan.workspace, name, "client"):
        return key
    return hashlib.sha256(key.encode()).hexdigest()[:12]


def _place(plan: Plan, span: Span) -> Place | None:
    text = plan.loaded.texts.get(span.path)
    if text is None:
        return None
    at = position(text, span.start)
    return Place(span.path, at.line, at.column)


def _all_seen(plan: Plan, ids: Sequence[str]) -> bool:
    return all(visible_id(plan.workspace, id, "client") for id in ids)


def _cause(between: Between, edit: Edit, is_client: bool) -> Cause:
    authors = () if is_client else tuple(sorted(authors_of(between, [edit])))
    title = "a comment" if edit.entity == "comment" else edit.name or edit.id
    return Cause(edit.id, title, change_text(edit, is_client), authors)


def change_text(edit: Edit, is_client: bool = False) -> str:
    """What an edit did, in a few words: `effort 10d → 15d`; a client reads no more than dates and states."""
    if edit.change in ("added", "removed"):
        return edit.change
    fields = [one for one in edit.fields if not is_client or one.key in OPEN_FIELDS]
    parts = [_field_text(one) for one in fields[:MOST_FIELDS]]
    if len(fields) > MOST_FIELDS:
        parts.append(f"{len(fields) - MOST_FIELDS} more")
    if edit.change in ("renamed", "moved"):
        parts.insert(0, edit.change if is_client else f"{edit.change} from {edit.before_id}")
    return ", ".join(parts) or "edited"


def _field_text(field: FieldEdit) -> str:
    """`effort 10d → 15d`, `status → occurred`, `due 2026-03-02 → none`."""
    before = f"{_cut(field.before)} " if field.before else ""
    return f"{field.key} {before}→ {_cut(field.after) if field.after else 'none'}"


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_VALUE else f"{text[: LONGEST_VALUE - 1]}…"
