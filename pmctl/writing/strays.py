"""Drafts that a writer left behind when it was killed."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from pmctl.discover import ENTRIES
from pmctl.files import ENDING, remove
from pmctl.writing.place import place_of

PREFIX = ".pmctl-"
"""What the names of our drafts begin with."""


def is_draft(name: str) -> bool:
    """Whether a file is one of our drafts, by its name."""
    return name.startswith(PREFIX) and name.endswith(ENDING) and "/" not in name


def strays(root: Path) -> tuple[Path, ...]:
    """The drafts of a plan (its folder, or its single file) and of its journal, whoever writes now."""
    kept = place_of(root).journal.parent
    return tuple(dict.fromkeys((*_under(root if root.is_dir() else root.parent), *drafts_in(kept))))


def _under(top: Path) -> list[Path]:
    """The drafts under a folder; hidden folders hold no plans."""
    found: list[Path] = []
    seen = 0
    for folder, folders, names in os.walk(os.path.realpath(top)):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += (Path(folder, name) for name in sorted(names) if is_draft(name))
        seen += len(folders) + len(names)
        if seen > ENTRIES:
            break
    return found


def clean(drafts: Iterable[Path], lock: Path) -> tuple[Path, ...]:
    """Remove the drafts that are older than the lock that we hold: nobody writes them any more. Those removed."""
    with suppress(OSError):
        taken = lock.stat().st_mtime_ns
        old = tuple(path for path in drafts if _is_older(path, taken))
        for path in old:
            remove(path)
        return old
    return ()


def drafts_in(folder: Path) -> list[Path]:
    """The drafts in a folder itself."""
    with suppress(OSError):
        return [folder / name for name in sorted(os.listdir(folder)) if is_draft(name)]
    return []


def _is_older(path: Path, moment: int) -> bool:
    with suppress(OSError):
        about = path.stat(follow_symlinks=False)
        return stat.S_ISREG(about.st_mode) and about.st_mtime_ns < moment
    return False
