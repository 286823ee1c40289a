"""Levelling: one serial pass, in an order that hangs on the plan alone, books nobody beyond their availability."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pmctl.scheduling.ledger import Ledger
from pmctl.scheduling.node import Node
from pmctl.scheduling.passes import Dates, Passes, is_loose
from pmctl.scheduling.people import Team, load_of
from pmctl.scheduling.precedence import Precedence
from pmctl.scheduling.preparation import Preparation
from pmctl.scheduling.rows import Wait
from pmctl.scheduling.work import Steady
from pmctl.worktime import LAST

MOST_MOVES = 100_000
"""How often one task is moved on at the most: a bound, not an opinion."""


class Booked(NamedTuple):
    """Somebody of a team: their ledger, the load that is put on it, and how much may be booked there already."""

    ledger: Ledger
    load: int
    room: int
    who: str


class Levelling:
    """Of what can be placed next, always the first by rank; it takes the first room that its people have."""

    def __init__(self, preparation: Preparation, passes: Passes) -> None:
        self.preparation = preparation
        self.passes = passes
        self.ledgers: dict[str, Ledger] = {}
        self.ledgers_of: dict[Team, tuple[Booked, ...]] = {}
        self.first_booked: dict[int, tuple[int, int]] = {}
        self.blocked: dict[int, Wait] = {}
        """By node the booking that it waited for, where it had to."""
        self.order: list[int] = []

    def run(self, early: Dates, order: Sequence[int], ranked: Sequence[int]) -> Dates:
        """Dates after levelling; `ranked` are the nodes by rank. `self.order` is how they were placed."""
        dates = Dates(early.start[:], early.finish[:], early.begin[:])
        self.book_fixed_load(early, order)
        self.order = Precedence.forward(self.passes.graph).sequence(ranked)
        self.passes.forward(dates, self.order, self.place)
        return dates

    def ledger(self, who: str) -> Ledger:
        """The bookings of somebody."""
        found = self.ledgers.get(who)
        if found is None:
            worker = self.preparation.workers[who]
            found = self.ledgers[who] = Ledger(worker.calendar, load_of(worker.capacity))
        return found

    # --- bookings -----------------------------------------------------------------------------------------------------

    def book_fixed_load(self, early: Dates, order: Sequence[int]) -> None:
        """What has begun, and what is not levelled, is booked first, where it is.

        Repeated work (a weekly call) is neither moved nor in anybody's way: it would leave no room for anything longer
        than the time between two of them. It counts as load all the same.
        """
        nodes = self.passes.nodes
        for index in order:
            node = nodes[index]
            if not node.levels and node.team.loads and node.state != "finished" and not _repeats(node):
                span = (early.begin[index], early.finish[index])
                self.book(node, *span)
                self.first_booked[index] = span

    def book(self, node: Node, start: int, finish: int, sign: int = 1) -> None:
        """Book a node's people from start to finish; with a `sign` of -1 take the booking back."""
        for ledger, load, _, who in self.ledgers_for(node.team):
            for first, last in self.stretches(node, who, start, finish) if node.team.limits else ((start, finish),):
                ledger.book(first, last, sign * load, node.index)

    def ledgers_for(self, team: Team) -> tuple[Booked, ...]:
        """Everybody in a team, with their ledgers."""
        found = self.ledgers_of.get(team)
        if found is None:
            found = self.ledgers_of[team] = tuple([self._booked(who, load) for who, load in team.loads])
        return found

    def _booked(self, who: str, load: int) -> Booked:
        ledger = self.ledger(who)
        return Booked(ledger, load, ledger.room(load), who)

    def stretches(self, node: Node, who: str, start: int, finish: int) -> list[tuple[int, int]]:
        """When somebody is taken: from start to finish, but with a weekly limit only at times."""
        calendar = node.team.limits.get(who)
        if calendar is None:
            return [(start, finish)]
        found, at = [], start
        finish = min(finish, LAST)  # behind it nothing changes any more
        while at < finish:
            works, until = calendar.segment(at)
            if works:
                found.append((at, min(until, finish)))
            at = until
        return found

    # --- placing ------------------------------------------------------------------------------------------------------

    def place(self, node: Node, at: int, finish: int, dates: Dates) -> None:
        """Put a node where its links now allow, and its people are free."""
        index = node.index
        if not node.levels:
            self.passes.place(node, at, finish, dates)
            booked = self.first_booked.get(index)
            span = (dates.begin[index], dates.finish[index])
            if booked is not None and booked != span:
                self.book(node, *booked, sign=-1)
                self.book(node, *span)
            return
        if node.open:
            self._choose(node, at, finish, dates)
        if not self._place_at_once(node, at, finish, dates):
            self.passes.place(node, at, finish, dates)
            self._make_room(node, finish, dates)
            self.book(node, dates.start[index], dates.finish[index])

    def _place_at_once(self, node: Node, at: int, finish: int, dates: Dates) -> bool:
        """Put a node where its people have room and book them, all on the working time that is theirs and its own.

        False where there is more to it than that; for all others, nearly every one, it saves most of the way.
        """
        work, index = node.work, node.index
        if not isinstance(work, Steady) or node.team.limits or not is_loose(node, finish):
            return False
        calendar, ledgers = work.calendar, self.ledgers_for(node.team)
        for ledger, *_ in ledgers:
            if ledger.calendar is not calendar:
                return False
        wanted = calendar.work_at(at if at > node.floor else node.floor)
        first, blocker = _first_room(ledgers, wanted, work.minutes)
        last = first + work.minutes
        start, end = calendar.start_at(first), calendar.finish_at(last)
        if end >= LAST:
            return False
        self.blocked.pop(index, None)
        if blocker is not None:
            self._wait(index, blocker, first, start)
        for ledger, load, _, _ in ledgers:
            ledger.take(first, last, load)
            ledger.ended[last] = index
        dates.start[index], dates.finish[index], dates.begin[index] = start, end, start
        return True

    def _make_room(self, node: Node, finish: int, dates: Dates) -> None:
        """Move a node on until everybody booked on it is free from its start to its finish."""
        index = node.index
        self.blocked.pop(index, None)
        for _ in range(MOST_MOVES):
            start, end = dates.start[index], dates.finish[index]
            until, blocker = self._obstacle(node, start, end)
            if blocker is None or until >= LAST:
                return
            self._wait(index, blocker, blocker.ledger.calendar.work_at(until), until)
            self.passes.place(node, until, finish, dates)
            if dates.start[index] <= start:
                return

    def _obstacle(self, node: Node, start: int, finish: int) -> tuple[int, Booked | None]:
        """Until when (an instant) the busiest of a node's people is taken, and who that is."""
        until, blocker = start, None
        for booked in self.ledgers_for(node.team):
            ledger, _, room, who = booked
            for first, last in self.stretches(node, who, start, finish) if node.team.limits else ((start, finish),):
                calendar = ledger.calendar
                busy = ledger.free_from(calendar.work_at(first), calendar.work_at(last), room)
                if busy is not None:
                    free = calendar.start_at(busy)
                    if free > until:
                        until, blocker = free, booked
        return until, blocker

    def _wait(self, index: int, blocker: Booked, work: int, until: int) -> None:
        """Note for whom a node waits, and what they are done with then (`work` is their working time)."""
        self.blocked[index] = (blocker.ledger.ended.get(work, -1), blocker.who, until)

    # --- choosing people ----------------------------------------------------------------------------------------------

    def _choose(self, node: Node, at: int, finish: int, dates: Dates) -> None:
        """Of alternatives take whoever ends earlier with what they are booked for."""

        def settle() -> int:
            self.passes.place(node, at, finish, dates)
            self._make_room(node, finish, dates)
            return dates.finish[node.index]

        self.preparation.choose_best(node, settle)


def _first_room(ledgers: Sequence[Booked], work: int, minutes: int) -> tuple[int, Booked | None]:
    """The first working time, the same for all, from which on everybody has room for so many minutes, and whoever had
    none just before that.
    """
    if len(ledgers) == 1:
        only = ledgers[0]
        until = only.ledger.first_room(work, minutes, only.room)
        return until, only if until > work else None
    until, blocker = work, None
    while True:
        for booked in ledgers:
            busy = booked.ledger.free_from(work, work + minutes, booked.room)
            if busy is not None and busy > until:
                until, blocker = busy, booked
        if until == work:
            return work, blocker
        work = until


def _repeats(node: Node) -> bool:
    return node.task is not None and node.task.repeat is not None
