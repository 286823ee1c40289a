"""Who has approved something, and the commit that says so."""

from __future__ import annotations

from collections.abc import Sequence

from pmctl import git
from pmctl.history.approving import Recorded, recorded
from pmctl.insights.approvals import approvals
from pmctl.model.item import Approval, Item
from pmctl.plan import Plan, remembered
from pmctl.quantity import print_date
from pmctl.reports.paper import Column, Request, Section
from pmctl.reports.sections.reader import is_ours, names, said
from pmctl.reports.status_lists import Line, iso


def approved(request: Request, item: Item, missing: str) -> Section:
    """The approvals of an item; for ourselves each with its commit, who wrote that, and whether it is stale."""
    known = _recorded(request.plan, item.id) if is_ours(request) else ()
    rows = [
        _row(request, one, next((each for each in known if each.approval == one), None))
        for one in approvals(item)
        if is_ours(request) or names(request, [one.by])
    ]
    columns = (Column("name", "By"), Column("date", "On", "day"), Column("state", "State"))
    return Section("approval", "Approval", columns, tuple(rows), missing=missing)


def sentence(request: Request, item: Item) -> str:
    """Whether it is approved, in a sentence; an approval that somebody else wrote down does not count, and one before
    the last change of what it is about is called stale.
    """
    known = _recorded(request.plan, item.id) if is_ours(request) else ()
    others = [one.approval for one in known if one.author != one.approval.by]
    own = [one for one in approvals(item) if one.date is not None and one not in others]
    parts = [f"Approved{_by_and_on(request, own)}{_since(request, known, own)}."] if own else []
    for one in known:
        if one.approval in others:
            who = names(request, [one.approval.by])
            parts.append(f"Recorded by {one.commit.author} for {who}, which does not count as approved.")
    return " ".join(parts) or "Not approved yet."


@remembered
def _recorded(plan: Plan, id: str) -> tuple[Recorded, ...]:
    """Git is asked once for what the top of a page and its section say."""
    return recorded(plan, plan.workspace.items[id])


def _by_and_on(request: Request, given: Sequence[Approval]) -> str:
    who = names(request, [one.by for one in given])
    return f"{f' by {who}' if who else ''} on {print_date(max(one.date.last for one in given if one.date))}"


def _since(request: Request, known: Sequence[Recorded], own: Sequence[Approval]) -> str:
    changed = max((one.changed for one in known if one.changed is not None and one.approval in own), default=None)
    return f", changed since ({said(request, changed)})" if changed is not None else ""


def _row(request: Request, one: Approval, found: Recorded | None) -> Line:
    row: Line = {
        "name": names(request, [one.by]),
        "date": iso(one.date.last) if one.date else None,
        "state": "" if one.date else "asked, and not given",
    }
    if found is None:
        return row | {"state": "approved"} if one.date else row
    commit = found.commit
    return row | {
        "state": state_text(request, found),
        "commit": commit.id,
        "author": commit.author,
        "committed": commit.day.isoformat(),
        "changed": iso(found.changed),
    }


def state_text(request: Request, found: Recorded) -> str:
    """`approved at 3f2a91c (Mia, Fri 9 Jan), changed since (Tue 20 Jan)`, or `recorded by Ana for mia at ...`."""
    text = at_text(request, found)
    return text + (f", changed since ({said(request, found.changed)})" if found.changed is not None else "")


def at_text(request: Request, found: Recorded) -> str:
    """`approved at 3f2a91c (Mia, Fri 9 Jan)`, or `recorded by Ana for mia at ...`."""
    commit, by = found.commit, found.approval.by
    at = f"at {commit.id[: git.SHORT]}"
    day = said(request, commit.day)
    is_own = found.author == by
    return f"approved {at} ({commit.author}, {day})" if is_own else f"recorded by {commit.author} for {by} {at} ({day})"
