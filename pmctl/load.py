"""A folder of plan files becomes a workspace, with everything that was wrong on the way."""

from __future__ import annotations

import gc
import hashlib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from pmctl import discover
from pmctl.build import (
    COLLECTIONS,
    DOCUMENTS,
    Piece,
    Tables,
    Taken,
    assemble,
    build,
    claims_plan,
    is_foreign,
    recognise,
    tables,
)
from pmctl.diagnostic import Diagnostic, Span
from pmctl.discover import SETTINGS
from pmctl.ignore import IgnoreRules
from pmctl.model.workspace import FieldDeclaration, Workspace
from pmctl.parse import Allow, Map, Tree, announces_plan, parse, read_file, text_of
from pmctl.shape import shape


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was read; by path the `texts` (for excerpts) and `allows`; `content` is the hash of all plan bytes."""

    workspace: Workspace
    diagnostics: tuple[Diagnostic, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    allows: Mapping[str, tuple[Allow, ...]] = field(default_factory=dict)
    root: Path = Path()
    content: str = ""


Bytes = Callable[[str], bytes | Diagnostic]
"""The bytes of a file by its path, or why they cannot be had."""
Files = Mapping[str, bytes | Diagnostic]
"""By path the bytes of files in memory, or why they cannot be had."""


@dataclass(slots=True)
class _Loading:
    """What has been read so far."""

    workspace_id: str
    tables: Tables = field(default_factory=tables)
    patterns: tuple[str, ...] = ()
    settings: Piece | None = None
    pieces: list[Piece] = field(default_factory=list)
    taken: Taken = field(default_factory=Taken)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    allows: dict[str, tuple[Allow, ...]] = field(default_factory=dict)
    declared: dict[str, tuple[str, ...]] = field(default_factory=dict)
    hashes: dict[str, bytes] = field(default_factory=dict)
    size: int = 0
    files: int = 0


Follow = Callable[[Sequence[str]], Iterable[str]]
"""Goes through the paths that are read, to show how far it has come."""


def load(root: Path, files: Files | None = None, follow: Follow = iter) -> Loaded:
    """Read every plan file under a folder (or one file), or `files` by path in place of the disk.

    Wrong plans give findings, sorted by place; the workspace is made of whatever could be read. `follow` goes through
    the paths.
    """
    was_on = gc.isenabled()
    gc.disable()  # it would look in vain at a hundred thousand new objects
    try:
        return _load(root, files, follow)
    finally:
        if was_on:
            gc.enable()


def _load(root: Path, files: Files | None, follow: Follow) -> Loaded:
    loading = _Loading(_folder_id(root.parent if root.is_file() else root))
    if files is None and root.is_file():
        root, paths = root.parent, [root.name]
    elif files is None:
        walk = discover.walk(root, _ignored(root))
        loading.diagnostics += walk.diagnostics
        paths = walk.paths
    else:
        paths = _plan_paths(files)

    def read(path: str) -> bytes | Diagnostic:
        return read_file(root / path, name=path) if files is None else files[path]

    if SETTINGS in paths:
        paths.remove(SETTINGS)
        _read_settings(loading, read)
    for path in follow(discover.narrowed(paths, loading.patterns)):
        if not _read_one(loading, path, read):
            break
    return _finish(loading, root)


def _read_settings(loading: _Loading, read: Bytes) -> None:
    """Read `pmctl.yaml` first: units, declared fields and patterns are needed by all others."""
    data = _bytes(loading, SETTINGS, read)
    tree = _parse(loading, SETTINGS, data) if data is not None else None
    if data is None or tree is None:
        return
    kind, finding = recognise(tree)
    if kind not in ("workspace", ""):
        _add(loading, tree, kind, data)  # a plan of one file may have any name
        return
    if finding is not None:
        loading.diagnostics.append(finding)
    _add(loading, tree, "workspace", data)
    piece = loading.pieces.pop()
    loading.settings = piece
    loading.workspace_id = piece.id
    loading.patterns = piece.found.get("plans", ())
    declared: dict[str, FieldDeclaration] = piece.found.get("fields", {})
    loading.tables = tables(piece.found.get("units", loading.tables.units), declared)
    loading.declared = _declared(declared)


def _declared(fields: Mapping[str, FieldDeclaration]) -> dict[str, tuple[str, ...]]:
    """The names of declared fields by the kind of item that may have them."""
    names = {kind: {kind, collection} for collection, (_, kind) in COLLECTIONS.items()}
    names |= {kind: {kind, f"{kind}s"} for kind in DOCUMENTS}
    return {
        kind: tuple(key for key, one in fields.items() if not one.of or not own.isdisjoint(one.of))
        for kind, own in names.items()
    }


def _read_one(loading: _Loading, path: str, read: Bytes) -> bool:
    """Read one file into a piece; False where a bound of the workspace is reached."""
    if loading.files >= discover.FILES or loading.size > discover.WORKSPACE_BYTES:
        limit = f"{discover.FILES:,} files or {discover.WORKSPACE_BYTES // 1024 // 1024} MB"
        message = f"the workspace is larger than {limit}: from this file on nothing is read"
        loading.diagnostics.append(Diagnostic("PM009", "error", message, Span(path), "narrow it: `plans: [globs]`"))
        return False
    data = _bytes(loading, path, read)
    if data is None:
        return True
    loading.size += len(data)
    tree = _parse(loading, path, data)
    if tree is None:
        return True
    kind, finding = recognise(tree)
    if finding is not None:
        loading.diagnostics.append(finding)
        loading.texts[path] = tree.text
    if kind == "workspace":
        loading.texts[path] = tree.text
        place = tree.root.places["kind"] if isinstance(tree.root, Map) else (0, 0, 0)
        message = f"the settings of a workspace stand in `{SETTINGS}` at its root: this file is not read"
        loading.diagnostics.append(Diagnostic("PM013", "error", message, Span(path, *place[1:]), "move it there"))
    elif kind:
        loading.files += 1
        _add(loading, tree, kind, data)
    return True


def _bytes(loading: _Loading, path: str, read: Bytes) -> bytes | None:
    """The bytes of a file. One that cannot be had may be a plan: an error where `plans:` names it, else a warning."""
    data = read(path)
    if isinstance(data, bytes):
        return data
    named = bool(loading.patterns) or path == SETTINGS or data.code != "PM001"
    loading.diagnostics.append(data if named else replace(data, severity="warning"))
    return None


def _parse(loading: _Loading, path: str, data: bytes) -> Tree | None:
    """Parse a file. What is wrong with its text is said only where it is ours, or may be: nothing may hide a plan."""
    tree, findings = parse(path, data)
    ours = bool(loading.patterns) or path == SETTINGS
    if tree is not None:
        if not findings:
            return tree
        ours = ours or recognise(tree)[0] != "" or claims_plan(data)
    elif not ours:
        ours = announces_plan(data) and not is_foreign(data)
    if ours:
        loading.diagnostics += findings
        loading.texts[path] = tree.text if tree is not None else text_of(data)
        loading.hashes[path] = hashlib.sha256(data).digest()
    elif tree is None:
        message = "this file cannot be read and does not say a `kind` of ours, so it is left alone"
        loading.diagnostics.append(Diagnostic("PM001", "info", message, findings[0].span, findings[0].message))
        loading.texts[path] = text_of(data)
    return tree


def _add(loading: _Loading, tree: Tree, kind: str, data: bytes) -> None:
    """Judge the shape of a file and build its piece; what shape refused is not refused again."""
    refused = shape(tree, kind, loading.declared)
    piece = build(tree, kind, loading.tables, loading.taken, loading.workspace_id)
    loading.diagnostics += refused
    loading.diagnostics += _news(piece.diagnostics, refused)
    loading.pieces.append(piece)
    loading.texts[tree.path] = tree.text
    if tree.allows:
        loading.allows[tree.path] = tree.allows
    loading.hashes[tree.path] = hashlib.sha256(data).digest()


def _news(findings: list[Diagnostic], refused: list[Diagnostic]) -> list[Diagnostic]:
    """What build says of places of which shape said nothing: neither of them, nor of what is around or in them."""
    if not findings or not refused:
        return findings
    spans = [one.span for one in refused]

    def is_known(span: Span) -> bool:
        return any(
            (one.start <= span.start and span.end <= one.end) or (span.start <= one.start and one.end <= span.end)
            for one in spans
        )

    return [one for one in findings if one.code not in ("PM006", "PM007") or not is_known(one.span)]


def _finish(loading: _Loading, root: Path) -> Loaded:
    """Put the pieces together and the findings in order."""
    workspace, findings = assemble(loading.pieces, loading.settings, loading.workspace_id)
    unique = dict.fromkeys([*loading.diagnostics, *findings])
    digest = hashlib.sha256()
    for path in sorted(loading.hashes):
        digest.update(path.encode("utf-8", "surrogateescape") + b"\0" + loading.hashes[path])
    return Loaded(
        workspace,
        tuple(sorted(unique, key=lambda one: (one.span, one.code, one.message))),
        loading.texts,
        loading.allows,
        root,
        digest.hexdigest(),
    )


def _folder_id(folder: Path) -> str:
    """An id made of the name of a folder."""
    name = re.sub(r"[^a-z0-9]+", "-", folder.absolute().name[:100].lower()).strip("-")
    return name or "workspace"


def _plan_paths(files: Iterable[str]) -> list[str]:
    """The paths given that a walk would have found."""
    own = {path.rpartition("/")[0] for path in files if path.endswith("/" + SETTINGS)}

    def is_ours(path: str) -> bool:
        folders = path.split("/")[:-1]
        if any(name.startswith(".") for name in folders):
            return False
        return not any("/".join(folders[: depth + 1]) in own for depth in range(len(folders)))

    return sorted(path for path in files if discover.is_plan_name(path.rpartition("/")[2]) and is_ours(path))


def _ignored(root: Path) -> discover.Ignored:
    """What git ignores under a folder; a workspace in a folder that is itself ignored is read all the same."""
    rules = IgnoreRules(root)
    if rules("", True):
        rules.top = rules.folder
    return rules


def find_workspace(start: Path) -> Path | None:
    """The nearest folder upward with `pmctl.yaml`, else `start` if plan files are in it; a plan file stands for itself.

    It does not look above the top of the repository that `start` is in.
    """
    start = start.absolute()
    if start.is_file():
        return start
    if not start.is_dir():
        return None
    for folder in (start, *start.parents):
        if (folder / SETTINGS).is_file():
            return folder
        if (folder / ".git").exists():
            break
    return start if _holds_plans(start) else None


def _holds_plans(folder: Path) -> bool:
    for path in discover.walk(folder, _ignored(folder)).paths:
        data = read_file(folder / path)
        if isinstance(data, bytes) and announces_plan(data):
            return True
    return False
