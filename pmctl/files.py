"""Files written as a whole: several together or none, never through a link, and not when they are equal already."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from pmctl.diagnostic import UserError
from pmctl.escape import terminal


def write_file(path: Path, data: bytes, overwrite: bool = True) -> None:
    """Write a file: a temporary one beside it takes its place. UserError where that cannot be done."""
    write_files({path: data}, overwrite)


def write_files(files: Mapping[Path, bytes], overwrite: bool = True) -> None:
    """Write all of these files; where one cannot be written, UserError, and all are as they were."""
    for path in files:
        _refuse(path, overwrite)
    with ExitStack() as undo:
        before = {path: _read(path) for path in files}
        drafts = {path: _draft(path, data, undo) for path, data in files.items() if before[path] != data}
        for path, draft in drafts.items():
            with _told(path):
                os.replace(draft, path)
            undo.callback(_restore, path, before[path])
        undo.pop_all()


def _refuse(path: Path, overwrite: bool) -> None:
    """UserError where something is in the way."""
    for step in _steps(path):
        if step.is_symlink():
            raise UserError(f"`{terminal(str(step))}` is a link, and pmctl writes through none", "name the file itself")
    if path.exists() and not overwrite:
        raise UserError(f"`{terminal(str(path))}` is there already", "nothing was written")


def _steps(path: Path) -> list[Path]:
    """A file and the folders on the way to it that may come with a plan: those below a repository or this folder."""
    whole, here = Path(os.path.abspath(path)), Path.cwd()
    parents = list(whole.parents)
    above = [place for place, folder in enumerate(parents) if folder == here or (folder / ".git").exists()]
    above += [place for place, folder in enumerate(parents) if (folder / "pmctl.yaml").exists()]
    return [whole, *parents[: max(above, default=0)]]


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """What the disk says about a file becomes a UserError."""
    try:
        yield
    except OSError as error:
        raise UserError(f"cannot write `{terminal(str(path))}`: {error.strerror or error}") from error


def _read(path: Path) -> bytes | None:
    """What is in a file, None where there is none."""
    with _told(path):
        return path.read_bytes() if path.exists() else None


def _draft(path: Path, data: bytes, undo: ExitStack) -> Path:
    """A temporary file beside a file, with what shall be in it and the mode that it has."""
    import tempfile

    with _told(path):
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_mask()
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", dir=path.parent)
        undo.callback(_remove, Path(name))
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fchmod(stream.fileno(), mode)
            os.fsync(stream.fileno())
    return Path(name)


def _mask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _restore(path: Path, before: bytes | None) -> None:
    """Make a file again what it was."""
    if before is None:
        _remove(path)
    else:
        with suppress(UserError):
            write_file(path, before)


def _remove(path: Path) -> None:
    with suppress(OSError):
        path.unlink()
