"""Dates of all nodes, early and late."""

from __future__ import annotations

from pmctl.record import dataclass
from pmctl.scheduling.node import FAR, PAST


@dataclass(slots=True)
class Dates:
    """By node: start, finish, begin of the remaining work (the start of what has not begun)."""

    start: list[int]
    finish: list[int]
    begin: list[int]

    @classmethod
    def of(cls, count: int) -> Dates:
        """Room for so many nodes."""
        return cls([PAST] * count, [PAST] * count, [PAST] * count)


@dataclass(slots=True)
class LateDates:
    """By node: late start, late finish, latest begin of the remaining work (the start of what has not begun; `FAR` of
    what is over).
    """

    start: list[int]
    finish: list[int]
    begin: list[int]

    @classmethod
    def of(cls, count: int) -> LateDates:
        """Nothing binds yet."""
        return cls([FAR] * count, [FAR] * count, [FAR] * count)
