"""Levelling passes without reasons, forward and backward, to try many orders; their dates are the serial pass's."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from pmctl.scheduling.ledger import Ledger
from pmctl.scheduling.levelling import MOST_MOVES, Levelling, moves
from pmctl.scheduling.node import FAR, Node
from pmctl.scheduling.passes import Dates, LateDates, caps, ends_of
from pmctl.scheduling.precedence import Precedence
from pmctl.scheduling.work import INSTANTLY, Steady
from pmctl.worktime import CLOCK, Working

Steps = tuple[list[int], list[int], int, int, Ledger]
"""Of somebody's ledger: its times, its loads, how much of it may be taken already, the load to add, and itself."""


@dataclass(frozen=True, slots=True)
class Alone:
    """What a node takes, all of it on one working time: that of its work is that of everybody who is booked on it.

    `before` and `behind` are the nodes of its links, None where one of them is more than a plain FS.
    """

    calendar: Working
    minutes: int
    floor: int
    booked: tuple[Steps, ...]
    before: Sequence[int] | None
    behind: Sequence[int] | None


class Drafts:
    """Passes over a plan in one order after another; `count` says how many there were."""

    def __init__(self, levelling: Levelling, early: Dates, order: Sequence[int], due: Sequence[int]) -> None:
        """`early` are the dates before levelling, `due` what each node is promised for (or `FAR`)."""
        self.levelling = levelling
        self.passes = levelling.passes
        self.nodes = levelling.passes.nodes
        self.due = due
        self.count = 0
        self.forwards = Precedence.forward(self.passes.graph)
        self.backwards = Precedence.backward(self.passes.graph)
        levelling.book_fixed_load(early, order)
        for ledger in levelling.ledgers.values():
            ledger.keep()
        self.alone = [self._alone(node) for node in self.nodes]

    def _alone(self, node: Node) -> Alone | None:
        """A node in short, None where there is more to it than its links and its people."""
        bound = node.cap_start < FAR or node.cap_finish < FAR or node.floor_finish > -FAR
        if node.state != "planned" or node.fixed is not None or node.open or bound or node.team.limits:
            return None
        loads = node.team.loads if node.places else ()
        if loads and not moves(node):
            return None
        booked = tuple(
            (ledger.times, ledger.loads, ledger.room(load), load, ledger)
            for ledger, load, _ in (self.levelling.ledgers_for(node.team) if loads else ())
        )
        own = Steady(CLOCK, 0) if node.work is INSTANTLY and not booked else node.work
        if not isinstance(own, Steady):
            return None
        calendar, minutes = own.calendar, own.minutes
        if any(ledger.calendar is not calendar for *_, ledger in booked):
            return None
        graph = self.passes.graph
        before = None if node.index in graph.other_before else graph.plain_before[node.index]
        behind = None if node.index in graph.other_behind else graph.plain_behind[node.index]
        if behind is not None and any(self.nodes[then].state == "finished" for then in behind):
            behind = None
        return Alone(calendar, minutes, node.floor, booked, before, behind)

    # --- forward ------------------------------------------------------------------------------------------------------

    def forward(self, ranked: Sequence[int]) -> Dates:
        """The serial pass over nodes by rank: its dates, without what drives them."""
        self._begin()
        dates = Dates.of(len(self.nodes))
        starts, finishes, begins = dates.start, dates.finish, dates.begin
        alone = self.alone
        for index in self.forwards.sequence(ranked):
            short = alone[index]
            if short is None or short.before is None:
                self.levelling.place(self.nodes[index], dates)
                continue
            at = short.floor
            for first in short.before:
                if finishes[first] > at:
                    at = finishes[first]
            calendar, minutes = short.calendar, short.minutes
            if not minutes:
                starts[index] = finishes[index] = begins[index] = at
                continue
            work = calendar.work_at(calendar.next_start(at))
            if short.booked:
                work = _first_room(short.booked, work, minutes)
            starts[index] = begins[index] = calendar.start_at(work)
            finishes[index] = calendar.finish_at(work + minutes)
            for *_, load, ledger in short.booked:
                ledger.take(work, work + minutes, load)
        return dates

    def _begin(self) -> None:
        self.count += 1
        for ledger in self.levelling.ledgers.values():
            ledger.restore()

    # --- backward -----------------------------------------------------------------------------------------------------

    def backward(self, dates: Dates, ranked: Sequence[int], together: bool = False) -> LateDates:
        """Everything as late as its people allow, nodes by rank: no document ends later than in `dates` (`together`:
        than the last of them there), and what keeps its promise there keeps it. What has begun stays where it is.
        """
        self._begin()
        late = LateDates.of(len(self.nodes))
        ends = ends_of(self.passes.graph, dates)
        if ends and together:
            ends = dict.fromkeys(ends, max(ends.values()))
        starts, finishes, begins = late.start, late.finish, late.begin
        alone = self.alone
        for index in self.backwards.sequence(ranked):
            node, short = self.nodes[index], alone[index]
            end = FAR
            if node.task is not None:
                end = min(ends[node.task.document], max(self.due[index], dates.finish[index]))
            if short is None or short.behind is None:
                self._place_back(node, end, dates, late)
                continue
            for then in short.behind:
                if begins[then] < end:
                    end = begins[then]
            calendar, minutes = short.calendar, short.minutes
            if not minutes or end == FAR:
                starts[index] = finishes[index] = begins[index] = end
                continue
            work = calendar.work_at(end)
            if short.booked:
                work = _last_room(short.booked, work, minutes)
            finishes[index] = calendar.finish_at(work)
            starts[index] = begins[index] = calendar.start_at(work - minutes)
            for *_, load, ledger in short.booked:
                ledger.take(work - minutes, work, load)
        return late

    def _place_back(self, node: Node, end: int, dates: Dates, late: LateDates) -> None:
        index, work = node.index, node.work
        if node.fixed is not None or node.state != "planned":
            late.start[index], late.finish[index] = dates.start[index], dates.finish[index]
            late.begin[index] = dates.begin[index] if node.state != "finished" else FAR
            return
        cap_start, cap_finish = caps(self.passes, index, late)
        cap_start, cap_finish = min(cap_start, node.cap_start), min(cap_finish, node.cap_finish, end)
        if cap_start < FAR:
            cap_finish = min(cap_finish, work.finish(cap_start))
        if cap_finish >= FAR:
            return
        finish = work.snap_back(cap_finish)
        start = work.start(finish)
        if node.places and moves(node):
            start, finish = self._make_room_back(node, start, finish)
            self.levelling.book(node, start, finish)
        late.start[index] = late.begin[index] = start
        late.finish[index] = finish

    def _make_room_back(self, node: Node, start: int, finish: int) -> tuple[int, int]:
        """Move a node back until everybody booked on it is free from its start to its finish."""
        for _ in range(MOST_MOVES):
            until = self._obstacle_back(node, start, finish)
            if until >= finish:
                break
            earlier = node.work.snap_back(until)
            if earlier >= finish:
                break
            start, finish = node.work.start(earlier), earlier
        return start, finish

    def _obstacle_back(self, node: Node, start: int, finish: int) -> int:
        """Since when (an instant) the busiest of a node's people is taken."""
        found = finish
        levelling = self.levelling
        for ledger, load, who in levelling.ledgers_for(node.team):
            spans = levelling.stretches(node, who, start, finish) if node.team.limits else ((start, finish),)
            for first, last in spans:
                busy = ledger.free_until(first, last, load)
                if busy is not None:
                    found = min(found, ledger.calendar.finish_at(busy))
        return found


def _first_room(booked: Sequence[Steps], work: int, minutes: int) -> int:
    """The first working time from which on all have room for so many minutes.

    What `Ledger.free_from` says of one person, of all in one loop: drafts are made by the thousand, and calls would
    take longer than the search.
    """
    fits = 0  # so many of them one after another have room
    while True:
        for times, loads, room, _, _ in booked:
            step = bisect_right(times, work) - 1
            end = work + minutes
            fits += 1
            while step < len(times) and times[step] < end:
                if loads[step] > room:
                    while loads[step] > room:
                        step += 1
                    work, fits = times[step], 1
                    end = work + minutes
                step += 1
            if fits >= len(booked):
                return work


def _last_room(booked: Sequence[Steps], work: int, minutes: int) -> int:
    """The last working time up to which all have room for so many minutes."""
    fits = 0
    while True:
        for times, loads, room, _, _ in booked:
            step = bisect_right(times, work - 1) - 1
            begin = work - minutes
            fits += 1
            while step >= 0:
                if loads[step] > room:
                    while loads[step] > room:
                        step -= 1
                    work, fits = times[step + 1], 1
                    begin = work - minutes
                if times[step] <= begin:
                    break
                step -= 1
            if fits >= len(booked):
                return work
