"""Random numbers by name: every item has a stream of its own, so that another item leaves its draws alone."""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b
from math import erfc, exp, pi, sqrt
from statistics import NormalDist
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]

_UNIFORM = 2.0**-53
_STEPS = 1 << 16
_WIDEST = 9.0
"""Standard deviations: nothing is farther out than this."""
_FINE = 512
"""Points of the normal distribution's table for a standard deviation."""


def _raw(seed: int, name: str, runs: int) -> NDArray[np.uint64]:
    """So many random words of 64 bits; the first of them are the same however many are asked for."""
    key = blake2b(f"{seed}\0{name}".encode(), digest_size=16).digest()
    return np.random.Philox(key=int.from_bytes(key, "little")).random_raw(runs)


def uniform(seed: int, name: str, runs: int) -> Floats:
    """Numbers from 0 to 1 (never 1), by seed and name; exact, so the same on every machine."""
    return (_raw(seed, name, runs) >> np.uint64(11)).astype(np.float64) * _UNIFORM


@lru_cache(maxsize=1)
def _scores() -> Floats:
    """The normal scores of the middles of so many equal steps, rounded, so the same on every machine."""
    upper = [round(NormalDist().inv_cdf((step + 0.5) / _STEPS), 12) for step in range(_STEPS // 2, _STEPS)]
    return np.array([-score for score in reversed(upper)] + upper)


def normal(seed: int, name: str, runs: int) -> Floats:
    """Standard normal numbers by seed and name."""
    return _scores()[(_raw(seed, name, runs) >> np.uint64(48)).astype(np.intp)]


@lru_cache(maxsize=1)
def _distribution() -> tuple[Floats, Floats]:
    """The normal distribution and its density at points `1 / _FINE` apart."""
    points = [number / _FINE - _WIDEST for number in range(int(2 * _WIDEST * _FINE) + 1)]
    share = [round(erfc(-point / sqrt(2)) / 2, 16) for point in points]
    density = [round(exp(-point * point / 2) / sqrt(2 * pi), 16) for point in points]
    return np.array(share), np.array(density)


def share_below(scores: Floats) -> Floats:
    """The share of the normal distribution below each score (cubic between the points of a table: error 1e-12)."""
    share, density = _distribution()
    places = np.clip((scores + _WIDEST) * _FINE, 0, len(share) - 1.0000001)
    left = places.astype(np.intp)
    part = places - left
    rest = 1 - part
    found: Floats = (
        (1 + 2 * part) * rest * rest * share[left]
        + part * part * (3 - 2 * part) * share[left + 1]
        + (part * rest * rest * density[left] - part * part * rest * density[left + 1]) / _FINE
    )
    return found
