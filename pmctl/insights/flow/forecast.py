"""By when so many pieces are finished, when the days to come are like those that were: daily throughput, resampled."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from pmctl.insights.odds.statistics import nearest_rank
from pmctl.record import dataclass

RUNS, SEED = 10_000, 1
LONGEST = 3650
"""Days ahead after which a run is given up."""
FEW = 10
"""Below so many samples (days, or pieces that were finished on them) confidence is low."""


@dataclass(frozen=True, slots=True)
class Resampled:
    """After how many days each run was done, in order; `is_rough`: there are too few samples to trust it."""

    remaining: int
    runs: tuple[int, ...]
    is_rough: bool

    def by(self, today: date, per_cent: int) -> date | None:
        """The day by which so many of the runs are done; None where that is further than is looked."""
        days = nearest_rank(self.runs, per_cent)
        return today + timedelta(days=days) if days <= LONGEST else None


def resampled(counts: Sequence[int], remaining: int, runs: int = RUNS, seed: int = SEED) -> Resampled | None:
    """Draw days out of the daily `counts` until nothing remains, so many times; None where nothing was ever finished.

    The same counts and seed give the same days. Source: Monte Carlo by throughput, Vacanti.
    """
    import numpy

    total = sum(counts)
    if not total:
        return None
    stream = numpy.random.Generator(numpy.random.PCG64(seed))
    history = numpy.asarray(counts)
    left = numpy.full(runs, remaining)
    days = numpy.zeros(runs, dtype=int)
    for _ in range(LONGEST + 1):
        open_runs = left > 0
        if not open_runs.any():
            break
        days[open_runs] += 1
        left[open_runs] -= stream.choice(history, int(open_runs.sum()))
    is_rough = len(counts) < FEW or total < FEW
    return Resampled(remaining, tuple(int(one) for one in numpy.sort(days)), is_rough)
