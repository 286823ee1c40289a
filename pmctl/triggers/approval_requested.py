"""Somebody is asked to approve, pass or accept something."""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.insights.answering import leads, sponsors
from pmctl.insights.approvals import approvals, asked
from pmctl.model.control import Change
from pmctl.model.item import Item
from pmctl.plan import Plan
from pmctl.triggers.telling.approvals import KEYS, approvable
from pmctl.triggers.telling.between import Between, was
from pmctl.triggers.telling.trigger import Occasion, Severity

ID, NAME, KIND = "N36", "approval-requested", "diff"
ENTITY = ("project", "product", "change", "transfer", "gate", "deliverable", "handover")
RULE = "a change was added without `approved`, or `approved`, `passed` or `accepted` names a `by` without a `date`"
TO = ("approver",)
SEVERITY: Severity = "info"
DEDUPE = "approver"
FOR_CLIENTS = True


def occasions(between: Between) -> Iterator[Occasion]:
    """One for each item and approver. A change that names nobody goes to the sponsor, else to the lead."""
    plan = between.head
    for item in approvable(plan):
        before = was(between, item)
        if before is None and isinstance(item, Change) and not approvals(item) and item.status == "proposed":
            for approver in _deciders(plan, item):
                yield _occasion(item, approver, ())
        for approver in asked(item):
            if approver not in asked(before):
                yield _occasion(item, approver, KEYS)


def _deciders(plan: Plan, change: Change) -> tuple[str, ...]:
    return sponsors(plan, change) or leads(plan, change)


def _occasion(item: Item, approver: str, keys: tuple[str, ...]) -> Occasion:
    return Occasion(item, "waits for your approval", (approver,), {"approver": (approver,)}, keys=keys)
