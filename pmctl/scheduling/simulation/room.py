"""Where everybody who is booked for a piece of work is free, in all runs at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from pmctl.scheduling.levelling import MOST_MOVES
from pmctl.scheduling.node import Node
from pmctl.scheduling.people import Team
from pmctl.scheduling.simulation.ledgers import Ledger
from pmctl.scheduling.simulation.lines import Array, shifts
from pmctl.scheduling.simulation.numbers import Some, known, of
from pmctl.scheduling.simulation.runs import Runs
from pmctl.scheduling.simulation.works import Work
from pmctl.worktime import LAST, Working

Span = tuple[Array, Array]


class _Blocked(NamedTuple):
    """By run the number of whoever was taken when a node was moved last, and until when; -1 where it was not moved, or
    a constraint holds it in its place.
    """

    who: Array
    until: Array


@dataclass(frozen=True, slots=True)
class Moving:
    """A node on its way to where a team has room for its work; it must not end before `finish`."""

    node: Node
    work: Work
    team: Team
    ledgers: Sequence[tuple[Ledger, int, str]]
    finish: Some


@dataclass(slots=True)
class Placed:
    """Where a node is, and the node whose people it waited for."""

    start: Array
    finish: Array
    blocker: Some
    is_wide: bool = False

    def widen(self, width: int) -> None:
        """Give each run numbers of its own, that nobody else has."""
        if not self.is_wide:
            self.start = np.array(np.broadcast_to(self.start, width))
            self.finish = np.array(np.broadcast_to(self.finish, width))
            self.blocker = np.full(width, -1)
            self.is_wide = True


def make_room(runs: Runs, moving: Moving, rows: Array, width: int, placed: Placed) -> None:
    """Move a node on in some runs until all of one team are free."""
    blocked = _Blocked(np.full(width, -1), np.zeros(width, dtype=np.int64))
    for _ in range(MOST_MOVES):
        who, until = _obstacle(moving, of(placed.start, rows), of(placed.finish, rows), rows)
        stuck = (who >= 0) & (until < LAST)
        if not stuck.any():
            break
        placed.widen(width)
        rows, who, until = rows[stuck], who[stuck], until[stuck]
        finish = None if moving.finish is None else of(moving.finish, rows)
        before = placed.start[rows]
        start, end, kept = runs.fit(moving.node, moving.work.of(rows), until, finish, rows)
        placed.start[rows], placed.finish[rows] = known(start), known(end)
        blocked.who[rows], blocked.until[rows] = np.where(kept, who, -1), until
        rows = rows[placed.start[rows] > before]
        if not len(rows):
            break
    _blame(moving, blocked, placed)


def _obstacle(moving: Moving, start: Array, finish: Array, rows: Array) -> tuple[Array, Array]:
    """In each run who of a team is taken longest (their number, -1 for nobody), and until when (an instant)."""
    until = np.array(np.broadcast_to(start, max(len(start), len(finish), len(rows))))
    blocked = np.full(len(until), -1)
    for number, (ledger, load, who) in enumerate(moving.ledgers):
        limit = moving.team.limits.get(who)
        for first, last in stretches(ledger, limit, load, start, finish):
            busy, taken = ledger.obstacle(first, last, load, rows, limit is None)
            if taken.any():
                free = ledger.line.start_at(np.where(taken, busy, busy.max()))
                later = taken & (free > until)
                until, blocked = np.where(later, free, until), np.where(later, number, blocked)
    return blocked, until


def _blame(moving: Moving, blocked: _Blocked, placed: Placed) -> None:
    """Note whose work a node waits for in each run in which it was moved: what ends when its people are free."""
    if not placed.is_wide:
        return
    blamed = known(placed.blocker)
    for number, (ledger, _, _) in enumerate(moving.ledgers):
        rows = np.flatnonzero(blocked.who == number)
        if len(rows):
            blamed[rows] = ledger.who_ended(ledger.line.work_at(blocked.until[rows]), rows)


def stretches(ledger: Ledger, limit: Working | None, load: int, start: Array, finish: Array) -> Iterator[Span]:
    """When somebody is taken: from start to finish, but with a weekly limit only at times.

    A stretch that a run does not have ends before it begins. Stretches with no own working time between them are one,
    where nobody else has room in them.
    """
    if limit is None:
        yield start, finish
        return
    finish = np.minimum(finish, LAST)
    firsts, lasts = shifts(limit, int(start.min()), int(finish.max()))
    if load >= ledger.capacity and len(firsts) > 1:
        breaks = ledger.line.work_at(firsts[1:]) > ledger.line.work_at(lasts[:-1])
        firsts, lasts = firsts[np.append(True, breaks)], lasts[np.append(breaks, True)]
    for first, last in zip(firsts, lasts, strict=True):
        yield np.maximum(start, first), np.minimum(finish, last)
