"""Where a line of work left another: the commit that both share."""

from __future__ import annotations

from pathlib import Path

from pmctl import git
from pmctl.diagnostic import UserError
from pmctl.escape import terminal
from pmctl.revision.naming import Revision, named


def main_branch(root: Path) -> Revision:
    """The branch in which all work of the repository around `root` ends; UserError where nobody can tell."""
    top = git.find_root(root)
    head = named(root, "HEAD")  # says what is missing, down to git itself
    branch = git.main_branch(top) if top is not None else None
    if branch is None:
        message = "nobody can tell which branch is the main one: none is called `main` or `master`"
        raise UserError(message, "name a revision to compare with")
    commit = git.commit(top, branch.commit) if top is not None else None
    return Revision(branch.commit, commit.day if commit is not None else head.day, branch.name)


def parted(root: Path, one: Revision, other: Revision) -> Revision:
    """The commit at which two parted, named after the first; UserError where they share none."""
    top = git.find_root(root)
    id = git.merge_base(top, one.id, other.id) if top is not None else None
    commit = git.commit(top, id) if id is not None and top is not None else None
    if commit is not None:
        left = one.name if commit.id == one.id else f"{one.name}, where {other.name} left it"
        return Revision(commit.id, commit.day, left)
    names = f"`{terminal(one.name[:80])}` and `{terminal(other.name[:80])}`"
    if top is not None and git.is_shallow(top):
        hint = "`git fetch --unshallow --tags` fetches what is missing; in a workflow: `fetch-depth: 0`"
        raise UserError(f"this clone is shallow: it does not reach back to where {names} parted", hint)
    raise UserError(f"{names} share no commit", "`A..B` compares the two as they are")
