"""What somebody approved is changed, and they have not approved that.

What it finds:
Changes to what an approval is about: a charter, a product's vision or business case, the effect of a
change request, the criteria of a gate, the amount of a transfer, what is handed over or accepted. The
approval is not given anew, and nobody who gave it wrote or approves the change. It is judged in a review
(`pmctl review`).

Why it matters:
The name of the sponsor would stand under something that they have never seen.

Bad:

    # base: people.yaml
    kind: people
    people: {mia: {email: mia@acme.example}, ana: {email: ana@acme.example}}
    # base: projects/checkout.yaml
    kind: project
    charter: {in-scope: [Cards], approved: {by: mia, date: 2026-01-09}}
    tasks: {design: {effort: 2d}}
    # file: projects/checkout.yaml
    kind: project
    charter: {in-scope: [Cards, Invoices], approved: {by: mia, date: 2026-01-09}}  # <- here
    tasks: {design: {effort: 2d}}

Good:

    # base: people.yaml
    kind: people
    people: {mia: {email: mia@acme.example}, ana: {email: ana@acme.example}}
    # base: projects/checkout.yaml
    kind: project
    charter: {in-scope: [Cards], approved: {by: mia, date: 2026-01-09}}
    tasks: {design: {effort: 2d}}
    # approver: mia
    # file: projects/checkout.yaml
    kind: project
    charter: {in-scope: [Cards, Invoices], approved: {by: mia, date: 2026-01-09}}
    tasks: {design: {effort: 2d}}

Near miss:
The plan of the work is no part of what was approved.

    # base: people.yaml
    kind: people
    people: {mia: {email: mia@acme.example}}
    # base: projects/checkout.yaml
    kind: project
    charter: {in-scope: [Cards], approved: {by: mia, date: 2026-01-09}}
    tasks: {design: {effort: 2d}}
    # file: projects/checkout.yaml
    kind: project
    charter: {in-scope: [Cards], approved: {by: mia, date: 2026-01-09}}
    tasks: {design: {effort: 3d}}

How to fix or allow:
Let them approve the change (`pmctl review --approver mia`), or write a new date when they have.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.insights.approvals import given, is_agreed
from pmctl.model.item import Item
from pmctl.rules.judging.change import Change, Edited, earlier, place_of
from pmctl.rules.judging.index import say_list

CODE = "PM913"
NAME = "approval-stale"
SEVERITY: Severity = "warning"
LOOKS_AT = "changes"


def compare(change: Change) -> Iterator[Diagnostic]:
    """Approvals that do not cover any more what they are about."""
    present = {*(change.authors or ()), *change.approvers}
    for edit in change.edits:
        item = _about(change, edit)
        was = earlier(change, item.id) if item is not None else None
        signed = given(was)
        if item is None or not signed or not {*signed} <= {*given(item)} or {by for by, _ in signed} <= present:
            continue
        keys = [edit.id.rpartition("/")[2]] if edit.entity == "benefit" else _agreed(edit, item)
        if keys:
            who = say_list([by for by, _ in signed])
            message = f"{item.title}: {say_list(keys)} changed after {who} had approved it on {signed[-1][1]}"
            first = next((one for one in edit.fields if edit.entity == "benefit" or is_agreed(item, one.key)), None)
            hint = f"let {who} approve this change"
            yield Diagnostic(CODE, SEVERITY, message, place_of(change, edit, first), hint, item.id)


def _about(change: Change, edit: Edited) -> Item | None:
    """What was edited; of a benefit its project, whose charter it belongs to."""
    items = change.after.workspace.items
    return items.get(edit.id.partition("/")[0]) if edit.entity == "benefit" else items.get(edit.id)


def _agreed(edit: Edited, item: Item) -> list[str]:
    """The keys of what was approved that differ, each once and short: `in-scope` of `charter.in-scope.1`."""
    keys = (one.key.removeprefix("charter.") for one in edit.fields if is_agreed(item, one.key))
    return list(dict.fromkeys(key.partition(".")[0] for key in keys))
