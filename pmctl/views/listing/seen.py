"""Which fields of an item a reader may see, and what of them."""

from __future__ import annotations

from collections.abc import Collection

from pmctl.audience import Audience, is_told, shown_id, visible
from pmctl.insights.facts import value
from pmctl.model.item import Item
from pmctl.model.workspace import resolve
from pmctl.plan import Plan
from pmctl.views.listing.columns import LABELS, OPEN, OPEN_OF

_IDS = ("id", "key", "name")


def is_open(name: str, audience: Audience, kinds: Collection[str] = ()) -> bool:
    """May a reader see this field of an item, of one of these kinds, that they may see?"""
    return (
        audience == "internal"
        or name in OPEN
        or name in LABELS
        or any(name in OPEN_OF.get(kind, frozenset()) for kind in kinds)
    )


def known(plan: Plan, item: Item, name: str, audience: Audience) -> object:
    """The value of a field as a reader may know it: a theme or release that they may not see is none, nor is its day
    told to the public where nobody is committed to it.
    """
    if audience == "internal":
        return value(plan, item, name)
    if not is_open(name, audience, (item.kind,)) or not is_told(plan.workspace, item, name, audience):
        return None
    found = value(plan, item, name)
    if name in _IDS and found == item.id:
        return shown_id(plan.workspace, item, audience)
    if name not in LABELS or not isinstance(found, str):
        return found
    named = resolve(plan.workspace, item.document, found)
    return found if named is not None and visible(plan.workspace, named, audience) else None
