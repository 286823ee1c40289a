"""Something was to be done by now, and is not.

What it finds:
Open actions, issues and quality checks, and proposed decisions, whose `due` has passed.

Why it matters:
Others wait for it, and it is in no schedule that would show them.

Bad:

    # file: people.yaml
    kind: people
    people:
      ana: {}
    # file: projects/checkout.yaml
    kind: project
    tasks:
      design: {effort: 2d}
    actions:
      call: {name: Call the provider, owner: ana, due: 2026-02-06}  # <- here

Good:

    # file: people.yaml
    kind: people
    people:
      ana: {}
    # file: projects/checkout.yaml
    kind: project
    tasks:
      design: {effort: 2d}
    actions:
      call: {name: Call the provider, owner: ana, due: 2026-02-06, status: done}

How to fix or allow:
Do it, or say by when it will be done.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.insights.states import is_open
from pmctl.model.control import Action, Decision, Issue, QualityCheck
from pmctl.model.item import spot
from pmctl.plan import Plan
from pmctl.quantity import print_age
from pmctl.rules.judging.index import items, say_date

CODE = "PM516"
NAME = "overdue"
SEVERITY: Severity = "warning"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Promises of what is not scheduled that are past."""
    things: list[Action | Issue | Decision | QualityCheck] = [*items(plan, Action), *items(plan, Issue)]
    things += [*items(plan, Decision), *items(plan, QualityCheck)]
    for item in things:
        if item.due is None or item.due.last >= plan.today:
            continue
        is_waiting = item.result == "open" if isinstance(item, QualityCheck) else is_open(plan, item)
        if is_waiting:
            days = (plan.today - item.due.last).days
            kind = "check" if isinstance(item, QualityCheck) else item.kind
            message = f"the {kind} {item.title} was due on {say_date(plan, item.due.last)}, {print_age(days)}"
            yield Diagnostic(CODE, SEVERITY, message, spot(item.source, "due"), "", item.id)
