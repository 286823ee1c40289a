"""Where git is set up: a clone, the plan in it, and how git calls this pmctl."""

from __future__ import annotations

import os
import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Place:
    """A plan in a clone: the top of its work tree, the plan's folder, its files, and other YAML files (relative to that
    folder), the words that call pmctl.
    """

    top: Path
    root: Path
    plans: tuple[str, ...]
    others: tuple[str, ...]
    words: tuple[str, ...]

    @property
    def command(self) -> str:
        """How a shell calls pmctl, wherever it is."""
        return shlex.join(self.words)

    @property
    def inside(self) -> str:
        """The plan's folder in the repository, `.` for its top."""
        return self.root.relative_to(self.top).as_posix()


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the set-up: the file it stands in, its lines, whether it is as it should be, and what is to be said
    where it is not, or cannot be.
    """

    file: str
    lines: tuple[str, ...]
    is_set: bool
    lacks: tuple[str, ...] = ()
    note: str = ""


def own_words(argument: str, python: str) -> tuple[str, ...]:
    """The words that call this pmctl again: its own script where it was called by one, else through Python.

    A path is whole, and has slashes as the shell of git wants them.
    """
    script = Path(os.path.abspath(argument))
    if script.stem == "pmctl" and script.suffix in ("", ".exe") and os.access(script, os.X_OK) and script.is_file():
        return (script.as_posix(),)
    return Path(python).as_posix(), "-P", "-m", "pmctl"


def shown(path: Path, top: Path) -> str:
    """A path as one sees it from the top of the work tree."""
    return path.relative_to(top).as_posix() if path.is_relative_to(top) else path.as_posix()


def listed(names: Sequence[str], most: int = 5) -> str:
    """Some names, and how many more there are."""
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more
