"""A folder of plan files becomes a workspace, with everything that was wrong on the way."""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field
from pathlib import Path

from pmctl import discover
from pmctl.build import Taken, announced, assemble
from pmctl.diagnostic import Diagnostic, Span
from pmctl.discover import SETTINGS
from pmctl.folder import Folder
from pmctl.load.content import Content
from pmctl.load.file import Reading, Terms, read_plan
from pmctl.load.memory import Memory
from pmctl.load.named import with_ids
from pmctl.load.places import ignored, plan_paths
from pmctl.model.workspace import Workspace
from pmctl.parse import Allow, read_file
from pmctl.record import dataclass


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was read; by path the `texts` (for excerpts) and `allows`.

    `folder` is where the plan was read, and where its other files are; of `refused` files nothing can be read.
    """

    workspace: Workspace
    diagnostics: tuple[Diagnostic, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    allows: Mapping[str, tuple[Allow, ...]] = field(default_factory=dict)
    folder: Folder = field(default_factory=Folder)
    held: Content = field(default_factory=Content)
    refused: tuple[str, ...] = ()

    @property
    def root(self) -> Path:
        """The folder that paths are relative to."""
        return self.folder.root

    @property
    def content(self) -> str:
        """The hash of the bytes of all plan files."""
        return self.held.hash


Bytes = Callable[[str], bytes | Diagnostic]
"""The bytes of a file by its path, or why they cannot be had."""
Files = Mapping[str, bytes | Diagnostic]
"""By path the bytes of files in memory, or why they cannot be had."""
Follow = Callable[[Sequence[str]], Iterable[str]]
"""Goes through the paths that are read, to show how far it has come."""


@dataclass(slots=True)
class _Loading:
    """What has been read so far."""

    terms: Terms
    memory: Memory
    settings: Reading | None = None
    readings: list[Reading] = field(default_factory=list)
    taken: Taken = field(default_factory=Taken)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    size: int = 0
    files: int = 0


def load(root: Path, files: Files | None = None, follow: Follow = iter, memory: Memory | None = None) -> Loaded:
    """Read every plan file under a folder (or one file), or `files` by path in place of the disk.

    Wrong plans give findings, sorted by place; the workspace is made of whatever could be read. `follow` goes through
    the paths. What `memory` holds is not read again.
    """
    was_on = gc.isenabled()
    gc.disable()  # it would look in vain at a hundred thousand new objects
    try:
        return _load(root, files, follow, memory or Memory())
    finally:
        if was_on:
            gc.enable()


def _load(root: Path, files: Files | None, follow: Follow, memory: Memory) -> Loaded:
    loading = _Loading(Terms(_folder_id(root.parent if root.is_file() else root)), memory)
    if files is None and root.is_file():
        root, paths = root.parent, [root.name]
    elif files is None:
        walk = discover.walk(root, ignored(root))
        loading.diagnostics += walk.diagnostics
        paths = walk.paths
    else:
        paths = plan_paths(files)

    def read(path: str) -> bytes | Diagnostic:
        return read_file(root / path, name=path) if files is None else files[path]

    if SETTINGS in paths:
        paths.remove(SETTINGS)
        loading.settings, loading.terms = memory.settings(loading.terms, read)
        _join(loading.taken, loading.settings.taken)
    loading.terms = memory.agreed(loading.terms)
    for path in follow(discover.narrowed(paths, loading.terms.patterns)):
        if not _read_one(loading, path, read):
            break
    return _finish(loading, root)


def _read_one(loading: _Loading, path: str, read: Bytes) -> bool:
    """Read one file; False where a bound of the workspace is reached."""
    if loading.files >= discover.FILES or loading.size > discover.WORKSPACE_BYTES:
        limit = f"{discover.FILES:,} files or {discover.WORKSPACE_BYTES // 1024 // 1024} MB"
        message = f"the workspace is larger than {limit}: from this file on nothing is read"
        loading.diagnostics.append(Diagnostic("PM009", "error", message, Span(path), "narrow it: `plans: [globs]`"))
        return False
    reading = loading.memory.reading(path, loading.terms, read)
    if _clash(loading.taken, reading.taken):
        reading = read_plan(path, read(path), loading.terms, loading.taken)
    else:
        _join(loading.taken, reading.taken)
    loading.readings.append(reading)
    loading.size += reading.size
    loading.files += reading.piece is not None
    return True


def _clash(taken: Taken, own: Taken) -> bool:
    """Does a file, which was read apart from the others, use an id that is taken?"""
    if not taken.documents.keys().isdisjoint(own.documents):
        return True
    return any(not taken.inside(document).keys().isdisjoint(ids) for document, ids in own.ids.items())


def _join(taken: Taken, own: Taken) -> None:
    taken.documents.update(own.documents)
    for document, ids in own.ids.items():
        taken.inside(document).update(ids)


def _finish(loading: _Loading, root: Path) -> Loaded:
    """Put the pieces together and the findings in order."""
    readings = [*([loading.settings] if loading.settings is not None else []), *loading.readings]
    pieces = [reading.piece for reading in readings if reading.piece is not None]
    settings = pieces.pop(0) if pieces and pieces[0].kind == "workspace" else None
    unread = {announced(one.path, one.text) for one in readings if one.is_refused and one.text is not None}
    workspace, findings = assemble(pieces, settings, loading.terms.workspace_id, unread)
    said = (finding for reading in readings for finding in reading.diagnostics)
    texts = {reading.path: reading.text for reading in readings if reading.text is not None}
    unique = dict.fromkeys([*loading.diagnostics, *with_ids(said, workspace, texts), *findings])
    return Loaded(
        workspace,
        tuple(sorted(unique, key=lambda one: (one.span, one.code, one.message))),
        texts,
        {reading.path: reading.allows for reading in readings if reading.allows},
        Folder(root),
        Content(tuple([(one.path, one.holds) for one in readings if one.holds is not None])),
        tuple(reading.path for reading in readings if reading.is_refused),
    )


def _folder_id(folder: Path) -> str:
    """An id made of the name of a folder."""
    name = re.sub(r"[^a-z0-9]+", "-", folder.absolute().name[:100].lower()).strip("-")
    return name or "workspace"
