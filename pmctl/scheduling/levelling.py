"""Levelling: one serial pass, in an order that hangs on the plan alone, books nobody beyond their availability."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from pmctl.scheduling.node import FAR, Node
from pmctl.scheduling.passes import Dates, Passes
from pmctl.scheduling.people import Team, load_of
from pmctl.scheduling.precedence import Precedence
from pmctl.scheduling.preparation import Preparation
from pmctl.scheduling.rows import Driver
from pmctl.worktime import LAST, Working

MOST_MOVES = 100_000
"""How often one task is moved on at the most: a bound, not an opinion."""


class Ledger:
    """What a person or resource is booked for, on their own working time: steps at which the load changes.

    `times[i]` is where load `loads[i]` begins (it holds until `times[i + 1]`); `ended` says who ends where.
    """

    __slots__ = ("calendar", "capacity", "ended", "kept", "loads", "times")

    def __init__(self, calendar: Working, capacity: int) -> None:
        self.calendar = calendar
        self.capacity = capacity
        self.times: list[int] = [-FAR]
        self.loads: list[int] = [0]
        self.ended: dict[int, int] = {}
        """Working time -> the node whose booking ends there."""
        self.kept: tuple[list[int], list[int]] = ([-FAR], [0])
        """The steps that every pass begins with."""

    def keep(self) -> None:
        """Let every pass begin with what is booked now."""
        self.kept = (self.times[:], self.loads[:])

    def restore(self) -> None:
        """Forget what was booked since `keep`, in the same lists."""
        self.times[:], self.loads[:] = self.kept
        self.ended.clear()

    def room(self, load: int) -> int:
        """What may be booked already where a share is free; one of more than there is wants all of it."""
        return max(self.capacity - load, 0)

    def book(self, start: int, finish: int, load: int, index: int) -> None:
        """Add a load from one instant to another."""
        first, last = self.calendar.work_at(start), self.calendar.work_at(finish)
        if first >= last:
            return
        self.take(first, last, load)
        if load > 0:
            self.ended[last] = index

    def take(self, first: int, last: int, load: int) -> None:
        """Add a load from one amount of own working time to a later one."""
        times, loads = self.times, self.loads
        low = self._step(first)
        high = self._step(last)
        for step in range(low, high):
            loads[step] += load
        for step in (high, low):
            if loads[step] == loads[step - 1]:
                del times[step], loads[step]

    def _step(self, work: int) -> int:
        """The index of the step that begins at an amount of work, made where there is none."""
        index = bisect_right(self.times, work) - 1
        if self.times[index] != work:
            index += 1
            self.times.insert(index, work)
            self.loads.insert(index, self.loads[index - 1])
        return index

    def free_from(self, start: int, finish: int, load: int) -> int | None:
        """None where a share is free all the time; else where the last obstacle to it ends (own working time)."""
        room = self.room(load)
        first, last = self.calendar.work_at(start), self.calendar.work_at(finish)
        times, loads = self.times, self.loads
        step = bisect_right(times, last - 1) - 1
        while step >= 0 and (times[step] > first or step + 1 == len(times) or times[step + 1] > first):
            if loads[step] > room:
                break
            if times[step] <= first:
                return None
            step -= 1
        else:
            return None
        step += 1
        while loads[step] > room:
            step += 1
        return times[step]

    def free_until(self, start: int, finish: int, load: int) -> int | None:
        """None where a share is free all the time; else where the first obstacle to it begins (own working time)."""
        room = self.room(load)
        first, last = self.calendar.work_at(start), self.calendar.work_at(finish)
        times, loads = self.times, self.loads
        step = bisect_right(times, first) - 1
        while step < len(times) and times[step] < last:
            if loads[step] > room:
                while loads[step - 1] > room:
                    step -= 1
                return times[step]
            step += 1
        return None


class Levelling:
    """Of what can be placed next, always the first by rank; it takes the first room that its people have."""

    def __init__(self, preparation: Preparation, passes: Passes) -> None:
        self.preparation = preparation
        self.passes = passes
        self.ledgers: dict[str, Ledger] = {}
        self.ledgers_of: dict[Team, tuple[tuple[Ledger, int, str], ...]] = {}
        self.first_booked: dict[int, tuple[int, int]] = {}
        self.blocked: dict[int, Driver] = {}
        """By node the booking that it waited for, where it had to."""
        self.order: list[int] = []

    def run(self, early: Dates, order: Sequence[int], ranked: Sequence[int]) -> Dates:
        """Dates after levelling; `ranked` are the nodes by rank. `self.order` is how they were placed."""
        nodes, behind = self.passes.nodes, self.passes.graph.behind
        dates = Dates.of(len(nodes))
        self.book_fixed_load(early, order)
        self.order = Precedence.forward(self.passes.graph).sequence(ranked)
        behind_moved = bytearray(len(nodes))  # does anything that it waits for have other dates than before?
        for index in self.order:
            node = nodes[index]
            if behind_moved[index] or node.open:
                self.place(node, dates)
            else:
                self._stay(node, early, dates)
            if dates.finish[index] != early.finish[index] or dates.start[index] != early.start[index]:
                for then in behind[index]:
                    behind_moved[then] = 1
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
        for index in order:
            node = self.passes.nodes[index]
            if node.team.loads and node.state != "finished" and not moves(node) and not _repeats(node):
                span = (early.begin[index], early.finish[index])
                self.book(node, *span)
                self.first_booked[index] = span

    def book(self, node: Node, start: int, finish: int, sign: int = 1) -> None:
        """Book a node's people from start to finish; with a `sign` of -1 take the booking back."""
        for ledger, load, who in self.ledgers_for(node.team):
            for first, last in self.stretches(node, who, start, finish) if node.team.limits else ((start, finish),):
                ledger.book(first, last, sign * load, node.index)

    def ledgers_for(self, team: Team) -> tuple[tuple[Ledger, int, str], ...]:
        """Ledger, load and name of everybody in a team."""
        found = self.ledgers_of.get(team)
        if found is None:
            found = self.ledgers_of[team] = tuple((self.ledger(who), load, who) for who, load in team.loads)
        return found

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

    def _stay(self, node: Node, early: Dates, dates: Dates) -> None:
        """Put a node where it was before levelling, or where its people are free after that."""
        index = node.index
        start, end = early.start[index], early.finish[index]
        dates.start[index], dates.finish[index], dates.begin[index] = start, end, early.begin[index]
        if node.places and moves(node):
            if self._obstacle(node, start, end)[1]:
                self._make_room(node, self.passes.bounds(index, dates)[1], dates)
            self.book(node, dates.start[index], dates.finish[index])

    def place(self, node: Node, dates: Dates) -> None:
        """Put a node where its links now allow, and its people are free."""
        index = node.index
        if node.fixed is not None:
            self.passes.place(node, -FAR, -FAR, dates)
            return
        at, finish = self.passes.bounds(index, dates)
        if not node.places or not moves(node):
            self.passes.place(node, at, finish, dates)
            booked = self.first_booked.get(index)
            span = (dates.begin[index], dates.finish[index])
            if booked is not None and booked != span:
                self.book(node, *booked, sign=-1)
                self.book(node, *span)
            return
        if node.open:
            self._choose(node, at, finish, dates)
        self.passes.place(node, at, finish, dates)
        self._make_room(node, finish, dates)
        self.book(node, dates.start[index], dates.finish[index])

    def _make_room(self, node: Node, finish: int, dates: Dates) -> None:
        """Move a node on until everybody booked on it is free from its start to its finish."""
        index = node.index
        self.blocked.pop(index, None)
        for _ in range(MOST_MOVES):
            start, end = dates.start[index], dates.finish[index]
            until, who = self._obstacle(node, start, end)
            if who == "" or until <= start or until >= LAST:
                return
            self.blocked[index] = Driver("booking", self._blocker(who, until), who, at=until)
            self.passes.place(node, until, finish, dates)
            if dates.start[index] <= start:
                return

    def _obstacle(self, node: Node, start: int, finish: int) -> tuple[int, str]:
        """Until when (an instant) the busiest of a node's people is taken, and who that is."""
        until, blocked = start, ""
        for ledger, load, who in self.ledgers_for(node.team):
            for first, last in self.stretches(node, who, start, finish) if node.team.limits else ((start, finish),):
                busy = ledger.free_from(first, last, load)
                if busy is not None:
                    free = ledger.calendar.start_at(busy)
                    if free > until:
                        until, blocked = free, who
        return until, blocked

    def _blocker(self, who: str, until: int) -> str:
        ledger = self.ledger(who)
        index = ledger.ended.get(ledger.calendar.work_at(until), -1)
        return self.passes.graph.ids[index] if index >= 0 else ""

    # --- choosing people ----------------------------------------------------------------------------------------------

    def _choose(self, node: Node, at: int, finish: int, dates: Dates) -> None:
        """Of alternatives take whoever ends earlier with what they are booked for."""

        def settle() -> int:
            self.passes.place(node, at, finish, dates)
            self._make_room(node, finish, dates)
            return dates.finish[node.index]

        self.preparation.choose_best(node, settle)


def _repeats(node: Node) -> bool:
    return node.task is not None and node.task.repeat is not None


def moves(node: Node) -> bool:
    """Whether levelling may choose when a node is done: what has begun stays."""
    return node.levels and node.state == "planned"
