"""The last line of a view: which revision, day and content it shows."""

from __future__ import annotations

from pmctl import output
from pmctl.escape import terminal
from pmctl.plan import Plan

CONTENT = 12
"""Characters of the hash of a plan that tell one from another."""


def stamp(plan: Plan, revision: str = "") -> str:
    """`main 3f2a91c · as of 2026-02-10 · plan 81bdebc74fcb`; what is written to be committed has no revision."""
    content = plan.loaded.content[:CONTENT] or "unsaved"
    parts = [terminal(revision)] if revision else []
    return output.paint(" · ".join([*parts, f"as of {plan.today.isoformat()}", f"plan {content}"]), "dim")
