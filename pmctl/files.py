"""Files written as a whole: several together or none, never through a link, and not when they are equal already."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from pmctl.diagnostic import UserError
from pmctl.escape import terminal

ENDING = ".tmp"
"""What the names of drafts end with."""


def write_file(path: Path, data: bytes, overwrite: bool = True) -> None:
    """Write a file: a temporary one beside it takes its place. UserError where that cannot be done."""
    write_files({path: data}, overwrite)


def write_files(files: Mapping[Path, bytes], overwrite: bool = True) -> None:
    """Write all of these files; where one cannot be written, UserError, and all are as they were."""
    for path in files:
        refuse_link(path)
        if path.exists() and not overwrite:
            raise UserError(f"`{terminal(str(path))}` is there already", "nothing was written")
    with ExitStack() as undo:
        before = {path: read(path) for path in files}
        drafts = {path: draft(path, data, undo) for path, data in files.items() if before[path] != data}
        for path, made in drafts.items():
            with told(path):
                os.replace(made, path)
            undo.callback(_restore, path, before[path])
        for path in drafts:
            sync_folder(path.parent)
        undo.pop_all()


def refuse_link(path: Path) -> None:
    """UserError where a file, or a folder on the way to it that may come with a plan, is a link."""
    for step in _steps(path):
        if step.is_symlink():
            raise UserError(f"`{terminal(str(step))}` is a link, and pmctl writes through none", "name the file itself")


def _steps(path: Path) -> list[Path]:
    """A file and the folders on the way to it that may come with a plan: those below a repository or this folder."""
    whole, here = Path(os.path.abspath(path)), Path.cwd()
    parents = list(whole.parents)
    above = [place for place, folder in enumerate(parents) if folder == here or (folder / ".git").exists()]
    above += [place for place, folder in enumerate(parents) if (folder / "pmctl.yaml").exists()]
    return [whole, *parents[: max(above, default=0)]]


@contextmanager
def told(path: Path) -> Iterator[None]:
    """What the disk says about a file becomes a UserError."""
    try:
        yield
    except OSError as error:
        raise UserError(f"cannot write `{terminal(str(path))}`: {error.strerror or error}") from error


def read(path: Path) -> bytes | None:
    """What is in a file, None where there is none; UserError where it is no file that can be read."""
    with told(path):
        try:
            if not stat.S_ISREG(path.stat().st_mode):
                raise UserError(f"`{terminal(str(path))}` is in the way: it is no file")
        except FileNotFoundError:
            return None
        return path.read_bytes()


def draft(path: Path, data: bytes, undo: ExitStack, prefix: str = "", mode: int | None = None) -> Path:
    """A temporary file beside a file, safe on the disk, with what shall be in it, and the mode that the file has.

    Where there is no file it has `mode`, else what is usual; `undo` takes it away. UserError where it cannot be made.
    """
    import tempfile

    with told(path):
        _make(path.parent)
        handle, name = tempfile.mkstemp(ENDING, prefix or f".{path.name[:40]}.", path.parent)
        undo.callback(remove, Path(name))
        try:
            left = memoryview(data)
            while left:
                left = left[os.write(handle, left) :]
            if hasattr(os, "fchmod"):
                os.fchmod(handle, mode_of(path) or mode or 0o666 & ~_mask())
            os.fsync(handle)
        finally:
            os.close(handle)
    return Path(name)


def _make(folder: Path) -> None:
    """Make a folder, and those above it that are missing; they are safe on the disk, too."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for one in missing:
        sync_folder(one.parent)


def mode_of(path: Path) -> int | None:
    """Who may read and write a file; None where there is none."""
    try:
        return stat.S_IMODE(path.stat().st_mode) & 0o777
    except FileNotFoundError:
        return None


def _mask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def sync_folder(folder: Path) -> None:
    """Make sure that what a folder holds is on the disk. UserError where the disk says no."""
    if os.name == "nt":
        return  # a folder is no file there
    with told(folder):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _restore(path: Path, before: bytes | None) -> None:
    """Make a file again what it was."""
    if before is None:
        remove(path)
    else:
        with suppress(UserError):
            write_file(path, before)


def remove(path: Path) -> None:
    """Take a file away, where it is there and can be."""
    with suppress(OSError):
        path.unlink()
