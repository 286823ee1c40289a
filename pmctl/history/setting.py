"""Since when a fact is as it is: the commit of the main line that made it so."""

from __future__ import annotations

from pmctl import git
from pmctl.history.backwards import main_line_of, plans_back
from pmctl.insights.written import typed
from pmctl.model.item import Item
from pmctl.plan import Plan
from pmctl.record import dataclass
from pmctl.revision import Reader


@dataclass(frozen=True, slots=True)
class Setting:
    """The commit that made a fact what it is; None: it is not committed yet. `was` is what stood there before it."""

    commit: git.Commit | None
    was: object = None


def set_by(plan: Plan, item: Item, key: str) -> Setting | None:
    """Which commit gave a key the value that it has; None where nothing is typed, or git does not tell."""
    line = main_line_of(plan) if typed(item, key) is not None else None
    if line is None:
        return None
    top, commits = line
    newer: git.Commit | None = None
    with Reader(plan.loaded.folder.root) as reader:
        for commit, workspace in plans_back(reader, commits, plan.workspace, lambda: item.source.path):
            there = workspace.items.get(item.id)
            was = typed(there, key) if there is not None else None
            if was != typed(item, key):
                return Setting(newer, was)
            newer = commit
    return Setting(newer) if newer is commits[0] and not git.is_shallow(top) else None
