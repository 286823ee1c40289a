"""Time that is worked around the clock."""

from __future__ import annotations

from collections.abc import Iterable

from pmctl.worktime.span import FIRST, LAST


class Clock:
    """All time is working time: what equipment without a calendar keeps, and elapsed time."""

    __slots__ = ()

    def work_at(self, at: int) -> int:
        """The instant itself."""
        return at

    next_start = previous_finish = work_at

    def works_at(self, instants: Iterable[int]) -> list[int]:
        """The instants themselves."""
        return list(instants)

    def start_at(self, work: int) -> int:
        """The instant itself, within the years that there are."""
        return min(max(work, FIRST), LAST)

    finish_at = start_at

    def forward(self, at: int, minutes: int) -> tuple[int, int]:
        """The instant, and so many minutes later."""
        return at, self.finish_at(at + minutes)

    def backward(self, at: int, minutes: int) -> tuple[int, int]:
        """The instant, and so many minutes before."""
        return at, min(self.start_at(at - minutes), at)

    def segment(self, at: int) -> tuple[bool, int]:
        """Worked to the end of time."""
        return True, LAST

    def segment_before(self, at: int) -> tuple[bool, int]:
        """Worked since the beginning of time."""
        return True, FIRST


CLOCK = Clock()
