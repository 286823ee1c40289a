"""The repository that a folder is in: its top, its branches and tags, the commit that a name means."""

from __future__ import annotations

import os
from pathlib import Path

from pmctl.git.calling import HEX, environment, executable, git, line, output
from pmctl.record import dataclass
from pmctl.regex import regex

LONGEST_REVISION = 256
MOST_NAMES = 10_000
SHORT = 7
"""Characters of an id that is shown."""

# `:/words` and `^{/words}` search with a regular expression of the caller
_SEARCH = regex(r"\A:|\^\{/")
_CLOCK = regex(r"@\{(?!(?:-?[0-9]{1,7}|u|upstream|push)\})")
_FOLDERS = ("refs/heads/", "refs/tags/", "refs/remotes/")


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch, and the full id of the commit that it is at."""

    name: str
    commit: str


def find_root(start: Path) -> Path | None:
    """The top of the repository that a folder or file is in: the nearest folder upward that holds a `.git`."""
    folder = Path(os.path.abspath(start))
    for candidate in (folder, *folder.parents):
        if (candidate / ".git" / "HEAD").exists() or (candidate / ".git").is_file():
            return candidate
    return None


def is_bare(folder: Path) -> bool:
    """Does a folder look like a repository without a work tree? Nothing is read from such a one: files of a plan's
    repository may look like that, too.
    """
    return (folder / "HEAD").is_file() and (folder / "objects").is_dir() and (folder / "refs").is_dir()


def head(root: Path) -> tuple[str, str] | None:
    """The short id of the checked-out commit and its branch ("" where there is none); None before the first commit."""
    revision = resolve_revision(root, "HEAD")
    if revision is None:
        return None
    branch = line(git(root, "rev-parse", "--abbrev-ref", "HEAD"))
    return revision[:SHORT], "" if branch in (None, "HEAD") else str(branch)


def user_email() -> str | None:
    """Who works here, by the user's own configuration; the repository's is not asked."""
    program = executable()
    if program is None:
        return None
    command = [program, "--no-pager", "config", "--global", "--get", "user.email"]
    email = line(output(command, os.path.abspath(os.sep), environment()))
    return email if email and len(email) <= LONGEST_REVISION and email.isprintable() else None


def resolve_revision(root: Path, text: str) -> str | None:
    """The full id of the commit that a revision names; None for no commit and for what could be taken for an option."""
    if not text or len(text) > LONGEST_REVISION or not text.isprintable() or text[0] == "-":
        return None
    if _SEARCH.search(text) or asks_clock(text):
        return None
    found = line(git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", text + "^{commit}"))
    return found if found and HEX.fullmatch(found) else None


def asks_clock(text: str) -> bool:
    """Does a revision ask where this clone was at some time (`@{yesterday}`)? Each clone has its own answer."""
    return _CLOCK.search(text) is not None


def names(root: Path) -> tuple[str, ...]:
    """Local branches, tags and branches of remotes, as a person types them."""
    printed = git(root, "for-each-ref", f"--count={MOST_NAMES}", "--format=%(refname)", *_FOLDERS)
    found: list[str] = []
    for text in (printed or b"").decode("utf-8", "replace").splitlines():
        folder = next((one for one in _FOLDERS if text.startswith(one)), "")
        if folder and text.isprintable():
            found.append(text.removeprefix(folder))
    return tuple(dict.fromkeys(found))


def main_branch(root: Path) -> Branch | None:
    """The branch that all work ends in: what `origin/HEAD` says, else `main` or `master`, else the only branch."""
    said = line(git(root, "rev-parse", "--abbrev-ref", "refs/remotes/origin/HEAD"))
    candidates = [said] if said and said.startswith("origin/") else []
    candidates += ["main", "master", "origin/main", "origin/master"]
    for name in candidates:
        folder = "refs/remotes" if name.startswith("origin/") else "refs/heads"
        commit = resolve_revision(root, f"{folder}/{name}")
        if commit is not None:
            return Branch(name, commit)
    only = line(git(root, "for-each-ref", "--count=2", "--format=%(refname)", "refs/heads/"))
    commit = resolve_revision(root, only) if only else None
    return Branch(only.removeprefix("refs/heads/"), commit) if only and commit is not None else None


def is_shallow(root: Path) -> bool:
    """Does this clone know only the latest commits?"""
    return line(git(root, "rev-parse", "--is-shallow-repository")) == "true"
