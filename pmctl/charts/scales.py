"""A number line on paper: from the smallest to the largest of some numbers, in equal steps or in powers of ten."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

FAR = 20
"""Where the largest is more times the smallest than this, steps are powers."""
STEPS = (1, 2, 5)


@dataclass(frozen=True, slots=True)
class Scale:
    """Maps numbers to places from 0 to 1, with some room at both ends; `ticks` are round numbers inside."""

    first: float
    last: float
    is_powers: bool
    ticks: tuple[float, ...]

    def at(self, number: float) -> float:
        """The place of a number."""
        low, high, here = (self._measure(one) for one in (self.first, self.last, number))
        return (here - low) / (high - low)

    def _measure(self, number: float) -> float:
        return math.log10(max(number, 1e-12)) if self.is_powers else number


def scale_of(numbers: Sequence[float]) -> Scale:
    """The line on which some numbers (at least one) have room."""
    low, high = min(numbers), max(numbers)
    if low > 0 and high / low > FAR:
        first, last = low / 2, high * 2
        ticks = [step * 10.0**power for power in range(-9, 16) for step in STEPS]
        ticks = [one for one in ticks if first <= one <= last]
        return Scale(first, last, True, tuple(ticks if len(ticks) <= 9 else ticks[::3]))
    room = (high - low or abs(high) or 1) * 0.15
    first, last = (0.0 if 0 <= low <= (high - low) else low - room), high + room
    step = next(
        step * 10.0**power for power in range(-9, 16) for step in STEPS if (last - first) / (step * 10.0**power) <= 6
    )
    begin = math.ceil(first / step)
    return Scale(first, last, False, tuple(round(step * one, 9) for one in range(begin, int(last // step) + 1)))


def tick_text(number: float) -> str:
    """`0.5`, `20`, `5k`, `2M`."""
    for size, letter in ((1e6, "M"), (1e3, "k")):
        if abs(number) >= size:
            return f"{number / size:g}{letter}"
    return f"{number:g}"
