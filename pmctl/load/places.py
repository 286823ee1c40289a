"""Where plans are: the workspace that a folder is in, and the paths in it that are read."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pmctl import discover
from pmctl.discover import SETTINGS
from pmctl.ignore import IgnoreRules
from pmctl.parse import announces_plan, read_file


def plan_paths(files: Iterable[str]) -> list[str]:
    """The paths given that a walk would have found."""
    own = {path.rpartition("/")[0] for path in files if path.endswith("/" + SETTINGS)}

    def is_ours(path: str) -> bool:
        folders = path.split("/")[:-1]
        if any(name.startswith(".") for name in folders):
            return False
        return not any("/".join(folders[: depth + 1]) in own for depth in range(len(folders)))

    return sorted(path for path in files if discover.is_plan_name(path.rpartition("/")[2]) and is_ours(path))


def ignored(root: Path) -> discover.Ignored:
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
    for path in discover.walk(folder, ignored(folder)).paths:
        data = read_file(folder / path)
        if isinstance(data, bytes) and announces_plan(data):
            return True
    return False
