"""A plan as it was at a git revision, judged on the day of that commit."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pmctl import git
from pmctl.diagnostic import Diagnostic, Span
from pmctl.discover import is_plan_name
from pmctl.load import Loaded, load
from pmctl.plan import Plan, plan
from pmctl.source import FILE_BYTES, too_big


def plan_at(root: Path, revision: str, today: date, level: bool = True) -> Plan | None:
    """The plan of a folder (or of one file) at a revision, which is a full id; None where git cannot read it.

    It is judged on the day of its commit, and on `today` at the latest: what is compared with it knows no later day.
    """
    top = git.find_root(root)
    commit = git.commit(top, revision) if top is not None else None
    loaded = load_at(root, revision) if commit is not None else None
    return plan(loaded, min(commit.day, today), level) if loaded is not None and commit is not None else None


def load_at(root: Path, revision: str) -> Loaded | None:
    """The plan files of a folder (or one file) at a revision, which is a full id; None where git cannot read them."""
    top = git.find_root(root)
    if top is None:
        return None
    folder = root if root.is_dir() else root.parent
    inside = folder.resolve().relative_to(top.resolve()).as_posix()
    with git.Objects(top) as objects:
        here = objects.files(revision, "" if inside == "." else inside)
        if here is None:
            return None
        if root != folder:
            here = {root.name: here[root.name]} if root.name in here else {}
        wanted = {path: file for path, file in here.items() if is_plan_name(path.rpartition("/")[2])}
        sizes = objects.sizes(file.blob for file in wanted.values())
        contents = objects.blobs(blob for blob, size in sizes.items() if size <= FILE_BYTES)
    files = {path: _found(path, sizes.get(file.blob, 0), contents.get(file.blob)) for path, file in wanted.items()}
    return load(folder, files)


def unread(past: Loaded) -> tuple[Diagnostic, ...]:
    """What is said of files that could not be read at a revision, so that the plan is not whole."""
    return tuple(one for one in past.diagnostics if one.code in ("PM001", "PM009") and one.span.path not in past.texts)


def _found(path: str, size: int, data: bytes | None) -> bytes | Diagnostic:
    """The bytes of a file, or the finding that reading from the disk has too, where git does not hand them over."""
    if data is not None:
        return data
    if size > FILE_BYTES:
        return too_big(path)
    hint = "narrow the workspace with `plans: [globs]`, or fetch the whole repository"
    return Diagnostic("PM001", "error", "git does not hand over this file", Span(path), hint)
