"""What a build server says of the change that it builds; its environment is read here only."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from pmctl.diagnostic import UserError
from pmctl.revision import named


def server_name(environment: Mapping[str, str]) -> str:
    """`github` or `gitlab`, where one of them builds; else empty."""
    if environment.get("GITHUB_ACTIONS") == "true":
        return "github"
    return "gitlab" if environment.get("GITLAB_CI") else ""


def change_to_judge(root: Path, environment: Mapping[str, str] | None = None) -> str:
    """The range (`A..B`, `A...B`) that a build server builds; empty where this is none, or builds no change.

    That is the merge commit which the platform made against its first parent; where the branch itself is checked out,
    from where it parted from its target. `environment` is that of the process unless it is given.
    """
    said = os.environ if environment is None else environment
    server = server_name(said)
    if server == "github":
        target = said.get("GITHUB_BASE_REF", "")
        if target and not _is_merge(root):
            return f"origin/{target}...HEAD"
        return "HEAD^1..HEAD"
    if server == "gitlab" and said.get("CI_MERGE_REQUEST_IID"):
        base = said.get("CI_MERGE_REQUEST_DIFF_BASE_SHA", "")
        return "HEAD^1..HEAD" if _is_merge(root) or not base else f"{base}..HEAD"
    return ""


def _is_merge(root: Path) -> bool:
    """Is a merge checked out?"""
    try:
        named(root, "HEAD^2")
    except UserError:
        return False
    return True
