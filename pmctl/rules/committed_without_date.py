"""A commitment without a day.

What it finds:
Features, releases, projects and open milestones with `commitment: committed` and no promised date;
a feature may have its release's.

Why it matters:
Nobody can hold it to anything.

Bad:

    kind: product
    vision: Buying takes one minute.
    features:
      one-click: {commitment: committed}  # <- here

Good:

    kind: product
    vision: Buying takes one minute.
    releases:
      r2: {due: 2026-04-07}
    features:
      one-click: {commitment: committed, release: r2}

How to fix or allow:
Add `due`, or say `commitment: target`.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.insights.promises import due_of
from pmctl.insights.states import is_over
from pmctl.model.item import spot
from pmctl.model.product import Feature
from pmctl.model.project import Project, Task
from pmctl.plan import Plan
from pmctl.rules.judging.index import unread
from pmctl.rules.judging.written import items_with

CODE = "PM613"
NAME = "committed-without-date"
SEVERITY: Severity = "warning"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Committed items that are promised for no day."""
    things: tuple[Feature | Project | Task, ...] = (
        *items_with(plan, Feature, "commitment"),
        *items_with(plan, Project, "commitment"),
        *items_with(plan, Task, "commitment"),
    )
    for item in things:
        if item.commitment != "committed" or due_of(plan, item) is not None or is_over(plan, item):
            continue
        if not unread(plan, item.source, "due"):
            message = f"{item.title} is committed, and nobody said for when"
            yield Diagnostic(CODE, SEVERITY, message, spot(item.source, "commitment"), "add `due`", item.id)
