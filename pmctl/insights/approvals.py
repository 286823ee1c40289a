"""What is approved, passed or accepted: by whom, whether they have, and what exactly they agreed to."""

from __future__ import annotations

from collections.abc import Mapping

from pmctl.model.control import Change, Deliverable, Gate, Handover
from pmctl.model.item import Approval, Item
from pmctl.model.money import Transfer
from pmctl.model.product import Product
from pmctl.model.project import Project

_CHARTER = ("charter",)
_PROMISE = ("vision", "strategy", "pricing", "positioning", "business-case", "budget", "stage", "prioritise")
_AGREED: Mapping[type[Item], tuple[str, ...]] = {
    Project: _CHARTER,
    Product: _PROMISE,
    Change: ("name", "reason", "effect", "requested-by"),
    Transfer: ("amount", "from-line", "to-line", "reason"),
    Gate: ("criteria",),
    Deliverable: ("tasks", "accept"),
    Handover: ("to", "tasks"),
}
_SIGNATURES = ("approved", "charter.approved", "passed", "accepted")


def approvals(item: Item) -> tuple[Approval, ...]:
    """The approvals of an item; those of a project stand in its charter."""
    if isinstance(item, Project):
        return item.charter.approved if item.charter is not None else ()
    if isinstance(item, Product | Change | Transfer):
        return item.approved
    if isinstance(item, Gate):
        return item.passed
    return item.accepted if isinstance(item, Deliverable | Handover) else ()


def asked(item: Item | None) -> tuple[str, ...]:
    """Whose approval is asked for and not there yet."""
    return tuple(one.by for one in approvals(item) if one.by and one.date is None) if item is not None else ()


def given(item: Item | None) -> tuple[tuple[str, str], ...]:
    """Who has approved, and the day as it is written."""
    found = approvals(item) if item is not None else ()
    return tuple((one.by, one.date.text) for one in found if one.date is not None)


def agreed_keys(item: Item) -> tuple[str, ...]:
    """The keys of an item that its approval is about: when one of them changes, the approval is stale."""
    return _AGREED.get(type(item), ())


def is_agreed(item: Item, key: str) -> bool:
    """Is a path of keys about what was approved, and not the approval itself?"""
    return _is_in(key, agreed_keys(item)) and not is_signature(key)


def is_signature(key: str) -> bool:
    """Is a path of keys where an approval is written?"""
    return _is_in(key, _SIGNATURES)


def _is_in(key: str, keys: tuple[str, ...]) -> bool:
    return any(key == one or key.startswith(f"{one}.") for one in keys)
