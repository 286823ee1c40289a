"""A task waits for the group that it is in, or a group for its own task.

What it finds:
Links in `after` between a task and a group around it (or its own project), in either direction.

Why it matters:
The group is done when the task is, so the link can bind nothing, and it is left out.

Bad:

    kind: project
    tasks:
      build:
        tasks:
          api: {effort: 3d}
          test: {effort: 1d, after: build}  # <- here

Good:

    kind: project
    tasks:
      build:
        tasks:
          api: {effort: 3d}
          test: {effort: 1d, after: api}

Near miss:
A task behind the group waits for all of it.

    kind: project
    tasks:
      build:
        tasks:
          api: {effort: 3d}
      test: {effort: 1d, after: build}

How to fix or allow:
Name the task inside the group that must be done first.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.model.item import spot
from pmctl.model.project import Task
from pmctl.plan import Plan
from pmctl.rules.judging.index import groups_above, index, waiting_tasks

CODE = "PM202"
NAME = "link-to-own-group"
SEVERITY: Severity = "warning"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Links between a task and what is around it."""
    groups = frozenset([task.id for task in index(plan).tasks if task.is_group])
    for task, meant in waiting_tasks(plan):
        if not task.is_group and groups.isdisjoint(meant):
            continue
        around = _around(plan, task)
        for place, id in enumerate(meant):
            target = plan.workspace.items.get(id)
            if not isinstance(target, Task) or not (target.is_group or task.is_group):
                continue
            if id in around:
                message = f"`{task.key}` is a part of `{target.key}`, so it cannot wait for it"
                hint = f"name the task in `{target.key}` that comes first"
            elif task.is_group and task.id in _around(plan, target):
                message = f"`{target.key}` is a part of `{task.key}`, so `{task.key}` cannot wait for it"
                hint = "give the link to the task that has to wait"
            else:
                continue
            yield Diagnostic(CODE, SEVERITY, message, spot(task.source, "after", place), hint, task.id)


def _around(plan: Plan, task: Task) -> set[str]:
    """The full ids of the groups around a task."""
    return {group.id for group in groups_above(plan, task)}
