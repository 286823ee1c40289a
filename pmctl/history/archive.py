"""What was found out about revisions, kept outside of the work tree: nothing is lost where it is lost, or damaged.

A file holds what is known of one folder of plans, behind the hash of it. Only what was computed from the very same plan
files, as of the same day, by the same version of pmctl is ever read again; a file that is not whole is as none.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from pmctl import __version__

FORM = 3
"""Rises when anything that is kept is computed or written otherwise."""
LARGEST_FILE = 64 * 1024 * 1024
LARGEST_FOLDER = 256 * 1024 * 1024
SUFFIX = ".json"


class Archive:
    """Facts by key, kept in a folder between runs; without a folder they are only remembered in this run."""

    def __init__(self, folder: Path | None, what: str) -> None:
        """`what` says what is known: of which folder of plans, and with which options it was computed."""
        name = hashlib.sha256(f"{FORM} {__version__} {what}".encode("utf-8", "surrogateescape")).hexdigest()
        self.file = folder / f"{name[:32]}{SUFFIX}" if folder is not None else None
        self.found: dict[str, Any] = _read(self.file) if self.file is not None else {}
        self.fleeting: dict[str, Any] = {}
        self._known = len(self.found)
        self._used: dict[str, None] = {}

    def get(self, key: str) -> Any:
        """What is kept under a key, None where nothing is."""
        if key in self.fleeting:
            return self.fleeting[key]
        kept = self.found.get(key)
        if kept is not None:
            self._used[key] = None
        return kept

    def add(self, facts: Mapping[str, Any]) -> None:
        """Keep facts."""
        self.found.update(facts)
        self._used.update(dict.fromkeys(facts))

    def remember(self, facts: Mapping[str, Any]) -> None:
        """Know facts in this run only: they hang on more than their keys say."""
        self.fleeting.update(facts)

    def save(self) -> None:
        """Write what is new; where nothing can be written, nothing is. What this run did not use goes first."""
        if self.file is None or len(self.found) == self._known:
            return
        ordered = {**{key: self.found[key] for key in self._used}, **self.found}
        with suppress(OSError):
            _write(self.file, _packed(ordered))
            _tidy(self.file.parent)
            self._known = len(self.found)


def _read(file: Path) -> dict[str, Any]:
    """Everything in a file; nothing where it is not whole."""
    try:
        if file.stat().st_size > LARGEST_FILE:
            return {}
        data = file.read_bytes()
        head, _, body = data.partition(b"\n")
        if hashlib.blake2b(body, digest_size=16).hexdigest().encode() != head:
            return {}
        found = json.loads(body)
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _packed(facts: Mapping[str, Any]) -> bytes:
    """As many facts as a file may hold, behind their hash."""
    parts, size = list[str](), 0
    for key, value in facts.items():
        part = f"{json.dumps(key)}:{json.dumps(value, separators=(',', ':'))}"
        size += len(part) + 1
        if size > LARGEST_FILE - 100:
            break
        parts.append(part)
    body = ("{" + ",".join(parts) + "}").encode("ascii")
    return hashlib.blake2b(body, digest_size=16).hexdigest().encode() + b"\n" + body


def _write(file: Path, data: bytes) -> None:
    """A temporary file takes the place of the one that is there."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".", dir=file.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        os.replace(name, file)
    except OSError:
        with suppress(OSError):
            os.unlink(name)
        raise


def _tidy(folder: Path) -> None:
    """Remove the files that were written longest ago until the rest is not too much."""
    files = sorted(((one.stat().st_mtime_ns, one) for one in folder.glob(f"*{SUFFIX}")), reverse=True)
    size = 0
    for _, file in files:
        size += file.stat().st_size
        if size > LARGEST_FOLDER:
            file.unlink()
