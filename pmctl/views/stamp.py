"""The last line of a view: which revision, day and content it shows."""

from __future__ import annotations

from pmctl import output
from pmctl.escape import terminal
from pmctl.plan import Plan

CONTENT = 12
"""Characters of the hash of a plan that tell one from another."""


def stamp(plan: Plan, revision: str = "") -> str:
    """`main 3f2a91c · as of 2026-02-10 · plan 81bdebc74fcb`; what is written to be committed has no revision."""
    return output.paint(terminal(stamp_text(plan, revision)), "dim")


def stamp_text(plan: Plan, revision: str = "") -> str:
    """The same for a page, before it is escaped."""
    content = plan.loaded.content[:CONTENT] or "unsaved"
    parts = [revision] if revision else []
    return " · ".join([*parts, f"as of {plan.today.isoformat()}", f"plan {content}"])
