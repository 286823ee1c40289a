"""The files of a workspace that are no plans: found and read in a folder, or as they were at a git revision."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from functools import lru_cache
from pathlib import Path

from pmctl import git
from pmctl.diagnostic import Diagnostic, Span
from pmctl.escape import terminal
from pmctl.record import dataclass
from pmctl.regex import regex
from pmctl.source import read_file, too_big

LONGEST_PATH = 400
_SCHEME = regex(r"[a-zA-Z][a-zA-Z0-9+.-]*:")


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder on the disk; with a `revision` (a full id; `name` is what it was called) as it was at that commit of the
    repository whose top is `top`, with its `files` by path.
    """

    root: Path = Path()
    revision: str = ""
    name: str = ""
    top: Path = Path()
    files: Mapping[str, git.File] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a file that a plan names is not read; `missing`: there is none of that name."""

    message: str
    missing: bool = False


def find(folder: Folder, path: str, beside: str = "") -> str | Refusal:
    """The path, inside the folder, of a file that a plan names, or why it is refused.

    It is relative to the workspace (or to the file that names it), goes only down, never into `.git`, and no part of it
    is a link that leads out.
    """
    shown = f"`{terminal(path[:80])}`"
    parts = path.split("/")
    if not path or len(path) > LONGEST_PATH or "\\" in path or any(ord(c) < 32 or ord(c) == 127 for c in path):
        return Refusal(f"{shown} is no path of a file")
    if path.startswith(("/", "~")) or _SCHEME.match(path) or ":" in path:
        return Refusal(f"{shown} is not inside the workspace")
    if ".." in parts or ".git" in (part.lower() for part in parts):
        return Refusal(f"{shown} is not inside the workspace")
    plain = [part for part in parts if part not in ("", ".")]
    for start in ([], beside.split("/")[:-1]):
        try:
            is_there = _is_there(folder, [*start, *plain])
        except (OSError, ValueError, RuntimeError):
            return Refusal(f"{shown} is no path of a file")
        if is_there is None:
            return Refusal(f"{shown} is not inside the workspace")
        if is_there:
            return "/".join([*start, *plain])
    return Refusal(f"there is no file {shown}", missing=True)


def _is_there(folder: Folder, parts: list[str]) -> bool | None:
    """Whether something has that path; None where a link leads out of the folder."""
    if folder.revision:
        path = "/".join(parts)
        return path in folder.files or any(one.startswith(f"{path}/") for one in folder.files)
    whole = folder.root.resolve()
    place = whole.joinpath(*parts)
    if not place.resolve().is_relative_to(whole):
        return None
    return place.is_symlink() or place.exists()


def is_file(folder: Folder, path: str) -> bool:
    """Is a regular file at that path, which `find` found?"""
    return path in folder.files if folder.revision else (folder.root / path).is_file()


def read(folder: Folder, path: str, limit: int) -> bytes | Diagnostic:
    """The bytes of a regular file at a path that `find` found or `names` named, at most `limit`; else a finding."""
    if not folder.revision:
        return read_file(folder.root / path, limit, path)
    file = folder.files.get(path)
    return _checked(path, _blob(folder.top, file.blob) if file is not None else None, limit)


def read_all(folder: Folder, paths: Iterable[str], limit: int) -> dict[str, bytes | Diagnostic]:
    """Many files, as `read` reads one."""
    if not folder.revision:
        return {path: read(folder, path, limit) for path in paths}
    wanted = {path: folder.files[path].blob for path in paths if path in folder.files}
    with git.Objects(folder.top) as objects:
        found = objects.blobs(wanted.values())
    return {path: _checked(path, found[blob], limit) for path, blob in wanted.items()}


def _checked(path: str, data: bytes | None, limit: int) -> bytes | Diagnostic:
    if data is None:
        return Diagnostic(
            "PM001", "error", "git does not hand over this file", Span(path), "fetch the whole repository"
        )
    return too_big(path, limit) if len(data) > limit else data


@lru_cache(maxsize=16)
def _blob(top: Path, blob: str) -> bytes | None:
    """An id names the same contents for ever; a metric's readings are asked for at every revision of a history."""
    return git.read_blob(top, blob)


def names(folder: Folder, inside: str) -> tuple[str, ...]:
    """The names of the regular files of a folder inside (no links, the folder itself none), in order."""
    if folder.revision:
        found = (path.removeprefix(f"{inside}/") for path in folder.files if path.startswith(f"{inside}/"))
        return tuple(sorted(name for name in found if "/" not in name))
    place = folder.root / inside
    if place.is_symlink() or not place.is_dir():
        return ()
    return tuple(sorted(entry.name for entry in place.iterdir() if not entry.is_symlink() and entry.is_file()))
