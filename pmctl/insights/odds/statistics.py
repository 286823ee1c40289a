"""What many runs of a simulation say: percentiles, odds, how much each input matters. Numbers only, no plan."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array: TypeAlias = NDArray[Any]
    """Values of the runs, a run each."""


PERCENTILES = (10, 50, 80, 90, 95)
"""The ranks that are told, in per cent."""
SURE = 80
"""The percentile that one promises by."""


def percentiles(values: Array) -> tuple[int, ...]:
    """The values at the ranks of `PERCENTILES`."""
    import numpy

    ordered = numpy.sort(values)
    return tuple(nearest_rank(ordered, per_cent) for per_cent in PERCENTILES)


def nearest_rank(ordered: Array | Sequence[int], per_cent: int) -> int:
    """The value at rank ⌈p·n⌉ of n sorted values: a real outcome, never between two.

    Source: the nearest-rank percentile.
    """
    rank = -(-per_cent * len(ordered) // 100)
    return int(ordered[max(rank, 1) - 1])


def standard_error(share: float, runs: int) -> float:
    """√(p(1−p)/n): how far the share of n runs may be from the true odds. Source: binomial proportion."""
    return sqrt(share * (1 - share) / runs)


def share_of(hits: Array) -> float:
    """The share of runs in which something is so (a row of truth values)."""
    return float(hits.mean())


def sensitivity_index(criticality: float, spread: float, spread_of_finish: float) -> float:
    """SSI = CI · sd(task) / sd(finish), both in working minutes; 0 where the finish does not move.

    Source: schedule sensitivity index (PMI).
    """
    return criticality * spread / spread_of_finish if spread_of_finish else 0.0


def conditional_delay(finish: Array, occurred: Array) -> float | None:
    """Mean finish of the runs in which a risk occurs less that of the others; None where it always or never does."""
    if occurred.all() or not occurred.any():
        return None
    return float(finish[occurred].mean() - finish[~occurred].mean())


def ranks(values: Array) -> Array:
    """The rank of each value among all, less the mean rank; equal values share the mean of theirs."""
    import numpy

    _, which, counts = numpy.unique(values, return_inverse=True, return_counts=True)
    last = numpy.cumsum(counts)
    mean = last - (counts - 1) / 2
    found: Array = mean[which] - (len(values) + 1) / 2
    return found


def correlation_of(first: Array, second: Array) -> float:
    """The correlation of two rows of `ranks` (Spearman's ρ of what they were made from); 0 where one never changes."""
    import numpy

    size = float(numpy.sqrt(numpy.dot(first, first) * numpy.dot(second, second)))
    return float(numpy.dot(first, second)) / size if size else 0.0


def rank_correlation(first: Array, second: Array) -> float:
    """Spearman's ρ of two rows, ties at their mean rank. Source: Spearman."""
    return correlation_of(ranks(first), ranks(second))


def chance(runs: int) -> float:
    """The |ρ| up to which a rank correlation of n runs cannot be told from none: 3/√(n−1), three standard errors."""
    return 3 / sqrt(max(runs - 1, 1))


def variance_shares(correlations: list[float], runs: int) -> list[float]:
    """Which part of the spread each input causes: ρ² / Σρ² over the inputs that stand out from chance.

    Source: contribution to variance as risk tools compute it, rank correlations squared and made to add up to one. It
    is exact for independent inputs of one straight sum, and a fair order where paths merge or draws are correlated.
    """
    squares = [found * found if abs(found) > chance(runs) else 0.0 for found in correlations]
    total = sum(squares)
    return [square / total if total else 0.0 for square in squares]


def outer_means(values: Array, finish: Array) -> tuple[float, float]:
    """Mean finish of the fifth of the runs with the lowest values, and of the fifth with the highest.

    An input of two values (a risk) is split where it changes. Source: the tornado of risk tools, change of the mean.
    """
    import numpy

    if values.dtype == bool:
        if values.all() or not values.any():
            return float(finish.mean()), float(finish.mean())
        return float(finish[~values].mean()), float(finish[values].mean())
    order = numpy.argsort(values, kind="stable")
    fifth = max(len(values) // 5, 1)
    return float(finish[order[:fifth]].mean()), float(finish[order[-fifth:]].mean())
