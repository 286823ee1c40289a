"""A change makes a project or product less healthy.

What it finds:
Changes after which a document is amber that was green, or red that was not. It is judged in a review
(`pmctl review`), with the thresholds of the plan before.

Why it matters:
It is the one thing of a change that everybody above will ask about.

Bad:

    # base: projects/checkout.yaml
    kind: project
    start: 2026-02-10
    due: 2026-02-13
    tasks:
      build: {duration: 4d}
    # file: projects/checkout.yaml
    kind: project  # <- here
    start: 2026-02-10
    due: 2026-02-13
    tasks:
      build: {duration: 9d}

Good:

    # base: projects/checkout.yaml
    kind: project
    start: 2026-02-10
    due: 2026-02-13
    tasks:
      build: {duration: 9d}
    # file: projects/checkout.yaml
    kind: project
    start: 2026-02-10
    due: 2026-02-13
    tasks:
      build: {duration: 4d}

How to fix or allow:
`pmctl status DOC` says what shows it, `pmctl diff` which edit did it.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.insights.health.levels import rank
from pmctl.insights.health.verdict import health_of
from pmctl.model.item import span_of
from pmctl.rules.judging.change import Change

CODE = "PM906"
NAME = "health-worse"
SEVERITY: Severity = "warning"
LOOKS_AT = "changes"


def compare(change: Change) -> Iterator[Diagnostic]:
    """Documents of both plans that have a worse level."""
    for id, document in change.after.workspace.documents.items():
        former = change.former.get(id, id)
        if former not in change.before.workspace.documents:
            continue
        was, now = health_of(change.before, former), health_of(change.after, id)
        if rank(was.level) and rank(now.level) > rank(was.level):
            shown = [f"{side.name} {side.text or side.value}" for side in now.dimensions if side.level == now.level]
            because = f": {'; '.join(shown[:2])}" if shown else ""
            message = f"{document.title} turns {now.level}, from {was.level}{because}"
            yield Diagnostic(CODE, SEVERITY, message, span_of(document), f"`pmctl status {id}`", id)
