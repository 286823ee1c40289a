"""The widths of columns that share a line."""

from __future__ import annotations

from collections.abc import Sequence


def fit(natural: Sequence[int], least: Sequence[int], room: int) -> list[int]:
    """Widths that fit into `room` where that can be: the widest columns give first, none goes below its least."""
    widths = list(natural)
    excess = sum(widths) - room
    while excess > 0:
        givers = [index for index, width in enumerate(widths) if width > least[index]]
        if not givers:
            break
        widest = max(widths[index] for index in givers)
        for index in givers:
            if widths[index] == widest and excess > 0:
                widths[index] -= 1
                excess -= 1
    return widths
