"""Where names stand beside bubbles: none on another, on a line, or nearer to a bubble that is not its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

Frame = tuple[float, float, float, float]
"""Left, top, right and bottom of something on a sheet, in its pixels."""
Disc = tuple[float, float, float]
"""The middle of a bubble and its radius."""

NEAR = 4.0
"""How far a name is from its own bubble."""
APART = 5.0
"""How far it keeps at least from the bubbles of others."""


def place_beside(
    disc: Disc, size: tuple[float, float], inside: Frame, taken: Sequence[Frame], lines: Sequence[Frame]
) -> Frame | None:
    """The first free place for a name of that size; if it can be one that meets no line. None without any."""
    frames = [one for one in _beside(disc, *size) if _is_free(one, inside, taken)]
    return next((one for one in frames if not any(meet(one, line) for line in lines)), next(iter(frames), None))


def around(frame: Frame) -> Frame:
    """A frame and the room that names of others keep from it."""
    left, top, right, bottom = frame
    return left - APART, top - APART, right + APART, bottom + APART


def meet(one: Frame, other: Frame) -> bool:
    """Do two frames share any room?"""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _beside(disc: Disc, wide: float, high: float) -> Iterator[Frame]:
    """Where a name could stand: right, left, above, below, and shifted to either side of these."""
    x, y, radius = disc
    gap = radius + NEAR
    above, middle, below = y - gap - high, y - high / 2, y + gap
    sides = (x + gap * 0.7, x - gap * 0.7 - wide)
    ends = (x - radius, x + radius - wide)
    for left, top in (
        (x + gap, middle),
        (x - gap - wide, middle),
        (x - wide / 2, above),
        (x - wide / 2, below),
        *((side, above + high / 2) for side in sides),
        *((side, below - high / 2) for side in sides),
        *((end, top) for end in ends for top in (above, below)),
    ):
        yield left, top, left + wide, top + high


def _is_free(frame: Frame, inside: Frame, taken: Sequence[Frame]) -> bool:
    """Is a frame inside the field, and does it meet no other?"""
    is_inside = frame[0] >= inside[0] and frame[1] >= inside[1] and frame[2] <= inside[2] and frame[3] <= inside[3]
    return is_inside and not any(meet(frame, one) for one in taken)
