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
from pmctl.insights.acceptance import checks_of, judged, state_of
from pmctl.model.control import Deliverable
from pmctl.model.item import key_spot, spot
from pmctl.plan import Plan
from pmctl.rules.judging.index import items

CODE = "PM512"
NAME = "check-failed-but-accepted"
SEVERITY: Severity = "error"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Accepted deliverables with a failed check of their own or of their tasks."""
    for deliverable in items(plan, Deliverable):
        failed = judged(checks_of(plan, deliverable)).failed if state_of(plan, deliverable) == "accepted" else ()
        if failed:
            message = f"{deliverable.title} is accepted, and its check {failed[0].title} has failed"
            related = (Related(spot(failed[0].source, "result"), "the result"),)
            span = key_spot(deliverable.source, "accepted")
            yield Diagnostic(CODE, SEVERITY, message, span, "repeat the check", deliverable.id, related)
