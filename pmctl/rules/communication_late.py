"""Somebody was to be told something by now.

What it finds:
Entries of `communication` whose `last` is longer ago than `every`.

Why it matters:
People who hear nothing think the worst.

Bad:

    kind: project
    tasks:
      design: {effort: 2d}
    communication:
      steering: {what: Status, audience: Steering group, every: 2w, last: 2026-01-12}  # <- here

Good:

    kind: project
    tasks:
      design: {effort: 2d}
    communication:
      steering: {what: Status, audience: Steering group, every: 2w, last: 2026-02-02}

How to fix or allow:
Tell them, and set `last`.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.insights.communicating import told_next
from pmctl.model.control import Communication
from pmctl.model.item import spot
from pmctl.plan import Plan
from pmctl.quantity import print_age
from pmctl.rules.judging.index import items, say_date

CODE = "PM521"
NAME = "communication-late"
SEVERITY: Severity = "info"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Communication that is behind its own rhythm; calendar days."""
    for entry in items(plan, Communication):
        due = told_next(entry)
        if due is not None and due < plan.today and entry.every is not None and entry.last is not None:
            late = (plan.today - due).days
            who = entry.audience or entry.title
            message = f"{who} was to hear of {entry.what or entry.title} {print_age(late)}"
            hint = f"every {entry.every.text}; the last time was {say_date(plan, entry.last.last)}"
            yield Diagnostic(CODE, SEVERITY, message, spot(entry.source, "last"), hint, entry.id)
