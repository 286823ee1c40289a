"""Levelling passes without reasons, forward and backward, to try many orders; their dates are the serial pass's."""

from __future__ import annotations

from collections.abc import Sequence

from pmctl.scheduling.levelling import MOST_MOVES, Levelling
from pmctl.scheduling.node import FAR, PAST, Node
from pmctl.scheduling.orders.rooms import first_crowd, first_room, last_crowd, last_room
from pmctl.scheduling.orders.shapes import Crowd, Shapes
from pmctl.scheduling.passes import Dates, LateDates, caps
from pmctl.scheduling.precedence import Precedence


class Drafts:
    """Passes over a plan in one order after another; `count` says how many there were."""

    def __init__(self, levelling: Levelling, early: Dates, order: Sequence[int], due: Sequence[int]) -> None:
        """`early` are the dates before levelling, `due` what each node is promised for (or `FAR`)."""
        self.levelling = levelling
        self.passes = levelling.passes
        self.nodes = levelling.passes.nodes
        self.due = due
        self.promised = [index for index, instant in enumerate(due) if instant < FAR]
        self.documents = _inside(self.nodes)
        self.latest = [FAR] * len(self.documents)
        self.count = 0
        self.forwards = Precedence.forward(self.passes.graph)
        self.backwards = Precedence.backward(self.passes.graph)
        levelling.book_fixed_load(early, order)
        for ledger in levelling.ledgers.values():
            ledger.keep()
        self.shapes = Shapes(levelling)

    # --- forward ------------------------------------------------------------------------------------------------------

    def forward(self, ranked: Sequence[int]) -> Dates:
        """The serial pass over nodes by rank: its dates, without what drives them."""
        self._begin()
        dates = Dates.of(len(self.nodes))
        starts, finishes, begins, shapes = dates.start, dates.finish, dates.begin, self.shapes.ahead
        for index in self.forwards.sequence(ranked):
            ahead = shapes[index]
            if ahead is None:
                self._place(index, dates)
                continue
            at, before, lagged, minutes, booked, work_at, start_at, finish_at = ahead
            for first in before:
                if finishes[first] > at:
                    at = finishes[first]
            for first, from_finish, lag in lagged:
                moment = finishes[first] if from_finish else starts[first]
                if lag is not None and moment > PAST:
                    moment = lag[moment]
                if moment > at:
                    at = moment
            if not minutes:
                starts[index] = finishes[index] = begins[index] = at
                continue
            work = work_at(at)
            if booked:
                work = first_room(booked, work, minutes)
            starts[index] = begins[index] = start_at(work)
            finishes[index] = finish_at(work + minutes)
            for steps in booked:
                steps.ledger.take(work, work + minutes, steps.load)
        return dates

    def _place(self, index: int, dates: Dates) -> None:
        """Put a node of which there is more to say than its links and one working time."""
        crowd, node = self.shapes.crowds[index], self.nodes[index]
        at, finish = self.passes.bounds(index, dates) if node.fixed is None else (PAST, PAST)
        earliest = max(at, node.floor)
        if crowd is None or earliest == PAST or finish > PAST:
            self.levelling.place(node, at, finish, dates)
            return
        start, finish = first_crowd(crowd, earliest)
        dates.start[index] = dates.begin[index] = start
        dates.finish[index] = finish
        self._book(crowd, start, finish)

    def _book(self, crowd: Crowd, start: int, finish: int) -> None:
        for steps in crowd.booked:
            first, last = steps.hours.work_at(start), steps.hours.work_at(finish)
            if first < last:
                steps.ledger.take(first, last, steps.load)

    def _begin(self) -> None:
        self.count += 1
        for ledger in self.levelling.ledgers.values():
            ledger.restore()

    # --- backward -----------------------------------------------------------------------------------------------------

    def backward(self, dates: Dates, sequence: Sequence[int], together: bool) -> LateDates:
        """Everything as late as its people allow, one by one in a sequence, each after what waits for it: no document
        ends later than in `dates` (`together`: than the last of them there, or where `keep` says), and what keeps its
        promise there keeps it. What has begun stays where it is.
        """
        self._begin()
        late = LateDates.of(len(self.nodes))
        ends = self._ends(dates, together)
        starts, finishes, begins, shapes = late.start, late.finish, late.begin, self.shapes.back
        for index in sequence:
            back, end = shapes[index], ends[index]
            if back is None:
                self._place_back(self.nodes[index], end, dates, late)
                continue
            behind, lagged, minutes, booked, work_at, start_at, finish_at = back
            for then in behind:
                if begins[then] < end:
                    end = begins[then]
            for then, _, lag in lagged:
                moment = begins[then]
                if lag is not None and moment < FAR:
                    moment = lag[moment]
                if moment < end:
                    end = moment
            if not minutes or end == FAR:
                starts[index] = finishes[index] = begins[index] = end
                continue
            work = work_at(end)
            if booked:
                work = last_room(booked, work, minutes)
            finishes[index] = finish_at(work)
            starts[index] = begins[index] = start_at(work - minutes)
            for steps in booked:
                steps.ledger.take(work - minutes, work, steps.load)
        return late

    def keep(self, dates: Dates) -> None:
        """From now on let no backward pass put a document behind its end in these dates."""
        self.latest = self._ends_in(dates)

    def _ends_in(self, dates: Dates) -> list[int]:
        return [max(map(dates.finish.__getitem__, inside)) for inside in self.documents]

    def _ends(self, dates: Dates, together: bool) -> list[int]:
        """By node, until when it must be done whatever waits for it."""
        found, finishes = [FAR] * len(self.nodes), dates.finish
        ends = self._ends_in(dates)
        last = max(ends) if ends and together else PAST
        for inside, end, latest in zip(self.documents, ends, self.latest, strict=True):
            until = max(end, min(last, latest))
            for index in inside:
                found[index] = until
        for index in self.promised:
            found[index] = min(found[index], max(self.due[index], finishes[index]))
        return found

    def _place_back(self, node: Node, end: int, dates: Dates, late: LateDates) -> None:
        index, work = node.index, node.work
        if node.fixed is not None or node.state != "planned":
            late.start[index], late.finish[index] = dates.start[index], dates.finish[index]
            late.begin[index] = dates.begin[index] if node.state != "finished" else FAR
            return
        crowd = self.shapes.crowds[index]
        cap_start, cap_finish = caps(self.passes, index, late)
        cap_start, cap_finish = min(cap_start, node.cap_start), min(cap_finish, node.cap_finish, end)
        if cap_start < FAR:
            cap_finish = min(cap_finish, work.finish(cap_start))
        if cap_finish >= FAR:
            return
        if crowd is not None:
            start, finish = last_crowd(crowd, cap_finish)
            self._book(crowd, start, finish)
        else:
            finish = work.snap_back(cap_finish)
            start = work.start(finish)
            if node.levels:
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
        for ledger, _, room, who in levelling.ledgers_for(node.team):
            spans = levelling.stretches(node, who, start, finish) if node.team.limits else ((start, finish),)
            for first, last in spans:
                busy = ledger.free_until(first, last, room)
                if busy is not None:
                    found = min(found, ledger.calendar.finish_at(busy))
        return found


def _inside(nodes: Sequence[Node]) -> list[list[int]]:
    """The tasks of each document."""
    found: dict[str, list[int]] = {}
    for node in nodes:
        if node.task is not None:
            found.setdefault(node.task.document, []).append(node.index)
    return list(found.values())
