"""The few calls of git that obey this clone or write into it: its settings, where its hooks are, a merge of texts.

`git` reads what may be hostile and so overrules all settings; here the person who owns the clone asked for it. No call
runs a program that a repository names.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from pmctl import git
from pmctl.diagnostic import UserError
from pmctl.escape import terminal
from pmctl.git.calling import environment

SECONDS = 60


def _run(arguments: Sequence[str], folder: Path) -> subprocess.CompletedProcess[bytes]:
    """Call git in a folder, with the user's own settings but nothing of what a hook or caller points it at."""
    program = git.executable()
    if program is None:
        raise UserError("git is not installed, or not on the PATH")
    command = [program, "--no-pager", "-c", "core.fsmonitor=false", *arguments]
    try:
        return subprocess.run(
            command, cwd=folder, env=environment(), stdin=subprocess.DEVNULL, capture_output=True, timeout=SECONDS
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise UserError(f"git does not answer: {error}") from error


def merge_file(
    ours: bytes, base: bytes, theirs: bytes, size: int, labels: tuple[str, str] = ("ours", "theirs")
) -> tuple[bytes, bool] | None:
    """Git's merge of three texts, with markers of `size` characters that are labelled, and whether it needed none; None
    for no text.
    """
    with tempfile.TemporaryDirectory(prefix="pmctl-") as name:
        folder = Path(name)
        for file, data in (("ours", ours), ("base", base), ("theirs", theirs)):
            (folder / file).write_bytes(data)
        # the style of markers is a setting; one with the base between them would not be undone by choosing a side
        call = ["-c", "merge.conflictStyle=merge", "merge-file", "-p", f"--marker-size={size}"]
        names = ["-L", labels[0], "-L", "base", "-L", labels[1]]
        done = _run([*call, *names, "ours", "base", "theirs"], folder)
    return (done.stdout, done.returncode == 0) if 0 <= done.returncode <= 127 else None


# --- settings and hooks -----------------------------------------------------------------------------------------------


def require(top: Path) -> None:
    """UserError where the work tree with this top is none that git works in."""
    if _answer(top, "rev-parse", "--is-inside-work-tree") != "true":
        raise UserError("this is a bare repository, in which nobody merges", "call it in a clone with a work tree")


def setting(top: Path, key: str) -> str | None:
    """A setting of this clone alone; None where it is not set."""
    done = _run(["config", "--local", "--get", key], top)
    return done.stdout.decode("utf-8", "replace").removesuffix("\n") if done.returncode == 0 else None


def set_setting(top: Path, key: str, value: str) -> None:
    """Set a setting of this clone."""
    _answer(top, "config", "--local", "--replace-all", key, value)


def unset_setting(top: Path, key: str) -> None:
    """Take a setting of this clone away."""
    _answer(top, "config", "--local", "--unset-all", key)


def is_tracked(top: Path, path: Path) -> bool:
    """Is a file of the work tree in git, committed or about to be?"""
    return _answer(top, "--literal-pathspecs", "ls-files", "--", str(path)) != ""


def forget_shown(top: Path, driver: str) -> None:
    """Throw away what git remembers of files as a driver of `diff` has shown them; no hook is asked."""
    _answer(top, "-c", f"core.hooksPath={os.devnull}", "update-ref", "-d", f"refs/notes/textconv/{driver}")


def hooks_folder(top: Path) -> Path:
    """Where the hooks of a clone are: `core.hooksPath` where that is set, also for several clones at once."""
    return Path(os.path.normpath(top / _answer(top, "rev-parse", "--git-path", "hooks")))


def git_folder(top: Path) -> Path:
    """Where git keeps what belongs to a clone, for all its work trees."""
    return Path(os.path.normpath(top / _answer(top, "rev-parse", "--git-common-dir")))


def _answer(top: Path, *arguments: str) -> str:
    """What git prints, else UserError with what it says is wrong."""
    done = _run(arguments, top)
    if done.returncode != 0:
        lines = done.stderr.decode("utf-8", "replace").strip().split("\n")
        raise UserError(f"git: {terminal(lines[0][:300]) or 'it does not say why it failed'}")
    return done.stdout.decode("utf-8", "replace").removesuffix("\n")
