"""What this clone is: a repository whose past is at hand, in which git knows plans."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from pmctl import git
from pmctl.diagnostic import UserError
from pmctl.doctor.line import Line
from pmctl.git_setup import PARTS, Part, place_of

SET_UP = "pmctl git-setup"


def clone_lines(root: Path, words: Sequence[str]) -> Iterator[Line]:
    """The repository that a plan (or, without one, a folder) is in, and what `git-setup` has done in it.

    `words` call this pmctl.
    """
    folder = root if root.is_dir() else root.parent
    top = git.find_root(folder)
    if top is None:
        yield _no_repository(folder)
        return
    yield _repository(top)
    yield from _history(top)
    yield from _set_up(root, words)


def _no_repository(folder: Path) -> Line:
    if git.is_bare(folder):
        fact = "this is a bare repository, without files to edit"
        return Line("repository", "problem", fact, "git clone it, and work there")
    fact = "none: nothing of the past can be told, and nothing is merged"
    return Line("repository", "note", fact, "git init")


def _repository(top: Path) -> Line:
    found = git.head(top)
    if found is None:
        fact = f"{top}, without a commit that git hands out"
        return Line("repository", "note", fact, "git add and git commit; if there are some: whose is the folder?")
    revision, branch = found
    return Line("repository", "ok", f"{top}, {branch or 'no branch'} {revision}")


def _history(top: Path) -> Iterator[Line]:
    if git.is_shallow(top):
        fact = "only the latest commits: blame, history and forecasts from it see no further"
        yield Line("history", "note", fact, "git fetch --unshallow")
    if git.main_branch(top) is None and git.head(top) is not None:
        fact = "no branch is the main one: `diff` and `review` must be told with which to compare"
        yield Line("main branch", "note", fact, "git remote set-head origin --auto")


def _set_up(root: Path, words: Sequence[str]) -> Iterator[Line]:
    """Attributes, settings and the hook; one line where all of them are there."""
    try:
        place = place_of(root, words)
        parts = [part.look(place) for part in PARTS]
    except UserError as wrong:
        yield Line("git-setup", "note", wrong.message, wrong.hint)
        return
    lacking = [part for part in parts if not part.is_set]
    if not lacking:
        yield Line("git-setup", "ok", "git compares plans by fact, merges them by item, and checks merges")
    yield from (Line(part.file, "note", _lack(part), SET_UP) for part in lacking)


def _lack(part: Part) -> str:
    return "; ".join(part.lacks) or part.note or "is not set up"
