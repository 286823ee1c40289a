"""What the shell completes: ids of the plan and names of git, for arguments and options that take them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from pmctl import git
from pmctl.load import find_workspace, load
from pmctl.model.workspace import Workspace

MOST = 500


def items(context: click.Context, _: click.Parameter, incomplete: str) -> list[str]:
    """The ids that begin so."""
    return _begun(_workspace(context).items, incomplete)


def changes(context: click.Context, _: click.Parameter, incomplete: str) -> list[str]:
    """The keys of the item that was named, each with its `=`."""
    from pmctl.edit import keys_of  # commands that only look would wait for the import

    name, workspace = context.params.get("item"), _workspace(context)
    kinds = {item.kind for item in workspace.items.values() if name in (item.id, item.key)}
    kinds |= {"workspace"} if name == workspace.id else set()
    return _begun(dict.fromkeys(f"{key}=" for kind in sorted(kinds) for key in keys_of(kind)), incomplete)


def documents(context: click.Context, _: click.Parameter, incomplete: str) -> list[str]:
    """The ids of projects and products that begin so."""
    return _begun(_workspace(context).documents, incomplete)


def people(context: click.Context, _: click.Parameter, incomplete: str) -> list[str]:
    """The ids of people that begin so."""
    return _begun(_workspace(context).people, incomplete)


def views(context: click.Context, _: click.Parameter, incomplete: str) -> list[str]:
    """The names of views that begin so."""
    return _begun(_workspace(context).views, incomplete)


def baselines(context: click.Context, _: click.Parameter, incomplete: str) -> list[str]:
    """The ids of baselines that begin so."""
    return _begun((one.id for one in _workspace(context).baselines), incomplete)


def revisions(context: click.Context, _: click.Parameter, incomplete: str) -> list[str]:
    """Branches and tags that begin so."""
    top = git.find_root(Path(context.params.get("root") or "."))
    return _begun(git.names(top), incomplete) if top is not None else []


def _begun(ids: Iterable[str], incomplete: str) -> list[str]:
    return [id for id in ids if id.startswith(incomplete)][:MOST]


def _workspace(context: click.Context) -> Workspace:
    """The plan of the call so far; one that cannot be read completes nothing, and says nothing."""
    try:
        start, at = Path(context.params.get("root") or "."), context.params.get("at")
        if at:
            from pmctl.revision import load_at, named  # every command waits for what is imported here

            past = load_at(start, named(start, at).id)
            return past.workspace if past is not None else Workspace()
        root = find_workspace(start)
        return load(root).workspace if root is not None else Workspace()
    except Exception:  # a shell that waits for completion can show no error
        return Workspace()
