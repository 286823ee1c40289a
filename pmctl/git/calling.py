"""Calls of git that run nobody's program, and their answers.

Only subcommands that run nobody's program are called (no `status`, `diff`, `show`, `ls-files`), each with the settings
that a hostile repository could turn against its reader overruled, in an environment without `GIT_*`. Everything is read
only. Where git is missing or says no, the answer is None: nothing here raises for what is in a repository.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import subprocess

from pmctl.regex import regex

LONGEST_OUTPUT = 64 * 1024 * 1024
SECONDS = 60

# each of these could name a program, a place to write to or a host to ask
_SETTINGS = (
    "core.fsmonitor=false",
    f"core.hooksPath={os.devnull}",
    "diff.external=",
    "log.showSignature=false",
    "safe.bareRepository=explicit",
    "protocol.allow=never",
    "i18n.logOutputEncoding=UTF-8",
)
_OPTIONS = ("--no-pager", "--no-optional-locks", "--no-replace-objects")
_CLEAN = {"LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0"}
_CLOSED = {
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_ALLOW_PROTOCOL": "",
}
HEX = regex(r"[0-9a-f]{40}|[0-9a-f]{64}")
"""The full id of an object."""


def executable() -> str | None:
    """The absolute path of git, never one that stands in the current folder."""
    name = "git.exe" if os.name == "nt" else "git"
    here = os.path.realpath(os.curdir)
    for folder in os.environ.get("PATH", os.defpath).split(os.pathsep):
        path = os.path.join(folder, name)
        elsewhere = os.path.isabs(folder) and os.path.realpath(folder) != here
        if elsewhere and os.path.isfile(path) and os.access(path, os.X_OK):
            return path
    return None


def version() -> str | None:
    """The version of git (`2.39.2`), None where there is none."""
    program = executable()
    printed = line(output([program, "--version"], os.path.abspath(os.sep), environment())) if program else None
    match = re.search(r"[0-9]+(?:\.[0-9]+)+", printed or "")
    return match[0] if match else None


def environment(**extra: str) -> dict[str, str]:
    """Ours without any `GIT_*`: a hook or an attacker sets those to point git elsewhere."""
    kept = {name: value for name, value in os.environ.items() if not name.upper().startswith("GIT_")}
    return {**kept, **_CLEAN, **extra}


def output(command: Sequence[str], folder: str, environment: dict[str, str]) -> bytes | None:
    """What a command prints, None where it fails, takes too long or prints more than we want to hold."""
    try:
        process = _started(command, folder, environment)
    except (OSError, ValueError):
        return None
    try:
        with process, limited(process.kill):
            assert process.stdout is not None
            printed = process.stdout.read(LONGEST_OUTPUT + 1)
            if len(printed) > LONGEST_OUTPUT:
                process.kill()
    except OSError:
        return None
    return printed if process.returncode == 0 and len(printed) <= LONGEST_OUTPUT else None


def _started(
    command: Sequence[str], folder: str, environment: dict[str, str], is_asked: bool = False
) -> subprocess.Popen[bytes]:
    """A process of git, to whose standard input something is written where it `is_asked` more than once."""
    from subprocess import DEVNULL, PIPE, Popen  # most plans are looked at without git, and none shall wait for it

    given = PIPE if is_asked else DEVNULL
    return Popen(command, cwd=folder, env=environment, stdin=given, stdout=PIPE, stderr=DEVNULL)


@contextmanager
def limited(stop: Callable[[], None]) -> Iterator[None]:
    """Call `stop` where what is done inside takes too long."""
    from threading import Timer

    clock = Timer(SECONDS, stop)
    clock.daemon = True
    clock.start()
    try:
        yield
    finally:
        clock.cancel()


def conversation(root: Path, *arguments: str) -> subprocess.Popen[bytes] | None:
    """A safe subcommand that stays and answers lines on its standard input; who starts it ends it."""
    command, top = _command(root, arguments)
    try:
        return _started(command, top, environment(**_CLOSED), is_asked=True) if command else None
    except (OSError, ValueError):
        return None


def git(root: Path, *arguments: str) -> bytes | None:
    """What one of the safe subcommands prints about the repository whose top is `root`."""
    command, top = _command(root, arguments)
    return output(command, top, environment(**_CLOSED)) if command else None


def _command(root: Path, arguments: Sequence[str]) -> tuple[list[str], str]:
    """The whole command line (empty where there is no git), and the folder to call it in."""
    program, top = executable(), os.path.abspath(root)
    if program is None:
        return [], top
    settings = [part for setting in _SETTINGS for part in ("-c", setting)]
    # a folder of committed files can look like a bare repository, so the place of `.git` is never left to discovery
    return [program, *settings, *_OPTIONS, f"--git-dir={os.path.join(top, '.git')}", *arguments], top


def line(printed: bytes | None) -> str | None:
    """The one line that was printed."""
    if printed is None:
        return None
    text = printed.decode("utf-8", "replace").removesuffix("\n")
    return text if text and "\n" not in text else None
