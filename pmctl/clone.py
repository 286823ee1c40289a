"""The few calls of git that obey this clone or write into it: its settings, where its hooks are, a merge of texts.

`git` reads what may be hostile and so overrules all settings; here the person who owns the clone asked for it. No call
runs a program that a repository names.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from pmctl import git
from pmctl.diagnostic import UserError
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
            command, cwd=folder, env=environment({}), stdin=subprocess.DEVNULL, capture_output=True, timeout=SECONDS
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise UserError(f"git does not answer: {error}") from error


def merge_file(ours: bytes, base: bytes, theirs: bytes, size: int) -> tuple[bytes, bool] | None:
    """Git's merge of three texts, with markers of `size` characters, and whether it needed none; None for no text."""
    with tempfile.TemporaryDirectory(prefix="pmctl-") as name:
        folder = Path(name)
        for file, data in (("ours", ours), ("base", base), ("theirs", theirs)):
            (folder / file).write_bytes(data)
        # the style of markers is a setting; one with the base between them would not be undone by choosing a side
        call = ["-c", "merge.conflictStyle=merge", "merge-file", "-p", f"--marker-size={size}"]
        labels = ["-L", "ours", "-L", "base", "-L", "theirs"]
        done = _run([*call, *labels, "ours", "base", "theirs"], folder)
    return (done.stdout, done.returncode == 0) if 0 <= done.returncode <= 127 else None
