"""What somebody approved has been changed since."""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.changes.edits import Edit
from pmctl.insights.approvals import agreed_keys, given, is_agreed, is_signature
from pmctl.model.control import Change
from pmctl.model.item import Item
from pmctl.model.product import Product
from pmctl.model.project import Project
from pmctl.triggers.telling.approvals import approvable
from pmctl.triggers.telling.between import Between, former, was
from pmctl.triggers.telling.trigger import Line, Occasion, Severity

ID, NAME, KIND = "N38", "approval-stale", "derived"
ENTITY = ("project", "product", "change")
RULE = "what was approved has changed in a revision after the one that recorded the approval"
TO = ("approver", "lead")
SEVERITY: Severity = "alert"
DEDUPE = "revision"


def occasions(between: Between) -> Iterator[Occasion]:
    """One for each charter, product and change request that was edited after its approval and not approved anew."""
    for item in approvable(between.head):
        signed = [by for by, _ in given(item)]
        if not signed or not isinstance(item, Project | Product | Change):
            continue
        revision = _stale_since(between, item)
        if revision is not None:
            day = ", ".join(moment for _, moment in given(item))
            yield Occasion(
                item,
                "was approved, and has been changed since",
                (revision,),
                {"approver": tuple(signed)},
                (Line(f"Approved on {day}."),),
                (item.id,),
                agreed_keys(item),
            )


def _stale_since(between: Between, item: Item) -> str | None:
    """The revision that changed what was approved before it, None where that was approved anew."""
    recorded, stale = bool(given(was(between, item))), None
    ids = {item.id, former(between, item.id)}
    for step in between.steps:
        mine = [edit for edit in step.edits if edit.id in ids or edit.before_id in ids or _is_benefit(edit, item)]
        if any(_approves(edit) for edit in mine):
            recorded, stale = True, None
        elif recorded and any(_changes(edit, item) for edit in mine):
            stale = step.revision
    return stale


def _approves(edit: Edit) -> bool:
    """Does an edit record an approval?"""
    if edit.entity == "benefit":
        return False
    return edit.change == "added" or any(is_signature(one.key) for one in edit.fields)


def _changes(edit: Edit, item: Item) -> bool:
    """Does an edit touch what was approved?"""
    return _is_benefit(edit, item) or any(is_agreed(item, one.key) for one in edit.fields)


def _is_benefit(edit: Edit, item: Item) -> bool:
    """Does an edit touch what a charter promises?"""
    return edit.entity == "benefit" and edit.id.startswith(f"{item.id}/")
