"""Somebody works on a budget and has no rate.

What it finds:
People without `rate` who are booked on open work of a document with a budget, where somebody else
has a rate.

Why it matters:
Their work costs nothing in every sum, so the estimate is too low.

Bad:

    # file: people.yaml
    kind: people
    people:
      ana: {rate: 600/d}
      bo: {}  # <- here
    # file: projects/checkout.yaml
    kind: project
    budget: {labour: 10k}
    tasks:
      design: {effort: 2d, owner: ana}
      build: {effort: 2d, owner: bo}

Good:

    # file: people.yaml
    kind: people
    people:
      ana: {rate: 600/d}
      bo: {rate: 550/d}
    # file: projects/checkout.yaml
    kind: project
    budget: {labour: 10k}
    tasks:
      design: {effort: 2d, owner: ana}
      build: {effort: 2d, owner: bo}

How to fix or allow:
Add a `rate`; somebody who costs nothing has `rate: 0/d`.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.insights.workload import bookings_by_person
from pmctl.model.item import span_of
from pmctl.plan import Plan
from pmctl.rules.judging.index import say_list, unread

CODE = "PM406"
NAME = "rate-missing"
SEVERITY: Severity = "warning"
LOOKS_AT = "schedule"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """People of budgets without a rate."""
    people = plan.workspace.people
    budgets = {document.id for document in plan.workspace.documents.values() if document.budget}
    if not budgets or not any(person.rate for person in people.values()):
        return
    for who, bookings in bookings_by_person(plan).items():
        person = people.get(who)
        if person is None or person.rate or unread(plan, person.source, "rate"):
            continue
        tasks = [row.id for row, _ in bookings if row.id.partition("/")[0] in budgets]
        if tasks:
            message = f"{person.title} has no rate, so the work on {say_list(tasks, 3)} costs nothing"
            yield Diagnostic(CODE, SEVERITY, message, span_of(person), "add `rate: 600/d`", person.id)
