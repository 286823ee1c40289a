"""The plan of a folder at one git revision after the other: what did not change is not read again."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import islice
from pathlib import Path
from types import TracebackType

from pmctl import git
from pmctl.diagnostic import Diagnostic, Span
from pmctl.discover import SETTINGS, is_plan_name, narrowed
from pmctl.folder import Folder
from pmctl.load import Follow, Loaded, Memory, load
from pmctl.plan import Plan, plan
from pmctl.source import FILE_BYTES, read_file, too_big

MOST_BACK = 100
"""Revisions that are looked at for a file that can be read."""


class Reader:
    """Reads the plan of a folder (or of one file) at revisions; close it, or use it in `with`.

    `root` need not be there any more. A workspace shares with the one read before all that stands in the same files.
    """

    def __init__(self, root: Path) -> None:
        self.is_file = root.is_file()
        self.root = root.parent if self.is_file else root
        self.only = root.name if self.is_file else ""
        self.top = git.find_root(Path(os.path.realpath(self.root)))
        self._memory = Memory()
        self._patterns: tuple[str, ...] = ()
        self._objects = git.Objects(self.top or self.root)

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End the processes of git."""
        self._objects.close()

    def load(self, revision: str, name: str = "") -> Loaded | None:
        """The plan at a revision (a full id; `name` is what it was called); None where the folder cannot be read there.

        A tracked file is a plan, whatever `.gitignore` says.
        """
        here = self._files(revision)
        if here is None or self.top is None:
            return None
        return self._loaded(Folder(self.root, revision, name, self.top, here))

    def stood_in(self, broken: Loaded, earlier: Iterable[str]) -> Loaded:
        """A plan that was loaded here, with each file that it refuses as it was when it could last be read.

        `earlier` are revisions (full ids), the newest first; `MOST_BACK` of them are looked at. What cannot be read at
        any of them stays refused.
        """
        found = broken
        for revision in islice(earlier, MOST_BACK):
            if not found.refused:
                break
            there, here = self._files(revision) or {}, found.folder.files
            others = {path: there[path] for path in found.refused if path in there and there[path] != here[path]}
            if others:
                found = self._loaded(replace(found.folder, files={**here, **others}))
        return found

    def _loaded(self, folder: Folder) -> Loaded:
        """The plan that the files of a folder at a revision make."""
        here = folder.files
        plans = {path: file.blob for path, file in here.items() if self._may_be_plan(path)}
        self._memory.expect(plans)
        unknown = [path for path in plans if not self._memory.knows(path)]
        expected = narrowed(unknown, (*self._patterns, SETTINGS) if self._patterns else ())
        files = _Files(self._objects, plans, expected)
        loaded = load(self.root, files, memory=self._memory)
        self._patterns = loaded.workspace.plans
        return replace(loaded, folder=folder)

    def present(self, follow: Follow = iter) -> Loaded:
        """The plan as it stands on the disk; a file that is as at the revision read before is not read again."""
        self._memory.expect(_OnDisk(self.root))
        return load(self.root / self.only if self.is_file else self.root, follow=follow, memory=self._memory)

    def content(self, revision: str) -> str:
        """What stands for the contents of all files that may be plans at a commit or tree (a full id), without reading
        them; empty where there is none.
        """
        inside = _inside(self.top, self.root) if self.top is not None else ""
        return self._objects.mark(revision, inside, self.only.__eq__ if self.is_file else is_plan_name)

    def blob(self, revision: str, path: str) -> str:
        """What git calls the contents of a file at a commit or tree (a full id); empty where there is none."""
        found = (self._files(revision) or {}).get(path)
        return found.blob if found is not None else ""

    def _files(self, revision: str) -> Mapping[str, git.File] | None:
        return self._objects.files(revision, _inside(self.top, self.root)) if self.top is not None else None

    def _may_be_plan(self, path: str) -> bool:
        if self.is_file:
            return path == self.only
        return is_plan_name(path.rpartition("/")[2]) and path.isprintable()


class _Files(Mapping[str, bytes | Diagnostic]):
    """The contents of files by path: those that are expected to be asked for are read at once, others when they are."""

    def __init__(self, objects: git.Objects, ids: Mapping[str, str], expected: Iterable[str]) -> None:
        self._objects = objects
        self._ids = ids
        self._read = objects.blobs(ids[path] for path in expected)

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)

    def __getitem__(self, path: str) -> bytes | Diagnostic:
        blob = self._ids[path]
        if blob not in self._read:
            self._read |= self._objects.blobs([blob])
        data = self._read[blob]
        if data is None:
            return self._missing(path, blob)
        return too_big(path) if len(data) > FILE_BYTES else data

    def _missing(self, path: str, blob: str) -> Diagnostic:
        """The finding that reading from the disk has too, where git does not hand over a file."""
        if self._objects.sizes([blob]).get(blob, 0) > FILE_BYTES:
            return too_big(path)
        hint = "narrow the workspace with `plans: [globs]`, or fetch the whole repository"
        return Diagnostic("PM001", "error", "git does not hand over this file", Span(path), hint)


def _inside(top: Path, folder: Path) -> str:
    """The path of a folder in its repository, empty for the top; links on the way are followed."""
    path = os.path.relpath(os.path.realpath(folder), os.path.realpath(top))
    return "" if path == os.curdir else path.replace(os.sep, "/")


class _OnDisk(Mapping[str, str]):
    """The ids that git would give to the files of a folder, each worked out when it is asked for."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._known: dict[str, str] = {}

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)

    def __getitem__(self, path: str) -> str:
        if path not in self._known:
            data = read_file(self._root / path)
            if isinstance(data, Diagnostic):
                raise KeyError(path)
            self._known[path] = _blob_id(data)
        return self._known[path]


def _blob_id(data: bytes) -> str:
    """What git calls a file of these bytes."""
    from hashlib import sha1  # takes longer to import than a small plan to read

    return sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def load_at(root: Path, revision: str, name: str = "") -> Loaded | None:
    """The plan of a folder (or of one file) at a revision, as `Reader.load` reads it."""
    with Reader(root) as reader:
        return reader.load(revision, name)


def plan_at(root: Path, revision: str, today: date, level: bool = True) -> Plan | None:
    """The plan of a folder (or of one file) at a revision, which is a full id; None where git cannot read it.

    It is judged on the day of its commit, and on `today` at the latest: what is compared with it knows no later day.
    """
    top = git.find_root(Path(os.path.realpath(root)))
    commit = git.commit(top, revision) if top is not None else None
    loaded = load_at(root, revision) if commit is not None else None
    return plan(loaded, min(commit.day, today), level) if loaded is not None and commit is not None else None


def find_workspace(start: Path, revision: str) -> Path | None:
    """The nearest folder upward with `pmctl.yaml` at a revision, else `start`; None outside of a repository.

    A plan file stands for itself. Folders need not be there any more.
    """
    start = Path(os.path.realpath(start))
    top = git.find_root(start)
    if top is None or start.is_file():
        return start if top is not None else None
    with git.Objects(top) as objects:
        for folder in (start, *start.parents):
            files = objects.files(revision, _inside(top, folder))
            if files is not None and SETTINGS in files:
                return folder
            if folder == top:
                break
    return start


def unread(past: Loaded) -> tuple[Diagnostic, ...]:
    """What is said of files that could not be read at a revision, so that the plan is not whole."""
    return tuple(one for one in past.diagnostics if one.code in ("PM001", "PM009") and one.span.path not in past.texts)
