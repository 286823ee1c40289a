"""What is approved, passed or accepted: by whom, and whether they have."""

from __future__ import annotations

from pmctl.model.control import Change, Deliverable, Gate, Handover
from pmctl.model.item import Approval, Item
from pmctl.model.money import Transfer
from pmctl.model.product import Product
from pmctl.model.project import Project


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
