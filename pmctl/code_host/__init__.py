"""Where a change is talked about: its comments and who approves it, at GitHub or GitLab, asked only when told to.

A place has `comments`, `write`, `hide`, `own_name` and `approvers`; what it sends comes from strangers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from pmctl.code_host import github, gitlab
from pmctl.code_host.calling import Host, Remark
from pmctl.record import dataclass

__all__ = ["PLACES", "Host", "Place", "Remark"]


@dataclass(frozen=True, slots=True)
class Place:
    """How one code host is talked to; `Host` is where and as whom, a number says which change."""

    host: Callable[[Mapping[str, str]], Host]
    change: Callable[[Host, Mapping[str, str]], int | None]
    own_name: Callable[[Host], str]
    comments: Callable[[Host, int], Iterator[Remark]]
    write: Callable[[Host, int, str, int | None], None]
    hide: Callable[[Host, int, Remark], None]
    approvers: Callable[[Host, int], tuple[str, ...]]


PLACES: Mapping[str, Place] = {
    "github": Place(
        github.host, github.change, github.own_name, github.comments, github.write, github.hide, github.approvers
    ),
    "gitlab": Place(
        gitlab.host, gitlab.change, gitlab.own_name, gitlab.comments, gitlab.write, gitlab.hide, gitlab.approvers
    ),
}
"""Code hosts by name."""
