"""A task waits for itself, directly or through others.

What it finds:
Every circle of links, once, at its first link; the other links of the circle are named with their
places. A group stands for everything in it.

Why it matters:
None of the tasks in the circle can ever start, so none of them gets a date.

Bad:

    kind: project
    tasks:
      design: {effort: 2d, after: build}  # <- here
      build: {effort: 3d, after: design}
    ---
    kind: project
    tasks:
      design: {effort: 2d, after: design}  # <- here

Good:

    kind: project
    tasks:
      design: {effort: 2d}
      build: {effort: 3d, after: design}

Near miss:
Two tasks that overlap: the second waits for the start of the first, and ends after it.

    kind: project
    tasks:
      design: {effort: 2d}
      build: {effort: 3d, after: [design SS + 1d, design FF]}

How to fix or allow:
Take one of the links out, or split the task that is both before and after.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import compress, count
from operator import eq

from pmctl.diagnostic import Diagnostic, Related, Severity
from pmctl.insights.links import all_links
from pmctl.model.item import spot
from pmctl.model.project import Task
from pmctl.network import Step
from pmctl.plan import Plan

CODE = "PM201"
NAME = "cycle"
SEVERITY: Severity = "error"
LOOKS_AT = "schedule"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Tasks that wait for themselves, then circles of several."""
    links = all_links(plan)
    for number in compress(count(), map(eq, links.afters, links.befores)):
        task = plan.workspace.items[links.afters[number]]
        if isinstance(task, Task):
            span = spot(task.source, "after", links.place(number))
            message = f"`{task.key}` waits for itself"
            yield Diagnostic(CODE, SEVERITY, message, span, "take the link out", task.id)
    for steps in plan.schedule.cycles:
        yield _finding(_from_the_top(steps))


def _from_the_top(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """Turn the circle so that it begins with the link that stands first in the files."""
    places = [(step.item.source.path, spot(step.item.source, "after", step.place).start) for step in steps]
    first = places.index(min(places))
    return (*steps[first:], *steps[:first])


def _finding(steps: tuple[Step, ...]) -> Diagnostic:
    first = steps[0]
    names = [step.item.id if step.item.document != first.item.document else step.item.key for step in steps]
    path = " -> ".join([*names, names[0]] if len(names) <= 12 else [*names[:11], "...", names[0]])
    related = tuple(
        Related(spot(step.item.source, "after", step.place), f"`{step.item.id}` waits for `{step.link.target}`")
        for step in steps[1:21]
    )
    message = f"these tasks wait for each other: {path}"
    span = spot(first.item.source, "after", first.place)
    return Diagnostic(CODE, SEVERITY, message, span, "take one of the links out", first.item.id, related)
