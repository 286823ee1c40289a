"""Work is given to a team without members.

What it finds:
Teams that are named in `assign` and have nobody in `members`.

Why it matters:
Nobody is booked, so the work takes no one's time and the plan is too hopeful.

Bad:

    # file: people.yaml
    kind: people
    teams:
      core: {name: Core}  # <- here
    # file: projects/checkout.yaml
    kind: project
    tasks:
      design: {effort: 2d, assign: core}

Good:

    # file: people.yaml
    kind: people
    people:
      ana: {}
    teams:
      core: {name: Core, members: ana}
    # file: projects/checkout.yaml
    kind: project
    tasks:
      design: {effort: 2d, assign: core}

Near miss:
A team that only owns something needs no members.

    # file: people.yaml
    kind: people
    teams:
      core: {name: Core}
    # file: projects/checkout.yaml
    kind: project
    tasks:
      design: {effort: 2d, owner: core, assign: []}

How to fix or allow:
Name the `members`, or assign people.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Related, Severity
from pmctl.model.item import span_of, spot
from pmctl.plan import Plan
from pmctl.rules.judging.index import index

CODE = "PM308"
NAME = "team-empty"
SEVERITY: Severity = "warning"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Teams of nobody that shall work."""
    empty = {key for key, team in plan.workspace.teams.items() if not team.members}
    if not empty:
        return
    for task in index(plan).leaves:
        for place, assignment in enumerate(task.assign or ()):
            for choice in assignment.choices:
                if choice.kind == "name" and choice.name in empty:
                    empty.discard(choice.name)
                    team = plan.workspace.teams[choice.name]
                    related = (Related(spot(task.source, "assign", place), f"{task.title} is given to it"),)
                    message = f"{team.title} has no members, so nobody does {task.title}"
                    yield Diagnostic(CODE, SEVERITY, message, span_of(team), "name its `members`", team.id, related)
