"""Somebody is away while their work has a fixed length.

What it finds:
Open tasks with a `duration`, or a fixed span, whose people have time off between its start and its
finish. Work with an `effort` waits for them by itself.

Why it matters:
The task ends on its day whoever is away. Nobody does the work on those days.

Bad:

    # file: people.yaml
    kind: people
    people:
      ana: {time-off: 2026-02-11..2026-02-13}
    # file: projects/checkout.yaml
    kind: project
    tasks:
      load-test: {duration: 5d, assign: ana}  # <- here

Good:

    # file: people.yaml
    kind: people
    people:
      ana: {time-off: 2026-02-11..2026-02-13}
    # file: projects/checkout.yaml
    kind: project
    tasks:
      load-test: {effort: 5d, assign: ana}

Near miss:
They are back before it begins.

    # file: people.yaml
    kind: people
    people:
      ana: {time-off: 2026-02-11..2026-02-13}
    # file: projects/checkout.yaml
    kind: project
    tasks:
      load-test: {duration: 5d, assign: ana, not-before: 2026-02-16}

How to fix or allow:
Say `effort` if the work waits for them, move it, or name somebody who is there.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.insights.promises import last_day
from pmctl.insights.workload.clashes import clashes
from pmctl.model.item import spot
from pmctl.model.people import Person, Resource
from pmctl.plan import Plan
from pmctl.quantity import Days, day_of
from pmctl.rules.judging.index import say_date

CODE = "PM303"
NAME = "time-off-while-assigned"
SEVERITY: Severity = "warning"
LOOKS_AT = "schedule"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Fixed lengths over somebody's time off."""
    people: dict[str, Person | Resource] = {**plan.workspace.people, **plan.workspace.resources}
    for clash in clashes(plan):
        task, dates = plan.workspace.items[clash.task], plan.schedule.tasks[clash.task]
        when = f"{say_date(plan, day_of(dates.start))} to {say_date(plan, last_day(dates))}"
        message = f"{people[clash.who].title} is away {_days(plan, clash.away)}, while {task.title} runs from {when}"
        hint = "with `effort` it would wait for them"
        yield Diagnostic(CODE, SEVERITY, message, spot(task.source, "assign"), hint, task.id)


def _days(plan: Plan, days: Days) -> str:
    if days.first == days.last:
        return f"on {say_date(plan, days.first)}"
    return f"from {say_date(plan, days.first)} to {say_date(plan, days.last)}"
