"""A folder of plan files becomes a workspace, with everything that was wrong on the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pmctl.diagnostic import Diagnostic
from pmctl.model.workspace import Workspace
from pmctl.parse import Allow


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was read: `texts` by path (for excerpts), `allows` by path (`# pmctl: allow`), `content` the hash of all plan bytes."""

    workspace: Workspace
    diagnostics: tuple[Diagnostic, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    allows: Mapping[str, tuple[Allow, ...]] = field(default_factory=dict)
    root: Path = Path()
    content: str = ""


def load(root: Path) -> Loaded:
    """Read every plan file under a folder."""
    raise NotImplementedError
