"""Pull requests at GitHub."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pmctl.code_host.calling import QUERIES, Host, Remark, call, checked, needed, pages
from pmctl.diagnostic import UserError
from pmctl.escape import terminal
from pmctl.regex import regex

OWN_NAME = "github-actions[bot]"
"""Who writes with the token of a workflow."""

_REPOSITORY = regex(r"[A-Za-z0-9._-]{1,100}/[A-Za-z0-9._-]{1,100}")


def host(environment: Mapping[str, str]) -> Host:
    """Where a workflow runs, and its token; UserError where it is none."""
    api = checked(environment.get("GITHUB_API_URL") or "https://api.github.com", "GITHUB_API_URL")
    project = needed(environment, "GITHUB_REPOSITORY")
    if not _REPOSITORY.fullmatch(project):
        raise UserError("GITHUB_REPOSITORY names no repository")
    token = needed(environment, "GITHUB_TOKEN", "GH_TOKEN")
    queries = checked(environment.get("GITHUB_GRAPHQL_URL") or f"{api}/graphql", "GITHUB_GRAPHQL_URL")
    return Host(api, project, {"Authorization": f"Bearer {token}", "X-GitHub-Api-Version": "2022-11-28"}, queries)


def change(host: Host, environment: Mapping[str, str]) -> int | None:
    """The number of the pull request that a workflow is about; None where there is none (any more).

    Of a workflow that follows another one it is asked for at GitHub: by the branch that was built, where its newest
    commit is still the one that was. Nothing that the first workflow wrote is believed.
    """
    event = _event(needed(environment, "GITHUB_EVENT_PATH"))
    number = _at(event, "pull_request", "number")
    if isinstance(number, int):
        return number
    commit = _at(event, "workflow_run", "head_sha")
    branch = _at(event, "workflow_run", "head_branch")
    owner = _at(event, "workflow_run", "head_repository", "owner", "login")
    if not (isinstance(commit, str) and isinstance(branch, str) and isinstance(owner, str)):
        return None
    found = pages(host, f"/repos/{host.project}/pulls", {"state": "open", "head": f"{owner}:{branch}"})
    numbers = (one["number"] for one in found if _at(one, "head", "sha") == commit)
    return next((number for number in numbers if isinstance(number, int)), None)


def _event(path: str) -> Any:
    """What happened, as the workflow is told."""
    try:
        return json.loads(Path(path).read_bytes())
    except (OSError, ValueError, RecursionError):
        raise UserError(f"GITHUB_EVENT_PATH: cannot read `{terminal(path[:200])}`") from None


def _at(value: Any, *keys: str) -> Any:
    """A value inside of maps; None where one of them is none."""
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def own_name(host: Host) -> str:
    """The name under which the token writes."""
    return OWN_NAME


def comments(host: Host, number: int) -> Iterator[Remark]:
    """The comments on a pull request, the oldest first."""
    for one in pages(host, f"/repos/{host.project}/issues/{number}/comments"):
        id, texts = _at(one, "id"), (_at(one, "user", "login"), _at(one, "body"), _at(one, "node_id"))
        if isinstance(id, int):
            yield Remark(id, *(text if isinstance(text, str) else "" for text in texts))


def write(host: Host, number: int, body: str, id: int | None) -> None:
    """Write a comment, or another text into the comment `id`."""
    if id is None:
        call(host, "POST", f"/repos/{host.project}/issues/{number}/comments", {"body": body})
    else:
        call(host, "PATCH", f"/repos/{host.project}/issues/comments/{id}", {"body": body})


def hide(host: Host, number: int, remark: Remark) -> None:
    """Fold a comment as outdated; UserError where GitHub does not."""
    query = "mutation($id: ID!) { minimizeComment(input: {subjectId: $id, classifier: OUTDATED}) { clientMutationId } }"
    answer = call(host, "POST", QUERIES, {"query": query, "variables": {"id": remark.node}})
    if not isinstance(answer, dict) or answer.get("errors"):
        raise UserError(f"GitHub does not hide the comment {remark.id}")


def approvers(host: Host, number: int) -> tuple[str, ...]:
    """Who approves the newest commit of a pull request: whose last word on it is an approval."""
    newest = _at(call(host, "GET", f"/repos/{host.project}/pulls/{number}"), "head", "sha")
    last: dict[str, bool] = {}
    for one in pages(host, f"/repos/{host.project}/pulls/{number}/reviews"):
        name, state = _at(one, "user", "login"), _at(one, "state")
        if isinstance(name, str) and state in ("APPROVED", "CHANGES_REQUESTED", "DISMISSED"):
            last[name] = state == "APPROVED" and _at(one, "commit_id") == newest
    return tuple(name for name, approves in last.items() if approves)
