"""Something would be shown to people who may not see what it is in.

What it finds:
Items with a `visibility` wider than that of the nearest group, or of their document, where those
say one; comments wider than what they are about. They stay hidden.

Why it matters:
Somebody believes that clients see it. They do not.

Bad:

    kind: project
    visibility: internal
    tasks:
      design: {effort: 2d, visibility: public}  # <- here

Good:

    kind: project
    visibility: public
    tasks:
      design: {effort: 2d, visibility: client}

Near miss:
Nobody has said anything about the group.

    kind: project
    tasks:
      design: {effort: 2d, visibility: client}

How to fix or allow:
Widen what is around it, or narrow the item.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Related, Severity
from pmctl.insights.relations import resolved
from pmctl.model.item import spot
from pmctl.model.records import Comment
from pmctl.plan import Plan

CODE = "PM515"
NAME = "wider-than-parent"
SEVERITY: Severity = "warning"
LOOKS_AT = "workspace"


WIDTH = {"internal": 0, "client": 1, "public": 2}


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Visibility beyond that of the group, the document or the subject of a comment."""
    everything = plan.workspace.items
    for item in everything.values():
        if item.visibility not in ("client", "public"):
            continue
        above = everything.get(item.group) or plan.workspace.documents.get(item.document)
        if isinstance(item, Comment):
            about = resolved(plan, item, (item.about,))
            above = about[0] if about else None
        while above is not None and not above.visibility and above.id != above.document:
            above = everything.get(above.group) or plan.workspace.documents.get(above.document)
        if above is None or not above.visibility or WIDTH[item.visibility] <= WIDTH.get(above.visibility, 2):
            continue
        message = f"{item.title} is `{item.visibility}`, and {above.title} is `{above.visibility}`: it stays hidden"
        related = (Related(spot(above.source, "visibility"), f"that of {above.title}"),)
        yield Diagnostic(CODE, SEVERITY, message, spot(item.source, "visibility"), "", item.id, related)
