"""More people are asked of a team than it has.

What it finds:
Assignments such as `core 5` to a team of three.

Why it matters:
The work will take longer than the plan says.

Bad:

    # file: people.yaml
    kind: people
    people:
      ana: {}
      bo: {}
    teams:
      core: {members: [ana, bo]}
    # file: projects/checkout.yaml
    kind: project
    tasks:
      design: {effort: 2d, assign: core 5}  # <- here

Good:

    # file: people.yaml
    kind: people
    people:
      ana: {}
      bo: {}
    teams:
      core: {members: [ana, bo]}
    # file: projects/checkout.yaml
    kind: project
    tasks:
      design: {effort: 2d, assign: core 2}

How to fix or allow:
Ask for fewer, or add members.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.model.item import spot
from pmctl.plan import Plan
from pmctl.rules.judging.written import open_assignments

CODE = "PM309"
NAME = "team-too-small"
SEVERITY: Severity = "warning"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Counts beyond the members."""
    teams = plan.workspace.teams
    for task, place, assignment in open_assignments(plan):
        team = teams.get(assignment.choices[0].name) if assignment.count else None
        if team and team.members and assignment.count and assignment.count > len(team.members):
            message = f"{task.title} asks for {assignment.count} of {team.title}, which has {len(team.members)}"
            yield Diagnostic(CODE, SEVERITY, message, spot(task.source, "assign", place), "", task.id)
