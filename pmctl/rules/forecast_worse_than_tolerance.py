"""A change takes a project beyond its tolerance.

What it finds:
Changes after which a project is late, dear or large beyond `charter.tolerance`, or further beyond it
than before. It is judged in a review (`pmctl review`), with the tolerance of the plan before.

Why it matters:
Within the tolerance the lead decides; beyond it the sponsor does.

Bad:

    # base: projects/checkout.yaml
    kind: project
    start: 2026-02-10
    due: 2026-02-13
    charter: {tolerance: {time: 2d}}
    tasks:
      build: {duration: 4d}
    # file: projects/checkout.yaml
    kind: project
    start: 2026-02-10
    due: 2026-02-13
    charter: {tolerance: {time: 2d}}  # <- here
    tasks:
      build: {duration: 9d}

Good:

    # base: projects/checkout.yaml
    kind: project
    start: 2026-02-10
    due: 2026-02-13
    charter: {tolerance: {time: 2d}}
    tasks:
      build: {duration: 4d}
    # file: projects/checkout.yaml
    kind: project
    start: 2026-02-10
    due: 2026-02-13
    charter: {tolerance: {time: 2d}}
    tasks:
      build: {duration: 5d}

Near miss:
It is beyond it already, and no further.

    # base: projects/checkout.yaml
    kind: project
    start: 2026-02-10
    due: 2026-02-13
    charter: {tolerance: {time: 2d}}
    tasks:
      build: {duration: 9d}
    # file: projects/checkout.yaml
    kind: project
    start: 2026-02-10
    due: 2026-02-13
    charter: {tolerance: {time: 2d}}
    tasks:
      build: {duration: 9d, name: Build it}

How to fix or allow:
Bring the forecast back, or ask the sponsor, whose approval settles it (`pmctl review --approver mia`).
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.insights.tolerance import breaches
from pmctl.model.item import key_spot
from pmctl.rules.judging.change import Change, approved_by, earlier, promised_to, still_needed

CODE = "PM903"
NAME = "forecast-worse-than-tolerance"
SEVERITY: Severity = "warning"
LOOKS_AT = "changes"


def compare(change: Change) -> Iterator[Diagnostic]:
    """Tolerances that are broken, and were not, or not so far."""
    before = {(one.project, one.dimension): one.beyond for one in breaches(change.before)}
    for one in breaches(change.after):
        was = before.get((change.former.get(one.project, one.project), one.dimension))
        project, known = change.after.workspace.items[one.project], earlier(change, one.project)
        if known is None or (was is not None and one.beyond <= was):
            continue
        role = promised_to(change, known)
        if not approved_by(change, known, role):
            further = "is further beyond" if was is not None else "goes beyond"
            message = f"{project.title} {further} its tolerance of {one.dimension}: {one.text}"
            hint = f"it needs the approval of {still_needed(change, known, role)}"
            yield Diagnostic(CODE, SEVERITY, message, key_spot(project.source, "charter"), hint, project.id)
