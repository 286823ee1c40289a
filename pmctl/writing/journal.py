"""The journal of a write of several files: what each was and shall be, kept until all of them are."""

from __future__ import annotations

import hashlib
import json
import os
from base64 import b64decode, b64encode
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Literal

from pmctl import files
from pmctl.diagnostic import UserError
from pmctl.discover import WORKSPACE_BYTES
from pmctl.escape import terminal
from pmctl.files import draft, read, refuse_link, sync_folder, told
from pmctl.record import dataclass
from pmctl.writing.place import Place
from pmctl.writing.strays import PREFIX, is_draft

State = Literal["old", "new", "other"]
VERSION = 1
LONGEST = 2 * WORKSPACE_BYTES
"""Bytes of a journal: copies of all files of a plan take less."""
NONE = ""
"""The hash of no file."""


@dataclass(frozen=True, slots=True)
class Step:
    """One file of a write: its path below the top, the hashes before and after, the draft's name, a copy of the old.

    A file that is new has no hash before and no copy, one that is taken away no hash after and no draft.
    """

    path: str
    old: str
    new: str
    draft: str
    copy: bytes
    mode: int


def hash_of(data: bytes | None) -> str:
    """What says whether two files hold the same; of no file `NONE`."""
    return NONE if data is None else hashlib.sha256(data).hexdigest()


def target(place: Place, step: Step) -> Path:
    """The file that a step is about. UserError where the way to it leads through a link."""
    path = place.top / step.path
    refuse_link(path)
    return path


def draft_of(place: Place, step: Step) -> Path | None:
    """The file that takes the target's place; None where the target is taken away."""
    return (place.top / step.path).with_name(step.draft) if step.draft else None


def state(place: Place, step: Step) -> State:
    """Whether a file is as it was, as it shall be, or something else that somebody made of it."""
    found = hash_of(read(target(place, step)))
    return "new" if found == step.new else "old" if found == step.old else "other"


def write(place: Place, steps: Sequence[Step]) -> None:
    """Put a journal down, safe on the disk. UserError where that cannot be done: then there is none."""
    entries = [
        {
            "path": one.path,
            "old": one.old,
            "new": one.new,
            "draft": one.draft,
            "copy": b64encode(one.copy).decode("ascii"),
            "mode": one.mode,
        }
        for one in steps
    ]
    data = json.dumps({"version": VERSION, "files": entries}, indent=1).encode("ascii")
    with ExitStack() as undo:
        made = draft(place.journal, data, undo, PREFIX)
        with told(place.journal):
            os.replace(made, place.journal)
        undo.callback(files.remove, place.journal)
        sync_folder(place.journal.parent)
        undo.pop_all()


def remove(place: Place) -> None:
    """Take a journal away, if there is one: nothing is left to be done. UserError where that cannot be done."""
    with told(place.journal):
        try:
            place.journal.unlink()
        except FileNotFoundError:
            return
    sync_folder(place.journal.parent)


def steps_of(place: Place) -> tuple[Step, ...]:
    """What a journal says. UserError where it is none of ours: it may have come with a folder from somebody else."""
    refuse_link(place.journal)
    try:
        if place.journal.stat().st_size > LONGEST:
            raise ValueError("longer than any")
        whole = json.loads(read(place.journal) or b"")
        if whole["version"] != VERSION:
            raise ValueError("another version")
        return tuple(_step(one) for one in whole["files"])
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        shown = terminal(str(place.journal))
        raise UserError(f"`{shown}` is no journal of this pmctl", "look at it, and remove it") from error


def _step(entry: Any) -> Step:
    """One file of a journal; ValueError for what no write of ours has written."""
    path, old, new, made = (entry[key] for key in ("path", "old", "new", "draft"))
    if not all(isinstance(one, str) for one in (path, old, new, made)) or not isinstance(entry["mode"], int):
        raise ValueError("a value of another type")
    parts = path.split("/")
    if any(part in ("", ".", "..") or part.lower() == ".git" for part in parts) or "\\" in path or "\0" in path:
        raise ValueError("a path that leads elsewhere")
    if (made and not is_draft(made)) or bool(made) != bool(new) or old == new:
        raise ValueError("no draft of ours")
    copy = b64decode(entry["copy"], validate=True)
    if old != NONE and hash_of(copy) != old:
        raise ValueError("a copy of something else")
    return Step(path, old, new, made, copy, entry["mode"] & 0o777)
