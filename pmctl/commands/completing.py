"""What the shell completes: ids of the plan, for arguments and options that name its items."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from pmctl.load import find_workspace, load
from pmctl.model.workspace import Workspace

MOST = 500


def items(context: click.Context, _: click.Parameter, incomplete: str) -> list[str]:
    """The ids that begin so."""
    return _begun(_workspace(context).items, incomplete)


def documents(context: click.Context, _: click.Parameter, incomplete: str) -> list[str]:
    """The ids of projects and products that begin so."""
    return _begun(_workspace(context).documents, incomplete)


def baselines(context: click.Context, _: click.Parameter, incomplete: str) -> list[str]:
    """The ids of baselines that begin so."""
    return _begun((one.id for one in _workspace(context).baselines), incomplete)


def _begun(ids: Iterable[str], incomplete: str) -> list[str]:
    return [id for id in ids if id.startswith(incomplete)][:MOST]


def _workspace(context: click.Context) -> Workspace:
    """The plan of the call so far; one that cannot be read completes nothing, and says nothing."""
    try:
        root = find_workspace(Path(context.params.get("root") or "."))
        return load(root).workspace if root is not None else Workspace()
    except Exception:  # a shell that waits for completion can show no error
        return Workspace()
