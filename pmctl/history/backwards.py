"""The plans of the main line one after the other, the latest first, as far as one file of them is another one."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from pmctl import git
from pmctl.model.workspace import Workspace
from pmctl.plan import Plan
from pmctl.revision import Reader

MOST_READ = 300
"""Commits of which the plan is read; what happened before them is not known here."""


def main_line_of(plan: Plan) -> tuple[Path, Sequence[git.Commit]] | None:
    """The repository of a plan and the commits of its main line that changed something in its folder, up to it, the
    oldest first; None outside of a repository.
    """
    folder = plan.loaded.folder
    root = Path(os.path.realpath(folder.root))
    top = git.find_root(root)
    revision = (folder.revision or git.resolve_revision(top, "HEAD")) if top is not None else None
    below = root.relative_to(top).as_posix() if top is not None else ""
    commits = git.main_line(top, revision, below=below) if top is not None and revision is not None else None
    return (top, commits) if top is not None and commits else None


def plans_back(
    reader: Reader, commits: Sequence[git.Commit], present: Workspace, path: Callable[[], str]
) -> Iterator[tuple[git.Commit, Workspace]]:
    """Each commit from the last one back with its plan, first compared with the `present` one.

    Between two commits at which the file of that path (which may change on the way) is the same, the plan is handed on
    as it was: a commit that leaves the file alone changes nothing.
    """
    known, workspace, read = "", present, 0
    for commit in reversed(commits):
        if reader.blob(commit.id, path()) != known or not known:
            read += 1
            loaded = reader.load(commit.id)
            workspace = loaded.workspace if loaded is not None else Workspace()
        if read > MOST_READ:
            return
        yield commit, workspace
        known = reader.blob(commit.id, path())
