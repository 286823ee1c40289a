"""Nobody has the role or skill that a task asks for.

What it finds:
`role:` and `skill:` in `assign` for which there is no person.

Why it matters:
Nobody is booked, and nobody knows that somebody has to be found.

Bad:

    # file: people.yaml
    kind: people
    people:
      dee: {role: Designer, skills: [figma]}
    # file: projects/checkout.yaml
    kind: project
    tasks:
      design: {effort: 2d, assign: role:designer}
      build: {effort: 3d, assign: skill:python}  # <- here

Good:

    # file: people.yaml
    kind: people
    people:
      dee: {role: Designer, skills: [figma, python]}
    # file: projects/checkout.yaml
    kind: project
    tasks:
      build: {effort: 3d, assign: skill:python}

How to fix or allow:
Add the skill to whoever has it, or look for somebody.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.model.item import spot
from pmctl.plan import Plan
from pmctl.rules.judging.index import did_you_mean
from pmctl.rules.judging.written import open_assignments
from pmctl.scheduling.people import slug

CODE = "PM305"
NAME = "skill-missing"
SEVERITY: Severity = "warning"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Roles and skills that are nobody's."""
    people = plan.workspace.people.values()
    roles = {slug(person.role) for person in people if person.role}
    skills = {skill for person in people for skill in person.skills}
    for task, place, assignment in open_assignments(plan):
        for choice in assignment.choices:
            if choice.kind == "name" or (
                slug(choice.name) in roles if choice.kind == "role" else choice.name in skills
            ):
                continue
            verb = "is" if choice.kind == "role" else "has the skill"
            message = f"nobody {verb} `{choice.name}`, which {task.title} asks for"
            hint = did_you_mean(choice.name, sorted(roles if choice.kind == "role" else skills))
            yield Diagnostic(CODE, SEVERITY, message, spot(task.source, "assign", place), hint, task.id)
