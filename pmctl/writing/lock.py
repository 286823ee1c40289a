"""One writer at a time: a file that is there while somebody writes, and that a dead writer does not leave for good."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from pmctl.diagnostic import UserError
from pmctl.escape import terminal
from pmctl.files import told
from pmctl.record import dataclass
from pmctl.regex import regex
from pmctl.writing.signals import held_back

try:
    import fcntl
except ImportError:  # Windows: the pid alone says who is alive
    fcntl = None  # type: ignore[assignment]

T = TypeVar("T")
SECONDS = 5.0
"""How long a writer waits for another; each needs milliseconds."""
_PAUSE = 0.02
_HOLDER = regex(r"([0-9]{1,10}) (\S{1,255})\n")
_NO_LINK = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


@dataclass(frozen=True, slots=True)
class Holder:
    """Who took a lock: the process, and the machine that it runs on."""

    pid: int
    host: str

    @property
    def may_live(self) -> bool:
        """Whether that process may still be there; of another machine, and on Windows, nobody knows."""
        if self.host != _host() or os.name == "nt":
            return True  # Windows has no way to ask that does not disturb it
        if self.pid == os.getpid():
            return False  # we hold none: the number has been given again
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return False
        except OSError:
            return True
        return True


def under_lock(lock: Path, write: Callable[[], T]) -> T:
    """Do something while nobody else may; what would end this process waits for it.

    UserError where somebody else writes all the time, or no lock can be made.
    """
    end = time.monotonic() + SECONDS
    while True:
        with held_back():
            handle = _take(lock)
            if handle is not None:
                try:
                    return write()
                finally:
                    _give_back(lock, handle)
        if time.monotonic() >= end:
            raise _busy(lock)
        time.sleep(_PAUSE)


def holder(lock: Path) -> Holder | None:
    """Who holds a lock, as far as it says so; None where there is none, or it was cut short."""
    with suppress(OSError):
        handle = os.open(lock, os.O_RDONLY | _NO_LINK)
        try:
            return _said(handle)
        finally:
            os.close(handle)
    return None


def _said(handle: int) -> Holder | None:
    match = _HOLDER.fullmatch(os.read(handle, 300).decode("ascii", "replace"))
    return Holder(int(match[1]), match[2]) if match else None


def _host() -> str:
    import socket  # takes longer to import than most plans to read, and few calls write

    return re.sub(r"\s", "-", socket.gethostname())[:255] or "-"


def _busy(lock: Path) -> UserError:
    who = holder(lock)
    shown = f" (process {who.pid} on {terminal(who.host)})" if who else ""
    hint = f"try again; where nobody does, remove `{terminal(str(lock))}`"
    return UserError(f"another pmctl writes plans here{shown}: nothing was changed", hint)


def _take(lock: Path) -> int | None:
    """The lock, held; None where somebody else has it. One that a dead process left is taken away first."""
    with told(lock):
        try:
            handle = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_EXCL | _NO_LINK, 0o644)
        except FileExistsError:
            _clear(lock)
            return None
        try:
            if _is_ours(lock, handle):
                os.write(handle, f"{os.getpid()} {_host()}\n".encode("ascii", "replace"))
                return handle
        except BaseException:
            _give_back(lock, handle)
            raise
    os.close(handle)
    return None


def _is_ours(lock: Path, handle: int) -> bool:
    """Whether nobody else holds this very file, which is still in its place.

    The kernel lets go of it when a process dies; two that find the same dead lock cannot both go on.
    """
    if fcntl is not None:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            pass  # a file system without such locks: the pid has to do
    try:
        return os.path.samestat(os.fstat(handle), os.stat(lock, follow_symlinks=False))
    except FileNotFoundError:
        return False


def _clear(lock: Path) -> None:
    """Take a lock away whose process is dead."""
    try:
        handle = os.open(lock, os.O_RDWR | _NO_LINK)
    except FileNotFoundError:
        return
    try:
        if _is_ours(lock, handle):
            who = _said(handle)
            if who is None or not who.may_live:
                os.unlink(lock)
    finally:
        os.close(handle)


def _give_back(lock: Path, handle: int) -> None:
    """Let others write; a lock that cannot be removed is that of a dead process, soon."""
    with suppress(OSError):
        os.unlink(lock)
    os.close(handle)
