"""Merge requests at GitLab."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from pmctl.code_host.calling import Host, Remark, call, checked, needed, pages

TOKEN = "PMCTL_GITLAB_TOKEN"
"""The token of a job may not write comments, so the project gives one of its own (scope `api`)."""


def host(environment: Mapping[str, str]) -> Host:
    """Where a job runs, and the token for comments; UserError where there is none."""
    api = checked(needed(environment, "CI_API_V4_URL"), "CI_API_V4_URL")
    project = quote(needed(environment, "CI_PROJECT_ID"), safe="")
    return Host(api, project, {"PRIVATE-TOKEN": needed(environment, TOKEN)})


def change(host: Host, environment: Mapping[str, str]) -> int | None:
    """The number of the merge request that a job builds; None where it builds none."""
    number = environment.get("CI_MERGE_REQUEST_IID", "")
    return int(number) if number.isascii() and number.isdigit() and len(number) < 19 else None


def own_name(host: Host) -> str:
    """The name under which the token writes."""
    return _name(call(host, "GET", "/user"))


def comments(host: Host, number: int) -> Iterator[Remark]:
    """The comments on a merge request, the oldest first."""
    for one in pages(host, f"{_path(host, number)}/notes", {"sort": "asc"}):
        id, body = (one.get(key) if isinstance(one, dict) else None for key in ("id", "body"))
        if isinstance(id, int):
            yield Remark(id, _name(one.get("author")), body if isinstance(body, str) else "")


def write(host: Host, number: int, body: str, id: int | None) -> None:
    """Write a comment, or another text into the comment `id`."""
    if id is None:
        call(host, "POST", f"{_path(host, number)}/notes", {"body": body})
    else:
        call(host, "PUT", f"{_path(host, number)}/notes/{id}", {"body": body})


def hide(host: Host, number: int, remark: Remark) -> None:
    """Take a comment away: GitLab folds none."""
    call(host, "DELETE", f"{_path(host, number)}/notes/{remark.id}")


def approvers(host: Host, number: int) -> tuple[str, ...]:
    """Who approves a merge request."""
    found = call(host, "GET", f"{_path(host, number)}/approvals")
    listed = found.get("approved_by") if isinstance(found, dict) else None
    names = (_name(one.get("user")) for one in listed or () if isinstance(one, dict))
    return tuple(name for name in names if name)


def _path(host: Host, number: int) -> str:
    return f"/projects/{host.project}/merge_requests/{number}"


def _name(user: Any) -> str:
    name = user.get("username") if isinstance(user, dict) else None
    return name if isinstance(name, str) else ""
