"""A group says what only tasks can say.

What it finds:
Tasks with `tasks` of their own that carry an effort, a duration, people, progress or actual dates.

Why it matters:
A group is the sum of its tasks; what it says itself is left out, or would count twice.

Bad:

    kind: project
    tasks:
      build:
        effort: 10d  # <- here
        tasks:
          api: {effort: 5d}
          form: {effort: 5d}

Good:

    kind: project
    tasks:
      build:
        owner: ana
        due: 2026-03-31
        tasks:
          api: {effort: 5d}
          form: {effort: 5d}
    ---
    # file: people.yaml
    kind: people
    people:
      ana: {}

How to fix or allow:
Move the value to the tasks below, or take it out.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.model.item import spot
from pmctl.model.project import Task
from pmctl.plan import Plan
from pmctl.rules.judging.written import items_with

CODE = "PM213"
NAME = "group-with-effort"
SEVERITY: Severity = "warning"
LOOKS_AT = "workspace"


KEYS = ("effort", "duration", "remaining", "assign", "progress", "spent", "milestone")


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Values of groups that belong to tasks."""
    for task in items_with(plan, Task, "is_group"):
        for key in KEYS:
            if getattr(task, key):
                message = f"{task.title} is a group, so its `{key}` is left out"
                hint = "give it to the tasks in the group"
                yield Diagnostic(CODE, SEVERITY, message, spot(task.source, key), hint, task.id)
