"""What has happened is written anew.

What it finds:
Changes of facts that the plan had recorded: when something was started and finished, hours of time
sheets, updates, check-ins, and who approved what when. It is judged in a review (`pmctl review`).

Why it matters:
The record is what estimates, invoices and approvals rest on. It may be wrong and need mending, but not
unseen.

Bad:

    # base: projects/checkout.yaml
    kind: project
    tasks:
      design: {effort: 2d, status: done, started: 2026-02-02, finished: 2026-02-09}
    # file: projects/checkout.yaml
    kind: project
    tasks:
      design: {effort: 2d, status: done, started: 2026-02-02, finished: 2026-02-03}  # <- here

Good:

    # base: projects/checkout.yaml
    kind: project
    tasks:
      design: {effort: 2d, status: doing, started: 2026-02-02}
    # file: projects/checkout.yaml
    kind: project
    tasks:
      design: {effort: 2d, status: done, started: 2026-02-02, finished: 2026-02-09}

Near miss:
What changed was approved again: the later day is news.

    # base: people.yaml
    kind: people
    people: {mia: {email: mia@acme.example}}
    # base: projects/checkout.yaml
    kind: project
    charter: {purpose: Buying shall be easy., approved: {by: mia, date: 2026-01-09}}
    tasks:
      design: {effort: 2d}
    # author: mia@acme.example
    # file: projects/checkout.yaml
    kind: project
    charter: {purpose: Buying shall be easy., approved: {by: mia, date: 2026-01-26}}
    tasks:
      design: {effort: 2d}

How to fix or allow:
Say in the commit why the record was wrong, and let somebody who was there review it.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.insights.approvals import is_signature
from pmctl.rules.judging.change import Change, Edited, Field, place_of

CODE = "PM905"
NAME = "history-rewritten"
SEVERITY: Severity = "warning"
LOOKS_AT = "changes"

RECORDED = frozenset(("accepted", "approved", "check-ins", "entries", "finished", "passed", "started", "updates"))
"""Facts that tell what has happened, by their first key."""
RECORDED_INSIDE = ("charter.approved",)
MOST_SHOWN = 60


def compare(change: Change) -> Iterator[Diagnostic]:
    """Facts of the past that say something else now, or nothing; each edited item is told once."""
    for edit in change.edits:
        facts = [field for field in edit.fields if _is_record(field) and not _is_renewed(field)]
        if edit.change == "added" or not facts or (edit.change == "removed" and edit.entity != "timesheet"):
            continue
        more = f", and {len(facts) - 1} more" if len(facts) > 1 else ""
        message = f"{_subject(edit)}: {_told(facts[0])}{more}"
        hint = "what has happened does not change: say why the record was wrong"
        yield Diagnostic(CODE, SEVERITY, message, place_of(change, edit, facts[0]), hint, edit.id)


def _is_record(field: Field) -> bool:
    if field.before is None:
        return False
    return field.key.partition(".")[0] in RECORDED or field.key.startswith(RECORDED_INSIDE)


def _is_renewed(field: Field) -> bool:
    """Is it the day of an approval that was given again, later?"""
    return is_signature(field.key) and field.key.endswith("date") and (field.after or "") > (field.before or "")


def _subject(edit: Edited) -> str:
    return f"the time sheet of {edit.id}" if edit.entity == "timesheet" else edit.name


def _told(field: Field) -> str:
    was = (field.before or "")[:MOST_SHOWN]
    return (
        f"{field.key} was {was}, now {field.after[:MOST_SHOWN]}" if field.after else f"{field.key} {was} is taken out"
    )
