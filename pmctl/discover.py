"""Which files of a folder may be plans: walked within bounds, links and devices left alone, in one fixed order."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import field
from pathlib import Path

from pmctl.diagnostic import Diagnostic, Span
from pmctl.record import dataclass
from pmctl.wildcard import fits

SETTINGS = "pmctl.yaml"
FILES = 5_000
WORKSPACE_BYTES = 50 * 1024 * 1024
FOLDER_DEPTH = 32
ENTRIES = 200_000
"""Bounds on a workspace: plan files, their bytes, nesting of folders, and all entries looked at."""

Ignored = Callable[[str, bool], bool]
"""Whether git ignores a path (relative to the root); the second argument: it is a folder."""


@dataclass(slots=True)
class Walk:
    """What a walk found: paths relative to the root with `/`, sorted; and what it left out, as warnings."""

    paths: list[str] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    entries: int = 0

    def warn(self, path: str, message: str, hint: str = "") -> None:
        """Something that was left out."""
        self.diagnostics.append(Diagnostic("PM001", "warning", message, Span(path), hint))


def is_plan_name(name: str) -> bool:
    """Whether a file may hold a plan, by its name."""
    return name.endswith((".yaml", ".yml")) and not name.startswith(".")


def walk(root: Path, ignored: Ignored) -> Walk:
    """All YAML files under a folder, but not those in hidden or ignored folders or in a workspace of their own."""
    found = Walk()
    folders: list[tuple[str, int]] = [("", 0)]
    while folders:
        folder, depth = folders.pop()
        for entry in _entries(root, folder, found):
            path = f"{folder}/{entry.name}" if folder else entry.name
            if entry.name.startswith("."):
                continue
            if entry.is_symlink():
                _look_at_link(root, path, found)
            elif entry.is_dir(follow_symlinks=False):
                if ignored(path, True) or os.path.lexists(root / path / SETTINGS):
                    continue
                if depth + 1 > FOLDER_DEPTH:
                    found.warn(path, f"folders are nested more than {FOLDER_DEPTH} deep: this one is not read")
                else:
                    folders.append((path, depth + 1))
            elif is_plan_name(entry.name) and not ignored(path, False):
                if entry.is_file(follow_symlinks=False):
                    found.paths.append(path)
                else:
                    found.warn(path, "this is not a regular file and is not read", "plans are plain text files")
        if found.entries > ENTRIES:
            found.warn(
                "", f"more than {ENTRIES:,} files and folders: the rest is not looked at", "name plans in `plans:`"
            )
            break
    found.paths.sort()
    found.diagnostics.sort(key=lambda one: (one.span, one.message))
    return found


def _entries(root: Path, folder: str, found: Walk) -> list[os.DirEntry[str]]:
    """What stands in a folder, by name, so that the order of the disk never matters."""
    try:
        with os.scandir(root / folder) as entries:
            listed = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        found.warn(folder, f"this folder cannot be read: {(error.strerror or 'no access').lower()}")
        return []
    found.entries += len(listed)
    return [entry for entry in listed if entry.name.isprintable() or _warn_name(found, folder, entry.name)]


def _warn_name(found: Walk, folder: str, name: str) -> bool:
    """A file whose name cannot be printed is not read, and said not to be."""
    if name.endswith((".yaml", ".yml")):
        path = f"{folder}/{name}" if folder else name
        found.warn(
            path.encode("utf-8", "replace").decode(), "the name of this file holds odd characters: it is not read"
        )
    return False


def _look_at_link(root: Path, path: str, found: Walk) -> None:
    """A link is never followed: it is named where a person could think that plans are read through it."""
    is_plan = is_plan_name(path.rpartition("/")[2])
    top = Path(os.path.realpath(root))
    try:
        target = Path(os.path.realpath(root / path, strict=True))
    except (OSError, RuntimeError, ValueError):
        found.warn(path, "this link leads nowhere, or in a circle: it is not followed", "remove it")
        return
    if not (is_plan or target.is_dir()):
        return
    hint = "copy what it leads to, or remove it"
    if not target.is_relative_to(top):
        found.warn(path, "this link leaves the workspace and is not followed", hint)
    elif (top / path).is_relative_to(target):
        found.warn(path, "this link leads back to a folder that it is in and is not followed", "remove it")
    elif any(name.startswith(".") for name in target.relative_to(top).parts):
        found.warn(path, "this link leads to a hidden folder and is not followed", hint)
    else:
        message = "this link is not followed: what it leads to is read where it stands"
        found.diagnostics.append(Diagnostic("PM001", "info", message, Span(path)))


# --- patterns of paths


def matches(pattern: str, path: str) -> bool:
    """Whether a path fits a pattern: `*` and `?` inside a name, `**` for any folders; a folder stands for all in it."""
    names = pattern.strip("/").split("/")
    return fits(names, path.split("/"), "**", fits_name) or fits([*names, "**"], path.split("/"), "**", fits_name)


def fits_name(pattern: str, name: str) -> bool:
    """Whether one name fits a pattern with `*` and `?`."""
    return fits(pattern, name, "*", lambda one, other: one in ("?", other))


def narrowed(paths: Iterable[str], patterns: Sequence[str]) -> list[str]:
    """The paths that fit one of the patterns, all where there is none."""
    if not patterns:
        return list(paths)
    return [path for path in paths if any(matches(pattern, path) for pattern in patterns)]
