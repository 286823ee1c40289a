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
from pmctl.insights.links import all_links
from pmctl.insights.relations import groups_above
from pmctl.model.item import spot
from pmctl.model.project import Task
from pmctl.plan import Plan
from pmctl.rules.judging.written import items_with

CODE = "PM202"
NAME = "link-to-own-group"
SEVERITY: Severity = "warning"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Links between a task and what is around it."""
    known, links = plan.workspace.items, all_links(plan)
    groups = {task.id for task in items_with(plan, Task, "is_group")}
    ends = enumerate(zip(links.afters, links.befores, strict=True))
    for number in [number for number, (after, before) in ends if after in groups or before in groups]:
        task, target = known[links.afters[number]], known.get(links.befores[number])
        if not isinstance(task, Task) or not isinstance(target, Task):
            continue
        if _is_around(plan, target, task):
            message = f"`{task.key}` is a part of `{target.key}`, so it cannot wait for it"
            hint = f"name the task in `{target.key}` that comes first"
        elif _is_around(plan, task, target):
            message = f"`{target.key}` is a part of `{task.key}`, so `{task.key}` cannot wait for it"
            hint = "give the link to the task that has to wait"
        else:
            continue
        yield Diagnostic(CODE, SEVERITY, message, spot(task.source, "after", links.place(number)), hint, task.id)


def _is_around(plan: Plan, group: Task, task: Task) -> bool:
    """Does one task hold another, itself or by a group in it?"""
    return group.is_group and any(one is group for one in groups_above(plan, task))
