"""Makes a git repository with a history out of a few lines, the same commits on every machine.

`steps` is a text with one step a line; lines behind `#` say nothing:

    put NAME                        lay the files of a folder over the work tree
    set FILE: OLD -> NEW            replace a text that stands there once (`\\n` is a line end)
    add FILE: TEXT                  write TEXT at the end of a file, a new one where there is none
    remove FILE                     a file or folder
    move FILE FILE
    commit DATE WHO: SUBJECT        all that is there; indented lines below are the body, `.` an empty one
    branch NAME                     a new branch from here, and on it
    switch NAME                     a branch, or a tag
    merge NAME DATE WHO: SUBJECT    a merge commit
    tag NAME
    shallow DEPTH                   go on in a clone that knows only so many commits; `origin` has them all

DATE is `2026-02-03` (noon, UTC) or `2026-02-03T23:30-0800`; WHO is `ana` (Ana <ana@acme.example>). The branch is
`main`. What follows the last commit is a change that is not committed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

GIT = shutil.which("git")
needs_git = pytest.mark.skipif(GIT is None, reason="git is not installed")

_SETTINGS = ("init.defaultBranch=main", "commit.gpgSign=false", "protocol.file.allow=always", "gc.auto=0")


def git(folder: Path, *arguments: str, who: str = "ana", when: str = "2026-02-10") -> str:
    """Call the real git, as the tests' own hands: what it printed."""
    moment = when if "T" in when else f"{when}T12:00:00+0000"
    person = {"NAME": who.capitalize(), "EMAIL": f"{who}@acme.example", "DATE": moment}
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    environment = {
        **kept,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        **{f"GIT_{role}_{name}": value for role in ("AUTHOR", "COMMITTER") for name, value in person.items()},
    }
    settings = [part for setting in _SETTINGS for part in ("-c", setting)]
    done = subprocess.run([str(GIT), *settings, *arguments], cwd=folder, env=environment, capture_output=True)
    assert done.returncode == 0, f"git {' '.join(arguments)}: {done.stderr.decode()}"
    return done.stdout.decode().strip()


def make(folder: Path, steps: str, overlays: Path | None = None) -> Path:
    """Make `folder`, with whatever is in it, a repository with that history; `put` takes folders of `overlays`."""
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "-q")
    lines = [line for line in steps.splitlines() if line.strip() and not line.startswith("#")]
    while lines:
        verb, _, rest = lines.pop(0).partition(" ")
        body = []
        while lines and lines[0].startswith(" "):
            body.append(lines.pop(0).strip().removeprefix("."))
        if verb == "put":
            assert overlays is not None
            shutil.copytree(overlays / rest, folder, dirs_exist_ok=True)
        elif verb in ("commit", "merge"):
            _COMMITS[verb](folder, rest, "\n".join(body))
        else:
            assert verb in _STEPS, f"there is no step `{verb}`"
            _STEPS[verb](folder, rest)
    return folder


def _said(text: str, body: str) -> tuple[str, str, str]:
    """Day, author and message of `DATE WHO: SUBJECT`."""
    (when, who), subject = text.partition(": ")[0].split(), text.partition(": ")[2]
    return when, who, f"{subject}\n\n{body}" if body else subject


def _commit(folder: Path, text: str, body: str) -> None:
    when, who, message = _said(text, body)
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "--allow-empty", "-m", message, who=who, when=when)


def _merge(folder: Path, text: str, body: str) -> None:
    name, _, rest = text.partition(" ")
    when, who, message = _said(rest, body)
    git(folder, "merge", "-q", "--no-ff", "-m", message, name, who=who, when=when)


def _set(folder: Path, text: str) -> None:
    name, _, change = text.partition(": ")
    old, _, new = change.replace("\\n", "\n").partition(" -> ")
    file = folder / name
    before = file.read_text("utf-8")
    assert before.count(old) == 1, f"`{old}` does not stand once in {name}"
    file.write_text(before.replace(old, new), "utf-8")


def _add(folder: Path, text: str) -> None:
    name, _, lines = text.partition(": ")
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a", encoding="utf-8") as stream:
        stream.write(lines.replace("\\n", "\n") + "\n")


def _remove(folder: Path, name: str) -> None:
    shutil.rmtree(folder / name) if (folder / name).is_dir() else (folder / name).unlink()


def _move(folder: Path, names: str) -> None:
    old, new = names.split()
    (folder / new).parent.mkdir(parents=True, exist_ok=True)
    (folder / old).rename(folder / new)


def _shallow(folder: Path, depth: str) -> None:
    origin = folder.with_name(f"{folder.name}.origin")
    folder.rename(origin)
    git(origin.parent, "clone", "-q", "--depth", depth, f"file://{origin}", str(folder))


_COMMITS: Mapping[str, Callable[[Path, str, str], None]] = {"commit": _commit, "merge": _merge}
_STEPS: Mapping[str, Callable[[Path, str], object]] = {
    "set": _set,
    "add": _add,
    "remove": _remove,
    "move": _move,
    "branch": lambda folder, name: git(folder, "switch", "-q", "-c", name),
    "switch": lambda folder, name: git(folder, "checkout", "-q", name),
    "tag": lambda folder, name: git(folder, "tag", name),
    "shallow": _shallow,
}
