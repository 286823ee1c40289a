"""A resource is needed at two places at once.

What it finds:
Equipment and rooms that are booked beyond their `capacity`, where levelling is off and leaves the
overlap.

Why it matters:
One of the two tasks cannot be done on its day.

Bad:

    # file: people.yaml
    kind: people
    resources:
      rig: {name: Test rig, capacity: 1}
    # file: projects/checkout.yaml
    kind: project
    levelling: false
    tasks:
      load-test: {duration: 2d, assign: rig}
      soak-test: {duration: 2d, assign: rig}  # <- here

Good:

    # file: people.yaml
    kind: people
    resources:
      rig: {name: Test rig, capacity: 2}
    # file: projects/checkout.yaml
    kind: project
    levelling: false
    tasks:
      load-test: {duration: 2d, assign: rig}
      soak-test: {duration: 2d, assign: rig}

How to fix or allow:
Put a link between the two, let levelling do it, or get another piece.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.insights.workload import bookings_by_person
from pmctl.model.item import spot
from pmctl.plan import Plan

CODE = "PM306"
NAME = "resource-clash"
SEVERITY: Severity = "warning"
LOOKS_AT = "schedule"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Bookings of one resource that overlap beyond its capacity, as they come in time."""
    bookings = bookings_by_person(plan)
    for who, resource in plan.workspace.resources.items():
        running: list[tuple[int, Fraction, str]] = []
        rows = [(row, booking.share) for row, booking in bookings.get(who, ())]
        for dates, share in sorted(rows, key=lambda row: (row[0].start, row[0].finish, row[0].id)):
            running = [entry for entry in running if entry[0] > dates.start]
            used = sum((entry[1] for entry in running), Fraction(0))
            if running and used + share > resource.capacity and dates.finish > dates.start:
                task = plan.workspace.items[dates.id]
                other = plan.workspace.items[running[0][2]]
                message = f"{resource.title} is needed by {task.title} and by {other.title} at the same time"
                hint = "put them in an order, or let levelling do it"
                yield Diagnostic(CODE, SEVERITY, message, spot(task.source, "assign"), hint, task.id)
            running.append((dates.finish, share, dates.id))
