"""Most of the critical path hangs on one person.

What it finds:
People who are booked on more than three in four of a project's critical tasks, where there are at
least six of them and several people.

Why it matters:
When they are ill for a week, the project is a week late.

Bad:

    # file: people.yaml
    kind: people
    people:
      ana: {name: Ana Ruiz}
      bo: {name: Bo Li}
    # file: projects/checkout.yaml
    kind: project  # <- here
    tasks:
      a: {effort: 1d, owner: ana}
      b: {effort: 1d, owner: ana, after: a}
      c: {effort: 1d, owner: ana, after: b}
      d: {effort: 1d, owner: ana, after: c}
      e: {effort: 1d, owner: ana, after: d}
      f: {effort: 1d, owner: bo, after: e}

Good:

    # file: people.yaml
    kind: people
    people:
      ana: {name: Ana Ruiz}
      bo: {name: Bo Li}
    # file: projects/checkout.yaml
    kind: project
    tasks:
      a: {effort: 1d, owner: ana}
      b: {effort: 1d, owner: bo, after: a}
      c: {effort: 1d, owner: ana, after: b}
      d: {effort: 1d, owner: bo, after: c}
      e: {effort: 1d, owner: ana, after: d}
      f: {effort: 1d, owner: bo, after: e}

How to fix or allow:
Let somebody else take or learn a part.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import chain
from operator import itemgetter

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.insights.open_work import open_work
from pmctl.insights.teams import people_of
from pmctl.model.item import span_of
from pmctl.plan import Plan

CODE = "PM307"
NAME = "same-person-everywhere"
SEVERITY: Severity = "info"
LOOKS_AT = "schedule"


LEAST = 6


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Projects whose critical tasks are one person's."""
    people, rows = plan.workspace.people, plan.schedule.tasks
    for document, tasks in open_work(plan).critical.items():
        booked = [bookings for task in tasks if (bookings := rows[task.id].bookings)]
        total = len(booked)
        if total < LEAST or len(people_of(plan, document)) < 2:
            continue
        counts = Counter(chain.from_iterable([{one.who for one in bookings} for bookings in booked]))
        known = sorted([entry for entry in counts.items() if entry[0] in people])
        who, most = max(known, key=itemgetter(1), default=("", 0))
        project = plan.workspace.documents[document]
        if most * 4 > total * 3:
            message = f"{people[who].title} is on {most} of the {total} critical tasks of {project.title}"
            yield Diagnostic(CODE, SEVERITY, message, span_of(project), "who else could do a part of it?", project.id)
