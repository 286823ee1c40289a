"""The templates of the package, and those of a workspace."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from pmctl.folder import Folder, names, read
from pmctl.regex import regex

FOLDERS = ("charts/templates", "reports/templates", "views/templates")
"""Where the templates that come with the package are."""

OWN_FOLDER = "templates"
"""Where a workspace keeps its own; a name that is there wins over a built-in one."""
LARGEST_TEMPLATE = 256 * 2**10
MOST_TEMPLATES = 200
NAME = regex(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,99}")


@lru_cache(maxsize=1)
def built_in_names() -> Mapping[str, Path]:
    """The templates of the package by name."""
    package = Path(__file__).parent.parent
    return {path.name: path for folder in FOLDERS for path in sorted((package / folder).glob("*.j2"))}


@lru_cache(maxsize=64)
def built_in_text(name: str) -> str:
    """The text of a template of the package; KeyError where there is none."""
    return built_in_names()[name].read_text("utf-8")


def own_names(own: Folder | None) -> tuple[str, ...]:
    """The templates of a workspace's own: plain files in its `templates/`, no links, with plain names."""
    found = names(own, OWN_FOLDER) if own is not None else ()
    return tuple(name for name in found if name.endswith(".j2") and NAME.fullmatch(name))[:MOST_TEMPLATES]


def own_texts(own: Folder) -> dict[str, str]:
    """The workspace's templates by name; one that is too large, or cannot be read, is none."""
    found = {name: read(own, f"{OWN_FOLDER}/{name}", LARGEST_TEMPLATE) for name in own_names(own)}
    return {name: data.decode("utf-8", "replace") for name, data in found.items() if isinstance(data, bytes)}
