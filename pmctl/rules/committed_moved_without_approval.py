"""A committed promise is moved, and nobody who may has agreed.

What it finds:
Changes in which a committed item is promised for a later day, for no day any more, less firmly, or
is taken out, without the approval of its sponsor (of the lead, where there is none). It is judged in
a review (`pmctl review`); who the sponsor is, and what was approved, is what the plan before says.

Why it matters:
A promise that whoever is late can move is none.

Bad:

    # base: projects/checkout.yaml
    kind: project
    tasks:
      launch: {milestone: true, due: 2026-03-31, commitment: committed}
    # file: projects/checkout.yaml
    kind: project
    tasks:
      launch: {milestone: true, due: 2026-04-30, commitment: committed}  # <- here
    ---
    # base: projects/checkout.yaml
    kind: project
    tasks:
      launch: {milestone: true, due: 2026-03-31, commitment: committed}
    # file: projects/checkout.yaml
    kind: project
    tasks:
      launch: {milestone: true, due: 2026-03-31, commitment: target}  # <- here

Good:

    # base: people.yaml
    kind: people
    people: {mia: {}}
    # base: projects/checkout.yaml
    kind: project
    sponsor: mia
    tasks:
      launch: {milestone: true, due: 2026-03-31, commitment: committed}
    # approver: mia
    # file: projects/checkout.yaml
    kind: project
    sponsor: mia
    tasks:
      launch: {milestone: true, due: 2026-04-30, commitment: committed}

Near miss:
What is promised earlier, or was only aimed at.

    # base: projects/checkout.yaml
    kind: project
    tasks:
      launch: {milestone: true, due: 2026-03-31, commitment: committed}
      beta: {milestone: true, due: 2026-03-10, commitment: target}
    # file: projects/checkout.yaml
    kind: project
    tasks:
      launch: {milestone: true, due: 2026-03-27, commitment: committed}
      beta: {milestone: true, due: 2026-03-24, commitment: target}

How to fix or allow:
Let the sponsor approve the change (`pmctl review --approver mia`; in CI the platform says who did), or
let the task name a `change` that was approved before.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.insights.baselines.named import approved_change
from pmctl.insights.promises import due_of
from pmctl.insights.states import is_over
from pmctl.model.item import Item, spot
from pmctl.model.project import Task
from pmctl.rules.judging.change import Change, approved_by, pairs, promised_to, still_needed, where_it_was
from pmctl.rules.judging.index import say_date

CODE = "PM901"
NAME = "committed-moved-without-approval"
SEVERITY: Severity = "error"
LOOKS_AT = "changes"
COMMITTED = "committed"


def compare(change: Change) -> Iterator[Diagnostic]:
    """Committed promises that hold less than before."""
    for item, now in pairs(change):
        if getattr(item, "commitment", "") != COMMITTED or is_over(change.before, item):
            continue
        weaker = _weaker(change, item, now)
        role = promised_to(change, item) if weaker else ""
        if weaker and not approved_by(change, item, role) and not _was_approved(change, now):
            span = where_it_was(change, item) if now is None else spot(now.source, _key(now))
            hint = f"it needs the approval of {still_needed(change, item, role)}"
            yield Diagnostic(CODE, SEVERITY, f"{item.title} {weaker}", span, hint, now.id if now else item.id)


def _weaker(change: Change, item: Item, now: Item | None) -> str:
    """What became of a promise, where that is less than it was; else nothing."""
    was = due_of(change.before, item)
    said = say_date(change.before, was) if was is not None else "no day yet"
    if now is None:
        return f"was committed for {said}, and is taken out"
    due = due_of(change.after, now)
    if was is not None and due is None:
        return f"was committed for {said}, and is promised for no day any more"
    if was is not None and due is not None and due > was:
        return f"was committed for {said}, and is promised for {say_date(change.after, due)}"
    commitment = getattr(now, "commitment", "")
    return f"was committed for {said}, and is {_firmness(commitment)}" if commitment != COMMITTED else ""


def _firmness(commitment: str) -> str:
    return "only aimed at" if commitment == "target" else "committed no more"


def _key(now: Item) -> str:
    """The fact at which to point."""
    return "due" if getattr(now, "commitment", "") == COMMITTED else "commitment"


def _was_approved(change: Change, now: Item | None) -> bool:
    """Does a task name a change that was approved in the plan before?"""
    return isinstance(now, Task) and bool(approved_change(change.before, now))
