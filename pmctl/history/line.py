"""The main line of a repository as a plan sees it: the commits at which some plan file is another one."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from pmctl import git
from pmctl.diagnostic import UserError
from pmctl.escape import terminal
from pmctl.load import Loaded, load
from pmctl.revision import Reader, Revision


@dataclass(frozen=True, slots=True)
class Stop:
    """A commit of the main line (its full id), the day as of which its plan is judged, and what stands for all its plan
    files.
    """

    revision: str
    day: date
    content: str


@dataclass(frozen=True, slots=True)
class Line:
    """The stops from the first to the last in the order of the commits, of the plan under `root`, and their `commits`.

    `is_whole` says that it begins where the plan did; `is_cut` that the clone is shallow and knows no more; `is_mended`
    that what cannot be read at the last stop can be in the files that follow it.
    """

    root: Path
    stops: tuple[Stop, ...]
    commits: tuple[git.Commit, ...]
    is_whole: bool = True
    is_cut: bool = False
    is_mended: bool = False


def line(root: Path, last: Revision, since: Revision | None = None) -> Line:
    """The main line up to a revision, from the one that `since` names on; commits that leave plan files alone are none.

    The first stop is judged on the day of `since`, all others on the day of their commit: committer days may go back
    and forth. UserError where there is no plan on it, or `since` is not on it.
    """
    top = git.find_root(Path(os.path.realpath(root)))
    commits = git.main_line(top, last.id) if top is not None else None
    if not commits or top is None:
        raise UserError("git cannot read the commits of this repository")
    known = _since(commits, since)
    found = tuple(_stops(root, known))
    if not found:
        raise UserError("no commit of the main line has a plan here", "`git commit` the plan first")
    stops = [Stop(commit.id, commit.day, content) for commit, content in found]
    if since is not None:
        stops[0] = replace(stops[0], day=max(since.day, stops[0].day))
    is_cut = git.is_shallow(top) and known[0] == commits[0]
    return Line(root, tuple(stops), tuple(commit for commit, _ in found), since is None and not is_cut, is_cut)


def is_end(line: Line, stop: Stop) -> bool:
    """Does everything end there, with what cannot be read?"""
    return stop.revision == line.stops[-1].revision and not line.is_mended


def leading_to(reader: Reader, line: Line, present: Loaded) -> tuple[Line, Loaded]:
    """A line as it leads to the files as they are, which may mend what its last stop cannot say; the plan of that."""
    committed, _ = loaded_at(reader, line, line.stops[-1])
    if not committed.refused or not set(committed.refused).isdisjoint(present.refused):
        return line, committed
    mended = replace(line, is_mended=True)
    return mended, loaded_at(reader, mended, line.stops[-1])[0]


def loaded_at(reader: Reader, line: Line, stop: Stop) -> tuple[Loaded, tuple[str, ...]]:
    """The plan at a stop of a line. A file that cannot be read there says what it said when it last could, as nobody
    took out what is in it; the paths of those files.

    Where everything ends it says nothing: so does the plan that it ends in.
    """
    loaded = reader.load(stop.revision)
    if loaded is None:
        return load(reader.root, {}), ()
    if not loaded.refused or is_end(line, stop):
        return loaded, ()
    revisions = [one.revision for one in line.stops]
    whole = reader.stood_in(loaded, reversed(revisions[: revisions.index(stop.revision)]))
    return whole, tuple(path for path in loaded.refused if path not in whole.refused)


def _since(commits: Sequence[git.Commit], since: Revision | None) -> Sequence[git.Commit]:
    """The commits from the named one on."""
    if since is None:
        return commits
    for place, commit in enumerate(commits):
        if commit.id == since.id:
            return commits[place:]
    raise UserError(
        f"`{terminal(since.name[:80])}` is not on the main line, or comes after the end of what is looked at",
        "`git log --first-parent` shows the commits that are",
    )


def _stops(root: Path, commits: Sequence[git.Commit]) -> Iterator[tuple[git.Commit, str]]:
    """The commits at which plan files differ from the commit before, and what stands for those files."""
    contents, last = dict[str, str](), ""
    with Reader(root) as reader:
        for commit in commits:
            if commit.tree not in contents:
                contents[commit.tree] = reader.content(commit.tree)
            if contents[commit.tree] != last:
                last = contents[commit.tree]
                yield commit, last
