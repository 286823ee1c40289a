"""Levelling of many runs at once: each node at its turn in all of them, each run's node where its people have room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from pmctl.scheduling.levelling import MOST_MOVES, moves
from pmctl.scheduling.node import Node
from pmctl.scheduling.people import Team, load_of
from pmctl.scheduling.simulation.ledgers import Ledger
from pmctl.scheduling.simulation.lines import Array, shifts
from pmctl.scheduling.simulation.numbers import NOBODY, Some, known, of
from pmctl.scheduling.simulation.runs import Dates, Runs
from pmctl.scheduling.simulation.works import Chosen, Work
from pmctl.worktime import LAST, Working

Span = tuple[Array, Array]


class Levelling:
    """As `pmctl.scheduling.levelling.Levelling`, in the order in which that placed the nodes of the certain plan."""

    def __init__(self, runs: Runs) -> None:
        self.runs = runs
        self.ledgers: dict[str, Ledger] = {}
        self.first_booked: dict[int, Span] = {}

    def run(self, early: Dates) -> Dates:
        """Dates after levelling."""
        dates = Dates.of(len(self.runs.nodes))
        self._book_fixed_load(early)
        for index in self.runs.frame.turns:
            self._place(self.runs.nodes[index], dates)
        return dates

    def ledger(self, who: str) -> Ledger:
        """The bookings of somebody."""
        found = self.ledgers.get(who)
        if found is None:
            worker = self.runs.frame.preparation.workers[who]
            found = Ledger(self.runs.frame.lines[worker.calendar], load_of(worker.capacity))
            self.ledgers[who] = found
        return found

    # --- bookings -----------------------------------------------------------------------------------------------------

    def _book_fixed_load(self, early: Dates) -> None:
        """What has begun, and what is not levelled, is booked first, where it is (but for repeated work)."""
        for index in self.runs.frame.order:
            node = self.runs.nodes[index]
            repeats = node.task is not None and node.task.repeat is not None
            if node.team.loads and node.state != "finished" and not moves(node) and not repeats:
                span = known(early.begin[index]), known(early.finish[index])
                self._book(node, span)
                self.first_booked[index] = span

    def _book(self, node: Node, span: Span, sign: int = 1) -> None:
        """Book a node's people from start to finish; with a `sign` of -1 take the booking back."""
        for team, taken in self.runs.teams[node.index]:
            start, finish = span if taken is None else (np.where(taken, part, 0) for part in span)
            for who, load in team.loads:
                ledger = self.ledger(who)
                for first, last in _stretches(ledger, team.limits.get(who), load, start, finish):
                    ledger.book(first, np.maximum(first, last), sign * load, node.index)

    # --- placing ------------------------------------------------------------------------------------------------------

    def _place(self, node: Node, dates: Dates) -> None:
        """Put a node where its links allow, and its people are free."""
        runs, index = self.runs, node.index
        at, finish, blocker = runs.bounds(index, dates)
        if node.fixed is not None or not node.places or not moves(node):
            runs.put(node, at, finish, blocker, dates)
            if index in self.first_booked:
                self._book_anew(node, (known(dates.begin[index]), known(dates.finish[index])))
            return
        if node.open:
            runs.choose(node, at, finish, lambda: self._with_room(node, at, finish, blocker).finish)
        placed = self._with_room(node, at, finish, blocker)
        dates.start[index], dates.finish[index], dates.begin[index] = placed.start, placed.finish, placed.start
        dates.blocker[index] = placed.blocker
        self._book(node, (placed.start, placed.finish))

    def _book_anew(self, node: Node, span: Span) -> None:
        """Move the booking of what was booked first, in the runs in which it has moved."""
        booked = self.first_booked[node.index]
        moved = (booked[0] != span[0]) | (booked[1] != span[1])
        if moved.any():
            self._book(node, (booked[0], np.where(moved, booked[1], booked[0])), sign=-1)
            self._book(node, (span[0], np.where(moved, span[1], span[0])))

    # --- room ---------------------------------------------------------------------------------------------------------

    def _with_room(self, node: Node, at: Some, finish: Some, blocker: Some) -> _Placed:
        """A node from an instant on, where everybody booked on it is free from its start to its finish."""
        work, teams = self.runs.works[node.index], self.runs.teams[node.index]
        first, last, _, kept = self.runs.place(node, work, at, finish)
        placed = _Placed(known(first), known(last), None if blocker is None else np.where(kept, blocker, NOBODY))
        ledgers = [[(self.ledger(who), load, who) for who, load in team.loads] for team, _ in teams]
        widths = [ledger.width for those in ledgers for ledger, _, _ in those]
        width = max([len(placed.start), len(placed.finish), *widths])
        for number, (team, taken) in enumerate(teams):
            own = work.works[number] if isinstance(work, Chosen) else work
            rows = np.arange(width) if taken is None or len(taken) == 1 else np.flatnonzero(taken)
            self._make_room(_Moving(node, own, team, ledgers[number], finish), rows, width, placed)
        return placed

    def _make_room(self, moving: _Moving, rows: Array, width: int, placed: _Placed) -> None:
        """Move a node on in some runs until all of one team are free."""
        blocked = Blocked(np.full(width, -1), np.zeros(width, dtype=np.int64))
        for _ in range(MOST_MOVES):
            who, until = _obstacle(moving, of(placed.start, rows), of(placed.finish, rows), rows)
            stuck = (who >= 0) & (until < LAST)
            if not stuck.any():
                break
            placed.widen(width)
            rows, who, until = rows[stuck], who[stuck], until[stuck]
            finish = None if moving.finish is None else of(moving.finish, rows)
            before = placed.start[rows]
            start, end, _, kept = self.runs.place(moving.node, moving.work.of(rows), until, finish, rows)
            placed.start[rows], placed.finish[rows] = known(start), known(end)
            blocked.who[rows], blocked.until[rows] = np.where(kept, who, NOT_FOR_PEOPLE), until
            rows = rows[placed.start[rows] > before]
            if not len(rows):
                break
        _blame(moving, blocked, placed)


NOT_FOR_PEOPLE = -2


class Blocked(NamedTuple):
    """By run the number of whoever was taken when a node was moved last, and until when: -1 where it was not moved,
    `NOT_FOR_PEOPLE` where something else holds it in its place.
    """

    who: Array
    until: Array


def _obstacle(moving: _Moving, start: Array, finish: Array, rows: Array) -> tuple[Array, Array]:
    """In each run who of a team is taken longest (their number, -1 for nobody), and until when (an instant)."""
    until = np.array(np.broadcast_to(start, max(len(start), len(finish), len(rows))))
    blocked = np.full(len(until), -1)
    for number, (ledger, load, who) in enumerate(moving.ledgers):
        limit = moving.team.limits.get(who)
        for first, last in _stretches(ledger, limit, load, start, finish):
            busy, taken = ledger.obstacle(first, last, load, rows, limit is None)
            if taken.any():
                free = ledger.line.start_at(np.where(taken, busy, busy.max()))
                later = taken & (free > until)
                until, blocked = np.where(later, free, until), np.where(later, number, blocked)
    return blocked, until


def _blame(moving: _Moving, blocked: Blocked, placed: _Placed) -> None:
    """Note whose work a node waits for in each run in which it was moved: what ends when its people are free."""
    if not placed.is_wide:
        return
    blamed = known(placed.blocker)
    blamed[blocked.who == NOT_FOR_PEOPLE] = -1
    for number, (ledger, _, _) in enumerate(moving.ledgers):
        rows = np.flatnonzero(blocked.who == number)
        if len(rows):
            blamed[rows] = ledger.who_ended(ledger.line.work_at(blocked.until[rows]), rows)


def _stretches(ledger: Ledger, limit: Working | None, load: int, start: Array, finish: Array) -> Iterator[Span]:
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


@dataclass(frozen=True, slots=True)
class _Moving:
    """A node on its way to where a team has room for its work; it must not end before `finish`."""

    node: Node
    work: Work
    team: Team
    ledgers: Sequence[tuple[Ledger, int, str]]
    finish: Some


@dataclass(slots=True)
class _Placed:
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
            self.blocker = np.array(np.broadcast_to(NOBODY if self.blocker is None else self.blocker, width))
            self.is_wide = True
