"""A project is red, and nobody does anything about it.

What it finds:
Projects in execution with a red dimension of health and no open action for it: none whose `for`
names the dimension, the project, or something in its evidence.

Why it matters:
Red asks for a decision. Without an action nothing will change.

Bad:

    kind: project  # <- here
    phase: execution
    start: 2026-01-05
    due: 2026-02-11
    commitment: committed
    tasks:
      build: {duration: 30d, started: 2026-02-09}

Good:

    # file: people.yaml
    kind: people
    people:
      ana: {}
    # file: projects/checkout.yaml
    kind: project
    phase: execution
    start: 2026-01-05
    due: 2026-02-11
    commitment: committed
    tasks:
      build: {duration: 30d, started: 2026-02-09, owner: ana}
    actions:
      replan: {name: Agree on a new date, owner: ana, due: 2026-02-12, for: schedule}

How to fix or allow:
Add an action with `for:` the dimension.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.insights.health.verdict import health_of
from pmctl.insights.relations import resolved
from pmctl.insights.states import is_open
from pmctl.model.control import Action
from pmctl.model.item import span_of
from pmctl.model.project import Project
from pmctl.plan import Plan
from pmctl.rules.judging.index import items

CODE = "PM508"
NAME = "red-without-action"
SEVERITY: Severity = "warning"
LOOKS_AT = "schedule"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Red dimensions of running projects that no action is for."""
    answered: dict[str, set[str]] = {}
    for action in items(plan, Action):
        if action.for_ and is_open(plan, action):
            named = answered.setdefault(action.document, {action.for_})
            named.add(action.for_)
            named.update(one.id for one in resolved(plan, action, (action.for_,)))
    for project in items(plan, Project):
        if project.phase != "execution":
            continue
        named = answered.get(project.id, set())
        for dimension in health_of(plan, project.id).dimensions:
            if dimension.level == "red" and named.isdisjoint((dimension.name, project.id, *dimension.evidence)):
                message = f"{dimension.name} of {project.title} is red, and no action is for it: {dimension.text}"
                hint = f"add an action with `for: {dimension.name}`"
                yield Diagnostic(CODE, SEVERITY, message, span_of(project), hint, project.id)
