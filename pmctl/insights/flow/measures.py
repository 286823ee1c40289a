"""Measures of flow: percentiles of cycle and lead time, throughput, age, Little's law, flow efficiency."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from fractions import Fraction

from pmctl.insights.flow.pieces import Piece
from pmctl.insights.odds.statistics import nearest_rank
from pmctl.record import dataclass

RANKS = (50, 85, 95)
EXPECTED = 85
"""The percentile of cycle time that is the service level expectation. Source: Vacanti."""
WINDOW = 84
"""Days back that throughput and work in progress are counted over: twelve weeks, less where work began later."""


@dataclass(frozen=True, slots=True)
class Spread:
    """Days in order with their percentiles; a mean beside them misleads."""

    days: tuple[int, ...]

    @property
    def mean(self) -> Fraction:
        """Calendar days."""
        return Fraction(sum(self.days), len(self.days))

    def at(self, per_cent: int) -> int:
        """The value at rank ⌈p·n⌉: a real one."""
        return nearest_rank(self.days, per_cent)


@dataclass(frozen=True, slots=True)
class Aged:
    """A piece of work in progress, and for how many days (None: not known since when).

    `is_late`: older than 85% of what was finished took.
    """

    piece: Piece
    age: int | None
    is_late: bool


@dataclass(frozen=True, slots=True)
class Flow:
    """All measures of some work, over the days from `first` to `last`, both included.

    `counts` are how many pieces were finished on each of them, zeros counted; `in_progress` how many were under way.
    """

    first: date
    last: date
    cycle: Spread | None
    lead: Spread | None
    counts: tuple[int, ...]
    in_progress: tuple[int, ...]
    ages: tuple[Aged, ...]
    efficiency: Fraction | None
    """active / (active + waiting), of what is finished; None where nobody knows how long it waited."""
    open: int
    """Pieces that are not finished."""

    @property
    def throughput(self) -> Fraction:
        """Pieces finished a day."""
        return Fraction(sum(self.counts), len(self.counts))

    @property
    def mean_in_progress(self) -> Fraction:
        """Pieces under way, on an average day."""
        return Fraction(sum(self.in_progress), len(self.in_progress))

    @property
    def little(self) -> Fraction | None:
        """The mean cycle time that follows: mean work in progress / mean throughput. Source: Little."""
        return cycle_by_little(self.mean_in_progress, self.throughput)


def spread_of(values: Iterable[int | None]) -> Spread | None:
    """Those of some days that are known; None where none is."""
    known = sorted(one for one in values if one is not None)
    return Spread(tuple(known)) if known else None


def cycle_by_little(in_progress: Fraction, throughput: Fraction) -> Fraction | None:
    """Mean cycle time in days = mean work in progress / mean throughput; None where nothing is finished."""
    return in_progress / throughput if throughput else None


def efficiency_of(pieces: Iterable[Piece]) -> Fraction | None:
    """Active days of all the days of what is finished, where both are known."""
    active = waited = 0
    for piece in pieces:
        if piece.cycle_time is not None and piece.waited is not None:
            waited += piece.waited
            active += piece.cycle_time - piece.waited
    return Fraction(active, active + waited) if active + waited else None


def flow_of(pieces: Sequence[Piece], today: date) -> Flow:
    """The measures of some work as of today."""
    begun = [one.started for one in pieces if one.started is not None and one.started <= today]
    first = max(min(begun, default=today), today - timedelta(days=WINDOW - 1))
    days = [first + timedelta(days=place) for place in range((today - first).days + 1)]
    cycle = spread_of(one.cycle_time for one in pieces)
    return Flow(
        first,
        today,
        cycle,
        spread_of(one.lead_time for one in pieces),
        tuple(sum(one.finished == day for one in pieces) for day in days),
        tuple(sum(_is_under_way(one, day) for one in pieces) for day in days),
        _ages(pieces, today, cycle),
        efficiency_of(pieces),
        sum(one.category != "done" for one in pieces),
    )


def _is_under_way(piece: Piece, day: date) -> bool:
    if piece.started is None or piece.started > day:
        return False
    return piece.is_begun if piece.finished is None else piece.finished >= day


def _ages(pieces: Iterable[Piece], today: date, cycle: Spread | None) -> tuple[Aged, ...]:
    """Work in progress, the oldest first."""
    expected = cycle.at(EXPECTED) if cycle is not None else None
    found = []
    for piece in pieces:
        if piece.is_begun:
            age = piece.age(today)
            found.append(Aged(piece, age, expected is not None and age is not None and age > expected))
    return tuple(sorted(found, key=lambda one: (-(one.age or 0), one.piece.id)))
