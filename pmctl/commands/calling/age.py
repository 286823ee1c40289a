"""How long ago a plan was changed last: days since the commit that did it, `STALE` from two weeks on."""

from __future__ import annotations

import os
from pathlib import Path

from pmctl import git
from pmctl.plan import Plan
from pmctl.revision import load_at

STALE = 15
"""Calendar days without a change from which on a plan is stale."""


def age_of(plan: Plan, top: Path) -> str:
    """`3d old`, `STALE 15d`, "" for one that was changed today; `top` is that of its repository.

    What is edited and not committed yet is no longer stale.
    """
    root = plan.loaded.folder.root
    inside = os.path.relpath(os.path.realpath(root), os.path.realpath(top))
    last = git.last_change(top, inside)
    days = (plan.today - last.day).days if last is not None else 0
    if days < 1:
        return ""
    return f"STALE {days}d" if days >= STALE and _is_committed(plan) else f"{days}d old"


def _is_committed(plan: Plan) -> bool:
    """Are the files as they are in the commit that is checked out?"""
    top = git.find_root(plan.loaded.folder.root)
    head = git.resolve_revision(top, "HEAD") if top is not None else None
    committed = load_at(plan.loaded.folder.root, head) if head is not None else None
    return committed is not None and committed.content == plan.loaded.content
