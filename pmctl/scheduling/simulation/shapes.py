"""The distributions that an estimate `low..likely..high` stands for, each as the value below which a share lies."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import sqrt

import numpy as np

from pmctl.scheduling.simulation.streams import Floats

OUTSIDE = 0.1
"""The share of outcomes below `low`, and that above `high`."""
_HALVINGS = 200
_POINTS = 4096


@dataclass(frozen=True, slots=True)
class Triangle:
    """A triangular distribution from `left` to `right` with its peak at `peak`."""

    left: float
    peak: float
    right: float

    def at(self, shares: Floats) -> Floats:
        """The values below which these shares of the outcomes lie."""
        width = self.right - self.left
        if not width:
            return np.full(len(shares), self.peak)
        rising, falling = self.peak - self.left, self.right - self.peak
        up = self.left + np.sqrt(shares * (width * rising))
        down = self.right - np.sqrt((1 - shares) * (width * falling))
        return np.where(shares * width <= rising, up, down)


def triangle(low: float, likely: float, high: float) -> Triangle:
    """The triangle of which a tenth lies below `low`, a tenth above `high` (FORMULAS.md section 2, Trigen).

    With w its width and u = p w the part before the peak, u - sqrt(0.1 w u) = likely - low is w g(p), the other
    equation w g(1 - p) = high - likely, where g(p) = p - sqrt(0.1 p) grows from p = 0.1, where it is 0: their ratio
    has one p from 0.1 to 0.9. Needs low <= likely <= high; all equal is that value alone.
    """
    before, after = likely - low, high - likely
    if before + after <= 0:
        return Triangle(likely, likely, likely)
    least, most = OUTSIDE, 1 - OUTSIDE
    for _ in range(_HALVINGS):
        share = (least + most) / 2
        if share in (least, most):
            break
        if after * _reach(share) < before * _reach(1 - share):
            least = share
        else:
            most = share
    share = least if not before else most if not after else share
    width = (before + after) / (_reach(share) + _reach(1 - share))
    return Triangle(likely - share * width, likely, likely + (1 - share) * width)


def _reach(share: float) -> float:
    return share - sqrt(OUTSIDE * share)


def pert(low: float, likely: float, high: float, shares: Floats) -> Floats:
    """The values of the PERT beta distribution on [low, high] below which these shares lie (FORMULAS.md section 2)."""
    if high <= low:
        return np.full(len(shares), float(likely))
    peak = round((likely - low) / (high - low), 9)
    below, points = _beta(peak)
    return low + (high - low) * np.interp(shares, below, points)


@lru_cache(maxsize=256)
def _beta(peak: float) -> tuple[Floats, Floats]:
    """Shares below points of [0, 1] for alpha = 1 + 4 peak, beta = 1 + 4 (1 - peak).

    With x = (1 - cos t) / 2 the points lie dense at both ends; each stretch is integrated by the rule of Simpson.
    """
    turns = np.linspace(0, np.pi, 2 * _POINTS + 1)
    rise, fall = (1 - np.cos(turns)) / 2, (1 + np.cos(turns)) / 2
    density = rise ** (4 * peak) * fall ** (4 * (1 - peak)) * np.sin(turns)
    parts = density[:-2:2] + 4 * density[1:-1:2] + density[2::2]
    below = np.concatenate([[0.0], np.cumsum(parts)])
    return np.round(below / below[-1], 14), rise[::2]
