"""What can be approved, passed or accepted, and where that is written."""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.model.control import Change, Deliverable, Gate, Handover
from pmctl.model.item import Item
from pmctl.model.money import Transfer
from pmctl.model.product import Product
from pmctl.model.project import Project
from pmctl.plan import Plan
from pmctl.rules.judging.index import items

KINDS: tuple[type[Item], ...] = (Project, Product, Change, Transfer, Gate, Deliverable, Handover)
KEYS = ("approved", "charter.approved", "passed", "accepted", "status")
"""The fields in which an approval is written."""


def approvable(plan: Plan) -> Iterator[Item]:
    """Everything that is approved, passed or accepted."""
    for kind in KINDS:
        yield from items(plan, kind)
