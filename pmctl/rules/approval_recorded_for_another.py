"""An approval is recorded by somebody else than who gave it.

What it finds:
Approvals, gates and acceptances (`approved`, `passed`, `accepted`) with a date that a change brings, by a
person who neither wrote a commit of it nor approves it. It is judged in a review (`pmctl review`); who
has which mail address is what the plan before says.

Why it matters:
Who may write the file could approve in the name of everybody.

Bad:

    # base: people.yaml
    kind: people
    people: {ana: {email: ana@acme.example}, mia: {email: mia@acme.example}}
    # base: projects/checkout.yaml
    kind: project
    charter: {purpose: Buying shall be easy.}
    tasks: {design: {effort: 2d}}
    # author: ana@acme.example
    # file: projects/checkout.yaml
    kind: project
    charter:
      purpose: Buying shall be easy.
      approved: {by: mia, date: 2026-02-09}  # <- here
    tasks: {design: {effort: 2d}}

Good:

    # base: people.yaml
    kind: people
    people: {ana: {email: ana@acme.example}, mia: {email: mia@acme.example}}
    # base: projects/checkout.yaml
    kind: project
    charter: {purpose: Buying shall be easy.}
    tasks: {design: {effort: 2d}}
    # author: mia@acme.example
    # file: projects/checkout.yaml
    kind: project
    charter:
      purpose: Buying shall be easy.
      approved: {by: mia, date: 2026-02-09}
    tasks: {design: {effort: 2d}}

Near miss:
Whoever gave it approves the change that records it.

    # base: people.yaml
    kind: people
    people: {ana: {email: ana@acme.example}, mia: {email: mia@acme.example}}
    # base: projects/checkout.yaml
    kind: project
    charter: {purpose: Buying shall be easy.}
    tasks: {design: {effort: 2d}}
    # author: ana@acme.example
    # approver: mia
    # file: projects/checkout.yaml
    kind: project
    charter:
      purpose: Buying shall be easy.
      approved: {by: mia, date: 2026-02-09}
    tasks: {design: {effort: 2d}}

How to fix or allow:
Let them write it themselves, or approve the change: `pmctl review --approver mia`.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.insights.approvals import approvals
from pmctl.model.item import Approval, Item, spot
from pmctl.rules.judging.change import Change, earlier
from pmctl.rules.judging.index import say_list

CODE = "PM912"
NAME = "approval-recorded-for-another"
SEVERITY: Severity = "warning"
LOOKS_AT = "changes"


def compare(change: Change) -> Iterator[Diagnostic]:
    """Approvals that are new and that nobody gave who is part of the change."""
    if change.authors is None:
        return
    recorder = say_list(change.authors) or "somebody unknown"
    for edit in change.edits:
        item = change.after.workspace.items.get(edit.id)
        for one in _new(item, earlier(change, edit.id)):
            if item is not None and one.by not in {*change.authors, *change.approvers}:
                message = f"{item.title}: the approval of {one.by or 'nobody'} is recorded by {recorder}"
                hint = f"let {one.by or 'them'} write it, or approve this change"
                yield Diagnostic(CODE, SEVERITY, message, spot(one.source, "by"), hint, item.id)


def _new(item: Item | None, was: Item | None) -> Iterator[Approval]:
    """The approvals of an item with a date, that it did not have."""
    known = {(one.by, one.date.text) for one in (approvals(was) if was is not None else ()) if one.date is not None}
    for one in approvals(item) if item is not None else ():
        if one.date is not None and (one.by, one.date.text) not in known:
            yield one
