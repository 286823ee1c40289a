"""Two people have one e-mail address.

What it finds:
The second person with the same `email`, whatever the case of its letters.

Why it matters:
The address tells whose work `pmctl` shows and who gets a notice: it would show that of one of them
to both.

Bad:

    kind: people
    people:
      ana: {email: ana@acme.example}
      ana-ruiz: {email: Ana@acme.example}  # <- here

Good:

    kind: people
    people:
      ana: {email: ana@acme.example}
      bo: {email: bo@acme.example}

How to fix or allow:
Keep one entry a person.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Related, Severity
from pmctl.model.item import spot
from pmctl.model.people import Person
from pmctl.plan import Plan

CODE = "PM314"
NAME = "duplicate-email"
SEVERITY: Severity = "warning"
LOOKS_AT = "workspace"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Addresses that stand twice."""
    owners: dict[str, Person] = {}
    for person in plan.workspace.people.values():
        if not person.email:
            continue
        first = owners.setdefault(person.email.casefold(), person)
        if first is not person:
            message = f"{person.title} has the same address as {first.title}"
            related = (Related(spot(first.source, "email"), f"that of {first.title}"),)
            yield Diagnostic(CODE, SEVERITY, message, spot(person.source, "email"), "", person.id, related)
