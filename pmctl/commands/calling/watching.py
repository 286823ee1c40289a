"""`--watch`: what a command does is done again whenever a file changes."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

from pmctl import output

LOOK_EVERY = 0.5
"""Seconds between two looks at the files."""


def watch(root: Path, once: Callable[[], int]) -> int:
    """Do it once, and again whenever a plan or table under a folder was changed; the last status, when interrupted."""
    status, seen = once(), _state(root)
    output.note("Watching. Ctrl-C ends it.")
    try:
        while True:
            time.sleep(LOOK_EVERY)
            now = _state(root)
            if now != seen:
                seen = now
                output.write()
                status = once()
                output.note("Checked again.")
    except KeyboardInterrupt:
        return status


def _state(root: Path) -> tuple[tuple[str, int, int], ...]:
    """Name, time of change and size of every plan and table under the root."""
    if root.is_file():
        return (_stamp(str(root)),)
    found = []
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        wanted = (name for name in names if name.endswith((".yaml", ".yml", ".csv")))
        found += [_stamp(os.path.join(folder, name)) for name in wanted]
    return tuple(sorted(found))


def _stamp(path: str) -> tuple[str, int, int]:
    try:
        state = os.stat(path, follow_symlinks=False)
    except OSError:
        return path, 0, 0
    return path, state.st_mtime_ns, state.st_size
