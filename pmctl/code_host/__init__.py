"""Where a change is talked about: its comments and who approves it, at GitHub or GitLab, asked only when told to.

What a place answers comes from strangers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol

from pmctl.code_host import github, gitlab
from pmctl.code_host.calling import Host, Remark

__all__ = ["PLACES", "Host", "Place", "Remark"]


class Place(Protocol):
    """How one code host is talked to: what the module of each has. A number says which change is meant."""

    def host(self, environment: Mapping[str, str], /) -> Host:
        """Where it is, and as whom it is called; UserError where the environment does not say."""

    def change(self, host: Host, environment: Mapping[str, str], /) -> int | None:
        """The change that is built; None where there is none (any more)."""

    def own_name(self, host: Host, /) -> str:
        """The name under which the token writes."""

    def comments(self, host: Host, number: int, /) -> Iterator[Remark]:
        """The comments on a change, the oldest first."""

    def write(self, host: Host, number: int, body: str, id: int | None, /) -> None:
        """Write a comment, or another text into the comment `id`."""

    def hide(self, host: Host, number: int, remark: Remark, /) -> None:
        """Fold a comment, or take it away where none can be folded."""

    def approvers(self, host: Host, number: int, /) -> tuple[str, ...]:
        """Who approves a change, by their names there."""


PLACES: Mapping[str, Place] = {"github": github, "gitlab": gitlab}
"""Code hosts by name."""
