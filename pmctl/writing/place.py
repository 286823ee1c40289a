"""Where what belongs to a write is kept: in the repository's own folder, without one at the top of the plan."""

from __future__ import annotations

import os
from pathlib import Path

from pmctl import git
from pmctl.record import dataclass

_POINTER = "gitdir: "
_LONGEST_POINTER = 4096


@dataclass(frozen=True, slots=True)
class Place:
    """The folder that paths of a journal are relative to, and the files of the lock and the journal."""

    top: Path
    lock: Path
    journal: Path


def place_of(root: Path) -> Place:
    """The place for a plan (its folder, or its single file): one for all plans of a work tree."""
    folder = Path(os.path.realpath(root if root.is_dir() else root.parent))
    top = git.find_root(folder)
    kept = _git_folder(top) if top is not None else None
    if top is None or kept is None:
        return Place(folder, folder / ".pmctl.lock", folder / ".pmctl.journal")
    return Place(top, kept / "pmctl.lock", kept / "pmctl.journal")


def _git_folder(top: Path) -> Path | None:
    """Where git keeps what belongs to a work tree: a second work tree has a file that says so."""
    found = top / ".git"
    if found.is_dir():
        return found
    try:
        with found.open("rb") as stream:
            text = stream.read(_LONGEST_POINTER).decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    folder = Path(os.path.normpath(top / text.removeprefix(_POINTER).strip()))
    return folder if text.startswith(_POINTER) and (folder / "HEAD").is_file() else None


def is_cut_short(root: Path) -> bool:
    """Whether a write of several files of this plan was begun and not ended, and nobody is at it."""
    place = place_of(root)
    if not place.journal.exists():
        return False
    from pmctl.writing.lock import holder  # every call asks, and few find anything

    who = holder(place.lock)
    return who is None or not who.may_live
