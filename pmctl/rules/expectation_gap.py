"""A stakeholder expects something earlier than the plan has it.

What it finds:
Days under `expects` of a stakeholder that lie before the forecast of the item.

Why it matters:
A disappointment that is known in time is a conversation.

Bad:

    kind: project
    tasks:
      build: {duration: 9d}
      launch: {milestone: true, after: build}
    stakeholders:
      sponsor: {name: Mia, expects: {launch: 2026-02-13}}  # <- here

Good:

    kind: project
    tasks:
      build: {duration: 9d}
      launch: {milestone: true, after: build}
    stakeholders:
      sponsor: {name: Mia, expects: {launch: 2026-02-27}}

How to fix or allow:
Tell them; write down what they expect then.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.insights.expectations import expectations
from pmctl.model.control import Stakeholder
from pmctl.model.item import spot
from pmctl.plan import Plan
from pmctl.rules.judging.index import items, say_date, say_days

CODE = "PM513"
NAME = "expectation-gap"
SEVERITY: Severity = "warning"
LOOKS_AT = "schedule"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Expectations before the forecast."""
    for stakeholder in items(plan, Stakeholder):
        for one in expectations(plan, stakeholder):
            if one.is_gap and one.forecast is not None and one.days is not None:
                days = f"{say_date(plan, one.expected)}, the plan says {say_date(plan, one.forecast)}"
                message = f"{stakeholder.title} expects {one.item.title} by {days} ({say_days(one.days)})"
                span = spot(stakeholder.expects_source, one.key)
                yield Diagnostic(CODE, SEVERITY, message, span, "tell them", stakeholder.id)
