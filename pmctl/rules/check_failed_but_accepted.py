"""Something was accepted that failed its check.

What it finds:
Deliverables with `accepted` and a quality check of theirs with `result: fail`.

Why it matters:
Either the result is wrong, or the acceptance is.

Bad:

    # file: people.yaml
    kind: people
    people:
      mia: {}
      ana: {}
    # file: projects/checkout.yaml
    kind: project
    tasks:
      build: {effort: 2d}
    deliverables:
      api: {owner: ana, tasks: build, accepted: {by: mia, date: 2026-02-09}}  # <- here
    quality:
      speed: {of: api, criterion: P95 under 300 ms, result: fail, date: 2026-02-06}

Good:

    # file: people.yaml
    kind: people
    people:
      mia: {}
      ana: {}
    # file: projects/checkout.yaml
    kind: project
    tasks:
      build: {effort: 2d}
    deliverables:
      api: {owner: ana, tasks: build, accepted: {by: mia, date: 2026-02-09}}
    quality:
      speed: {of: api, criterion: P95 under 300 ms, result: pass, date: 2026-02-06}

How to fix or allow:
Repeat the check, or take the acceptance back.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Related, Severity
from pmctl.insights.relations import resolved
from pmctl.model.control import Deliverable, QualityCheck
from pmctl.model.item import key_spot, spot
from pmctl.plan import Plan
from pmctl.rules.judging.index import items

CODE = "PM512"
NAME = "check-failed-but-accepted"
SEVERITY: Severity = "error"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Accepted deliverables with a failed check of their own or of their tasks."""
    failed = [one for one in items(plan, QualityCheck) if one.result == "fail" and one.of]
    if not failed:
        return
    by_target = {target.id: one for one in failed for target in resolved(plan, one, (one.of,))}
    for deliverable in items(plan, Deliverable):
        if not any(approval.date for approval in deliverable.accepted):
            continue
        parts = (deliverable.id, *(task.id for task in resolved(plan, deliverable, deliverable.tasks)))
        bad = next((by_target[part] for part in parts if part in by_target), None)
        if bad:
            message = f"{deliverable.title} is accepted, and its check {bad.title} has failed"
            related = (Related(spot(bad.source, "result"), "the result"),)
            span = key_spot(deliverable.source, "accepted")
            yield Diagnostic(CODE, SEVERITY, message, span, "repeat the check", deliverable.id, related)
