"""What a person means by a revision, a tag or a day; and what to say where there is no such commit."""

from __future__ import annotations

import os
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from pmctl import git
from pmctl.diagnostic import UserError
from pmctl.escape import terminal
from pmctl.record import dataclass
from pmctl.regex import regex

MOST_SHOWN = 6
_DAY = regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_BACK = regex(r"(.+?)(?:~([0-9]{0,7})|(\^))")
_HOW = "write it as for git (`HEAD~3`, `v1.0`, `3f2a91c`), or a day (`2026-02-01`)"


@dataclass(frozen=True, slots=True)
class Revision:
    """A commit by its full id, the day on which it was committed, and what it was called."""

    id: str
    day: date
    name: str


def named(root: Path, text: str) -> Revision:
    """The commit that is meant by a revision, a tag or a day in the repository that `root` is in; else UserError.

    A day means the last commit of the main line (of what is checked out) that was committed on it or before, in the
    order of the commits.
    """
    top = repository(root, text)
    id = git.resolve_revision(top, text)
    if id is None and is_day(text):
        return _of_day(top, text)
    commit = git.commit(top, id) if id is not None else None
    if commit is None:
        raise _unknown(top, text)
    return Revision(commit.id, commit.day, text)


def repository(root: Path, text: str) -> Path:
    """The top of the repository that `root` is in, where a revision is meant; UserError where there is none."""
    shown = terminal(text[:80])
    top = git.find_root(Path(os.path.realpath(root)))
    if top is None and not root.exists():
        raise UserError(f"there is no folder or file `{terminal(str(root))}`")
    if top is None and git.is_bare(root):
        raise UserError(f"`{shown}`: this is a repository without a work tree", "`git clone` it, and look there")
    if top is None:
        raise UserError(f"`{shown}`: this folder is in no git repository", "`git init` makes one; then commit the plan")
    if git.executable() is None:
        raise UserError(f"`{shown}`: git is not installed, so no earlier plan can be read")
    return top


def is_day(text: str) -> bool:
    """Is a text written like a day, which may be none (`2026-02-30`)?"""
    return _DAY.fullmatch(text) is not None


def _of_day(top: Path, text: str) -> Revision:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise UserError(f"`{text}` is not a day", "write it like `2026-02-10`") from None
    head = git.resolve_revision(top, "HEAD")
    line = git.main_line(top, head) if head is not None else None
    if not line:
        raise UserError("there is no commit yet", "`git commit` the plan first")
    earlier = [one for one in line if one.day <= day]
    if earlier:
        return Revision(earlier[-1].id, earlier[-1].day, text)
    first = min(one.day for one in line)
    if git.is_shallow(top):
        raise _too_shallow(f"it knows {_commits(len(line))}, the first of {first}; there is none of {text} or before")
    raise UserError(f"there is no commit of {text} or before", f"the first one is of {first}")


def _unknown(top: Path, text: str) -> UserError:
    """Why there is no such revision, and which may be meant."""
    shown = f"`{terminal(text[:80])}`"
    if git.asks_clock(text):
        hint = "a day means its last commit: `2026-02-01`"
        return UserError(f"{shown} asks the clock, and each clone has its own answer", hint)
    if git.resolve_revision(top, "HEAD") is None:
        return UserError(f"there is no revision {shown}: nothing is committed yet", "`git commit` the plan first")
    if git.is_shallow(top):
        return _missing_in_shallow(top, text, shown)
    if ".." in text:
        return UserError(f"{shown} is a range, and one revision is meant", _HOW)
    known = git.names(top)
    alike = [f"origin/{text}"] if f"origin/{text}" in known else get_close_matches(text, known, 1, 0.6)
    near = f" Did you mean `{terminal(alike[0])}`?" if alike else ""
    listed = ", ".join(f"`{terminal(name)}`" for name in known[:MOST_SHOWN])
    more = " ..." if len(known) > MOST_SHOWN else ""
    return UserError(f"there is no revision {shown}.{near}", f"{_HOW}; there are {listed}{more}" if listed else _HOW)


def _missing_in_shallow(top: Path, text: str, shown: str) -> UserError:
    """`HEAD~20` says how many commits are missing; for other names nobody knows."""
    match = _BACK.fullmatch(text)
    start = git.resolve_revision(top, match[1]) if match else None
    line = git.main_line(top, start) if start is not None else None
    if match is None or not line:
        return _too_shallow(f"it has no revision {shown}")
    steps = int(match[2] or 1)
    return _too_shallow(
        f"it knows {_commits(len(line))} of `{terminal(match[1][:80])}`, and {shown} is older",
        max(steps + 1 - len(line), 1),
    )


def _too_shallow(why: str, depth: int = 0) -> UserError:
    needed = f"`git fetch --deepen={depth}` is enough; " if depth else ""
    hint = f"{needed}`git fetch --unshallow --tags` fetches everything; in a workflow: `fetch-depth: 0`"
    return UserError(f"this clone is shallow: {why}", hint)


def _commits(count: int) -> str:
    return "1 commit" if count == 1 else f"{count} commits"
