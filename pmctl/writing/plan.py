"""Plan files are changed here and nowhere else: all of a change, or nothing of it."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TypeAlias

from pmctl.diagnostic import UserError
from pmctl.escape import terminal
from pmctl.files import draft, mode_of, read, refuse_link
from pmctl.writing import journal
from pmctl.writing.journal import Step, hash_of
from pmctl.writing.lock import under_lock
from pmctl.writing.place import Place, place_of
from pmctl.writing.recovering import back, forward
from pmctl.writing.strays import PREFIX, clean, drafts_in

Change: TypeAlias = tuple[bytes | None, bytes | None]
"""The bytes of a file as they were read (None: there was none), and as they shall be (None: there shall be none)."""


def write_plan(root: Path, changed: Mapping[str, Change]) -> None:
    """Change files of a plan by their paths (relative to its folder, by `/`): all of them, or none.

    UserError, and nothing changed, where a file is not what it was when it was read, or cannot be written. A file that
    stays equal is not touched. What follows a crash: `recover`.
    """
    folder = Path(os.path.realpath(root if root.is_dir() else root.parent))
    changes = {folder / path: change for path, change in changed.items() if change[0] != change[1]}
    if changes:
        place = place_of(folder)
        under_lock(place.lock, lambda: _write(place, changes))


def _write(place: Place, changes: Mapping[Path, Change]) -> None:
    if place.journal.exists():
        hint = "`pmctl doctor --recover` goes on with it, `pmctl doctor --recover --abort` goes back"
        raise UserError("an earlier write of several files was cut short: nothing was changed", hint)
    for path, (old, _) in changes.items():
        _refuse(place, path, old)
    for folder in dict.fromkeys((place.journal.parent, *(path.parent for path in changes))):
        clean(drafts_in(folder), place.lock)
    steps = _prepared(place, changes)
    try:
        forward(place, steps, steps)
    except UserError as error:
        raise _taken_back(place, steps, error) from error


def _refuse(place: Place, path: Path, old: bytes | None) -> None:
    """UserError where a file is not ours to write, or no longer what it was."""
    shown = terminal(_below(place, path))
    parts = path.relative_to(place.top).parts if path.is_relative_to(place.top) else ("..",)
    if any(part == ".." or part.lower() == ".git" for part in parts):
        raise UserError(f"`{shown}` is not inside the plan's folder")
    refuse_link(path)
    mode = mode_of(path)
    if mode is not None and not mode & 0o222:
        raise UserError(f"`{shown}` is read-only", f"`chmod u+w {shown}` lets it be changed")
    if read(path) != old:
        raise UserError(f"`{shown}` changed meanwhile: nothing was changed", "call it again")


def _below(place: Place, path: Path) -> str:
    return path.relative_to(place.top).as_posix() if path.is_relative_to(place.top) else path.as_posix()


def _prepared(place: Place, changes: Mapping[Path, Change]) -> tuple[Step, ...]:
    """Drafts of all files beside them, and where they are several, the journal. UserError, and nothing of it, else."""
    with ExitStack() as undo:
        steps = tuple(_step(place, path, change, undo) for path, change in changes.items())
        if len(steps) > 1:
            journal.write(place, steps)
        undo.pop_all()  # from now on the steps say what to do with the drafts
    return steps


def _step(place: Place, path: Path, change: Change, undo: ExitStack) -> Step:
    old, new = change
    made = draft(path, new, undo, PREFIX).name if new is not None else ""
    return Step(_below(place, path), hash_of(old), hash_of(new), made, old or b"", mode_of(path) or 0o644)


def _taken_back(place: Place, steps: Sequence[Step], error: UserError) -> UserError:
    """What is to be said after a write that could not be ended."""
    with suppress(UserError):
        back(place, steps)
    if not place.journal.exists():
        return error
    hint = "`pmctl doctor --recover` goes on with it, `pmctl doctor --recover --abort` goes back"
    return UserError(f"{error.message}; the write was cut short", hint)
