"""The passes of the schedule over many runs at once: every number is an array with an element a run.

What is the same in all runs is an array of one, and stays one as long as it meets only such: work before anything
uncertain costs nothing. What `pmctl.scheduling.passes` calls `FAR` (nothing binds) hangs on the graph and is None here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pmctl.network import FROM_FINISH, TO_START, Arrow
from pmctl.quantity import Lag
from pmctl.scheduling.node import FAR, Node
from pmctl.scheduling.people import Team, joined
from pmctl.scheduling.simulation.frame import Frame, certain
from pmctl.scheduling.simulation.lines import Array, Line, rounded, rounded_up
from pmctl.scheduling.simulation.works import INSTANTLY, Chosen, Work, of
from pmctl.worktime import FIRST, LAST

Bools = NDArray[np.bool_]
Some = Array | None
YES, NO = np.array([True]), np.array([False])
NOBODY = certain(-1)


@dataclass(slots=True)
class Dates:
    """By node: start, finish, begin of the remaining work; `blocker` is the node that its people were busy with, -1
    where something else drives it.
    """

    start: list[Some]
    finish: list[Some]
    begin: list[Some]
    blocker: list[Some]

    @classmethod
    def of(cls, count: int) -> Dates:
        """Room for so many nodes."""
        return cls([None] * count, [None] * count, [None] * count, [None] * count)


def latest(one: Some, other: Some) -> Some:
    """The later of two bounds."""
    if one is None or other is None:
        return other if one is None else one
    return np.maximum(one, other)


def earliest(one: Some, other: Some) -> Some:
    """The earlier of two caps."""
    if one is None or other is None:
        return other if one is None else one
    return np.minimum(one, other)


def bound(value: int) -> Some:
    """A number of a node, None where it does not bind."""
    return certain(value) if -FAR < value < FAR else None


def length_of(lag: Lag, minutes: Array) -> Array:
    """A lag in minutes; of a share of `minutes` rounded, halves to even."""
    if lag.share is None:
        return certain(lag.minutes)
    return rounded(minutes, lag.share)


def shifted(at: Array, lag: Lag, line: Line, minutes: Array) -> Array:
    """An instant moved by a lag, as `pmctl.scheduling.passes.shifted`."""
    if lag.elapsed:
        return np.clip(at + lag.minutes, FIRST, LAST)
    move = length_of(lag, minutes)
    return np.where(move == 0, at, line.finish_at(line.work_at(at) + move)) if move.any() else at


def shifted_back(at: Array, lag: Lag, line: Line, minutes: Array) -> Array:
    """The last instant that, moved by the lag, is not later than `at`."""
    if lag.elapsed:
        return np.clip(at - lag.minutes, FIRST, LAST)
    move = length_of(lag, minutes)
    return np.where(move == 0, at, line.start_at(line.work_at(at) - move)) if move.any() else at


def asked_finish(work: Work, at: Array) -> Array:
    """Where work ends that a link holds: a start of work stays as it is, a pause is left backwards."""
    return np.where(work.snap(at) == at, at, work.snap_back(at))


class Runs:
    """Some runs of a frame: what is left of each task in each, and how late a risk makes what takes no time."""

    def __init__(self, frame: Frame, lengths: Mapping[int, Array], delays: Mapping[int, Array]) -> None:
        self.frame = frame
        self.nodes = frame.nodes
        self.graph = frame.graph
        self.lines = [frame.lines[node.calendar] for node in frame.nodes]
        self.lengths = lengths
        self.delays = delays
        self.floors = [bound(floor) for floor in frame.floors]
        self.minutes = [certain(node.minutes) for node in frame.nodes]
        self.teams: list[tuple[Booked, ...]] = [((team, None),) for team in frame.first_teams]
        self.works = [self.work_for(node, team) for node, team in zip(frame.nodes, frame.first_teams, strict=True)]
        for index, length in lengths.items():
            self.minutes[index] = self._whole(self.nodes[index], length)

    # --- lengths ------------------------------------------------------------------------------------------------------

    def work_for(self, node: Node, team: Team) -> Work:
        """What a node takes from a team."""
        length = self.lengths.get(node.index)
        if length is None:
            return self.frame.certain_work(node, team)
        return self.frame.work_of(node, team, length)

    def _whole(self, node: Node, length: Array) -> Array:
        """The planned duration of a node with so much left; what was done of it stays done."""
        if node.state == "started":
            done = self.frame.preparation.minutes_of(node) - self.frame.left[node.index]
            length = np.maximum(length + done, 1)
        return rounded_up(length, self.frame.rate(node, self.frame.first_teams[node.index]))

    # --- forward ------------------------------------------------------------------------------------------------------

    def early(self) -> Dates:
        """The forward pass; what shall be as late as possible is then put there, and the pass made once more."""
        dates = self.forward()
        late_ones = [node for node in self.nodes if node.alap and node.state == "planned"]
        if not late_ones:
            return dates
        ends = self.ends(dates)
        for document, due in self.frame.ends_by_plan.items():
            if document in ends:
                ends[document] = np.maximum(ends[document], due)
        late = self.backward(dates, self.frame.order, ends)
        for node in late_ones:
            self.floors[node.index] = latest(self.floors[node.index], late.start[node.index])
        return self.forward()

    def forward(self) -> Dates:
        """The early dates, each node after what it waits for."""
        dates = Dates.of(len(self.nodes))
        for index in self.frame.order:
            node = self.nodes[index]
            at, finish, blocker = self.bounds(index, dates)
            if node.open and node.state == "planned" and node.fixed is None:
                self.choose(node, at, finish, self.finisher(node, at, finish))
            self.put(node, at, finish, blocker, dates)
        return dates

    def bounds(self, index: int, dates: Dates) -> tuple[Some, Some, Some]:
        """What links ask of a node: the earliest start, the earliest finish, and who blocked what drives the start."""
        at: Some = None
        finish: Some = None
        moments: list[tuple[Arrow, Array]] = []
        inherits = False
        for arrow in self.graph.incoming[index]:
            first, kind, lag, text = arrow
            moment = dates.finish[first] if kind in FROM_FINISH else dates.start[first]
            if moment is None:
                continue
            if lag is not None:
                moment = shifted(moment, lag, self.lines[index], self.minutes[first])
            if kind in TO_START:
                at = latest(at, moment)
            else:
                finish = latest(finish, moment)
            moments.append((arrow, moment))
            inherits |= not text and dates.blocker[first] is not None
        return at, finish, _inherited(moments, at, finish, dates) if inherits else None

    def put(self, node: Node, at: Some, finish: Some, blocker: Some, dates: Dates) -> None:
        """Put a node where its bounds, constraints and state allow."""
        index = node.index
        start, end, begin, kept = self.place(node, self.works[index], at, finish)
        dates.start[index], dates.finish[index], dates.begin[index] = start, end, begin
        dates.blocker[index] = None if blocker is None else np.where(kept, blocker, NOBODY)

    def place(
        self, node: Node, work: Work, at: Some, finish: Some, rows: Array | None = None
    ) -> tuple[Some, Some, Some, Bools]:
        """Start, finish, and begin of the rest of a node, in some rows; and whether what asks for `at` drives it."""
        if node.fixed is not None:
            fixed = self._fixed(node, rows)
            return *fixed, fixed[0], NO
        if node.state == "started":
            return self._place_started(node, work, at, finish)
        if node.state == "finished":
            return self._place_finished(node, work, at)
        kept = YES
        floor = self._floor(node.index, rows)
        if floor is not None:
            kept = NO if at is None else at > floor
            at = latest(at, floor)
        start, end, kept = self._fit(node, work, self._delayed(node, at, rows), finish, floor, kept)
        return start, end, start, kept

    def _floor(self, index: int, rows: Array | None) -> Some:
        floor = self.floors[index]
        return None if floor is None else of(floor, rows)

    def _delayed(self, node: Node, at: Some, rows: Array | None) -> Some:
        """When what takes no time can be, after the risks that occurred to it."""
        delay = self.delays.get(node.index)
        if delay is None or at is None:
            return at
        line, delay = self.lines[node.index], of(delay, rows)
        return np.where(delay > 0, line.finish_at(line.work_at(at) + delay), at)

    def _fixed(self, node: Node, rows: Array | None) -> tuple[Array, Array]:
        """The typed dates of a node, moved by the risks that occurred to it."""
        assert node.fixed is not None
        start, finish = certain(node.fixed[0]), certain(node.fixed[1])
        if node.index not in self.delays:
            return start, finish
        line, delay = self.lines[node.index], of(self.delays[node.index], rows)
        moved = np.where(delay > 0, line.start_at(line.work_at(start) + delay), start)
        ended = np.where(delay > 0, line.finish_at(line.work_at(finish) + delay), finish)
        return moved, np.maximum(moved, ended)

    def _fit(
        self, node: Node, work: Work, at: Some, finish: Some, floor: Some, kept: Bools
    ) -> tuple[Some, Some, Bools]:
        """Start and finish of work that has not begun, from an instant on, finishing at `finish` at the earliest."""
        if at is not None and node.cap_start < FAR:
            kept = kept & (at <= node.cap_start)
            at = np.minimum(at, node.cap_start)
        start, end = work.forward(at) if at is not None else (None, None)
        wanted = latest(finish, bound(node.floor_finish))
        if wanted is not None and (end is None or (end < wanted).any()):
            start, end, kept = _held(node, work, start, end, wanted, finish, kept)
        if end is not None and node.cap_finish < FAR and (end > node.cap_finish).any():
            start, end, kept = _capped(node, work, start, end, floor, kept)
        return start, end, kept

    def _place_started(self, node: Node, work: Work, at: Some, finish: Some) -> tuple[Some, Some, Some, Bools]:
        """What has begun keeps its start; what is left waits for its links (retained logic) and for today."""
        start = self._started(node, work, at)
        kept = NO if at is None else at > node.resume
        resume = certain(node.resume) if at is None else np.maximum(at, node.resume)
        begin, end = work.forward(np.maximum(resume, start))
        if finish is not None and (end < finish).any():
            held = end < finish
            asked = asked_finish(work, finish)
            later = np.maximum(begin, work.start(asked))
            begin, end = np.where(held, later, begin), np.where(held, np.maximum(asked, work.finish(later)), end)
        return start, end, begin, kept

    def _started(self, node: Node, work: Work, at: Some) -> Array:
        """When what has begun did so; where nobody wrote it, where it could, today at the latest."""
        if node.started is not None:
            return certain(node.started)
        today = certain(node.calendar.next_start(self.frame.today))
        bounds = latest(at, bound(node.floor))
        return today if bounds is None else np.minimum(work.snap(bounds), today)

    def _place_finished(self, node: Node, work: Work, at: Some) -> tuple[Some, Some, Some, Bools]:
        """What is done, but nobody wrote when: where it could be, today at the latest."""
        start = self._started(node, work, at)
        last = certain(node.calendar.previous_finish(self.frame.passes.today_finish))
        end = np.maximum(start, np.minimum(work.forward(start)[1], last))
        return np.minimum(start, end), end, start, NO

    # --- choosing people ----------------------------------------------------------------------------------------------

    def finisher(self, node: Node, at: Some, finish: Some) -> Finisher:
        """When a node ends, by calendars alone."""

        def ended() -> Array:
            return numbers(self.place(node, self.works[node.index], at, finish)[1])

        return ended

    def choose(self, node: Node, at: Some, finish: Some, ended: Finisher) -> None:
        """Of alternatives take in each run whoever ends earlier alone (`ended` says when), then who is named first."""
        taken: list[list[Array]] = []
        for place in node.places:
            finishes: list[Array] = []
            for crew in place.crews if not place.settled else ():
                self._take(node, [self.frame.team((place,), (crew,))], certain(0))
                finishes.append(ended())
            if finishes:
                best = np.argsort(np.stack(np.broadcast_arrays(*finishes)), axis=0, kind="stable")[: place.pick]
                taken.append(list(np.sort(best, axis=0)))
            else:
                taken.append([])
        combinations, which = _combinations(taken)
        teams = []
        for combination in combinations:
            crews, left = [], list(combination)
            for place, numbered in zip(node.places, taken, strict=True):
                chosen, left = left[: len(numbered)], left[len(numbered) :]
                crews.append(joined([place.crews[number] for number in chosen] if numbered else place.crews))
            teams.append(self.frame.team(node.places, tuple(crews)))
        self._take(node, teams, which)

    def _take(self, node: Node, teams: Sequence[Team], which: Array) -> None:
        """Give a node a team in each run: the one of that number."""
        index = node.index
        works = [self.work_for(node, team) for team in teams]
        if len(teams) == 1:
            self.works[index], self.teams[index] = works[0], ((teams[0], None),)
            return
        self.works[index] = Chosen(works, which)
        self.teams[index] = tuple((team, which == number) for number, team in enumerate(teams))

    # --- backward -----------------------------------------------------------------------------------------------------

    def ends(self, dates: Dates) -> dict[str, Array]:
        """The last finish of each document."""
        found: dict[str, Array] = {}
        for node, finish in zip(self.nodes, dates.finish, strict=True):
            if node.task is not None and finish is not None:
                before = found.get(node.task.document)
                found[node.task.document] = finish if before is None else np.maximum(before, finish)
        return found

    def backward(self, dates: Dates, order: Sequence[int], ends: Mapping[str, Array]) -> Dates:
        """The late dates that keep every end, promise and hard constraint, and what people do next.

        `order` is one in which each node comes after what it waits for.
        """
        late = Dates.of(len(self.nodes))
        awaited: dict[int, Array] = {}
        for index in reversed(order):
            node = self.nodes[index]
            if node.state == "finished":
                late.start[index] = late.begin[index] = dates.start[index]
                late.finish[index] = dates.finish[index]
            else:
                cap_start, cap_finish = self._caps(index, late)
                if index in awaited:
                    cap_finish = earliest(cap_finish, awaited.pop(index))
                self._place_late(node, cap_start, cap_finish, dates, late, ends)
            blocker, begin = dates.blocker[index], late.begin[index]
            if blocker is not None and begin is not None:
                _await(blocker, begin, awaited)
        return late

    def _caps(self, index: int, late: Dates) -> tuple[Some, Some]:
        """What the links of a node allow: the latest start and the latest finish."""
        cap_start: Some = None
        cap_finish: Some = None
        begun = self.nodes[index].state != "planned"
        for then, kind, lag, _ in self.graph.outgoing[index]:
            other = self.nodes[then]
            if other.state == "finished" or (begun and kind not in FROM_FINISH):
                continue
            moment = late.begin[then] if kind in TO_START else late.finish[then]
            if moment is None:
                continue
            if kind not in TO_START and other.fixed is None:
                moment = self.works[then].snap(moment)
            if lag is not None:
                moment = shifted_back(moment, lag, self.lines[then], self.minutes[index])
            if kind in FROM_FINISH:
                cap_finish = earliest(cap_finish, moment)
            else:
                cap_start = earliest(cap_start, moment)
        return cap_start, cap_finish

    def _place_late(
        self, node: Node, cap_start: Some, cap_finish: Some, dates: Dates, late: Dates, ends: Mapping[str, Array]
    ) -> None:
        index, work = node.index, self.works[node.index]
        if node.task is not None:
            cap_finish = earliest(earliest(cap_finish, ends[node.task.document]), bound(min(node.due, node.cap_finish)))
            cap_start = earliest(cap_start, bound(node.cap_start))
        if node.fixed is not None:
            late.finish[index], late.start[index] = self._late_fixed(node, cap_start, numbers(cap_finish))
            late.begin[index] = late.start[index]
            return
        if cap_start is not None:
            cap_finish = earliest(cap_finish, work.finish(cap_start))
        if cap_finish is None:
            return
        finish, begin = work.backward(cap_finish)
        ended, began = dates.finish[index], dates.begin[index]
        if ended is not None and began is not None:
            begin = np.where(finish == ended, np.minimum(begin, began), begin)
        delay = self.delays.get(index)
        if delay is not None and node.state == "planned":
            line = self.lines[index]
            begin = np.where(delay > 0, line.start_at(line.work_at(begin) - delay), begin)
        late.finish[index], late.begin[index] = finish, begin
        late.start[index] = begin if node.state == "planned" else dates.start[index]

    def _late_fixed(self, node: Node, cap_start: Some, cap_finish: Array) -> tuple[Array, Array]:
        """Late finish and late start of what has typed dates."""
        assert node.fixed is not None
        line, length = self.lines[node.index], node.calendar.work_between(*node.fixed)
        if cap_start is not None:
            cap_finish = np.minimum(cap_finish, line.finish_at(line.work_at(cap_start) + length))
        return cap_finish, line.start_at(line.work_at(cap_finish) - length) if length else cap_finish

    def critical(self, node: Node, dates: Dates, late: Dates) -> Bools:
        """Whether a node has no float: late start less start (late finish less finish once it has begun) in working
        time is 0 or less.
        """
        if node.state == "finished":
            return NO
        index, line = node.index, self.lines[node.index]
        by_finish = node.state == "started" or self.works[index] is INSTANTLY
        now, then = (dates.finish, late.finish) if by_finish else (dates.start, late.start)
        found: Bools = line.work_at(numbers(then[index])) <= line.work_at(numbers(now[index]))
        return found


Booked = tuple[Team, Bools | None]
"""A team, and whether it is taken in each run; None: in all."""
Finisher = Callable[[], Array]


def numbers(values: Some) -> Array:
    """What is known to be there."""
    assert values is not None
    return values


def _inherited(moments: Sequence[tuple[Arrow, Array]], at: Some, finish: Some, dates: Dates) -> Some:
    """Who blocked the predecessor that drives a node, where nesting alone ties them; the first one that asks for most.

    A finish that is asked for drives the start where it is later than the start that is asked for.
    """
    found: Array = NOBODY
    by_finish = YES if at is None else NO if finish is None else finish > at
    for arrow, moment in reversed(moments):
        bound_, by = (at, ~by_finish) if arrow[1] in TO_START else (finish, by_finish)
        blocker = dates.blocker[arrow[0]] if not arrow[3] else None
        found = np.where(by & (moment == bound_), NOBODY if blocker is None else blocker, found)
    return found


def _held(
    node: Node, work: Work, start: Some, end: Some, wanted: Array, finish: Some, kept: Bools
) -> tuple[Array, Array, Bools]:
    """Later dates where work would end before it is wanted."""
    asked = asked_finish(work, wanted)
    later = work.start(asked)
    drives = YES if finish is None else node.floor_finish >= finish  # the constraint rather than a link
    if start is None or end is None:
        return later, asked, NO if finish is None else ~drives
    held = end < wanted
    moved = held & (later >= start)
    if node.floor_finish > -FAR:
        kept = kept & ~(held & drives)
    return np.where(moved, later, start), np.where(moved, asked, end), kept


def _capped(node: Node, work: Work, start: Some, end: Array, floor: Some, kept: Bools) -> tuple[Array, Array, Bools]:
    """Earlier dates where work would end after what a hard constraint allows."""
    over = end > node.cap_finish
    finish, begin = work.backward(certain(node.cap_finish))
    if floor is not None and node.floor_driver is not None and node.floor_driver.kind == "today":
        late = begin < floor
        soonest, ended = work.forward(floor)
        begin, finish = np.where(late, soonest, begin), np.where(late, ended, finish)
    return np.where(over, begin, numbers(start)), np.where(over, finish, end), kept & ~over


def _await(blocker: Array, begin: Array, awaited: dict[int, Array]) -> None:
    """Note by when the people of each blocker are wanted elsewhere."""
    blocker, begin = np.broadcast_arrays(blocker, begin)
    for index in np.unique(blocker).tolist():
        if index >= 0:
            cap = np.where(blocker == index, begin, FAR)
            awaited[index] = np.minimum(awaited[index], cap) if index in awaited else cap


def _combinations(taken: Sequence[Sequence[Array]]) -> tuple[list[tuple[int, ...]], Array]:
    """The different choices of crews over the runs, and which of them each run makes."""
    columns = np.broadcast_arrays(*(number for best in taken for number in best))
    rows, which = np.unique(np.stack(columns, axis=1), axis=0, return_inverse=True)
    return [tuple(row) for row in rows.tolist()], which.reshape(-1)
