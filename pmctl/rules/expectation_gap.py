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
from pmctl.insights.promises import forecast_of
from pmctl.insights.relations import home_of, resolved
from pmctl.insights.states import is_over
from pmctl.model.control import Stakeholder
from pmctl.model.item import spot
from pmctl.plan import Plan
from pmctl.rules.judging.index import items, late_days, say_date, say_days

CODE = "PM513"
NAME = "expectation-gap"
SEVERITY: Severity = "warning"
LOOKS_AT = "schedule"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Expectations before the forecast."""
    for stakeholder in items(plan, Stakeholder):
        for name, day in stakeholder.expects:
            found = resolved(plan, stakeholder, (name,))
            if not found or is_over(plan, found[0]):
                continue
            item, forecast = found[0], forecast_of(plan, found[0]).date
            if forecast and forecast > day.last:
                days = late_days(plan, home_of(item), day.last, forecast)
                says = f"{say_date(plan, day.last)}, the plan says {say_date(plan, forecast)} ({say_days(days)})"
                message = f"{stakeholder.title} expects {item.title} by {says}"
                span = spot(stakeholder.expects_source, name)
                yield Diagnostic(CODE, SEVERITY, message, span, "tell them", stakeholder.id)
