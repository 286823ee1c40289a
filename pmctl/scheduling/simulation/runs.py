"""The forward pass of the schedule over many runs at once, as `pmctl.scheduling.passes` makes it for one.

What is the same in all runs is an array of one, and stays one as long as it meets only such: work before anything
uncertain costs nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from pmctl.network import FROM_FINISH, TO_START
from pmctl.scheduling.node import Node
from pmctl.scheduling.people import Team, joined
from pmctl.scheduling.simulation.frame import Frame
from pmctl.scheduling.simulation.lines import Array, rounded_up
from pmctl.scheduling.simulation.numbers import YES, Bools, Some, bound, certain, known, latest, of, shifted
from pmctl.scheduling.simulation.placing import asked_finish, capped, held, typed
from pmctl.scheduling.simulation.works import Chosen, Work


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


class Runs:
    """Some runs of a frame: what is left of each task in each, how late a risk makes what takes no time, and how much
    later a typed end falls for it.
    """

    def __init__(
        self, frame: Frame, lengths: Mapping[int, Array], delays: Mapping[int, Array], ends: Mapping[int, Array]
    ) -> None:
        self.frame = frame
        self.nodes = frame.nodes
        self.graph = frame.graph
        self.lines = [frame.lines[node.calendar] for node in frame.nodes]
        self.lengths = lengths
        self.delays = delays
        self.typed = [typed(node, self.lines[node.index], ends.get(node.index)) for node in frame.nodes]
        self.floors = [bound(node.floor) for node in frame.nodes]
        self.minutes = [certain(frame.preparation.planned_minutes(node)) for node in frame.nodes]
        self.teams: list[tuple[Booked, ...]] = [((node.team, None),) for node in frame.nodes]
        self.works = [self.work_for(node, node.team) for node in frame.nodes]
        for index in lengths:
            self.minutes[index] = self._whole(self.nodes[index], frame.nodes[index].team)

    # --- lengths ------------------------------------------------------------------------------------------------------

    def work_for(self, node: Node, team: Team) -> Work:
        """What a node takes from a team."""
        length = self.lengths.get(node.index)
        if length is None:
            return self.frame.certain_work(node, team)
        return self.frame.work_of(node, team, length)

    def _whole(self, node: Node, team: Team) -> Array:
        """The planned duration of a node for a team; of what has begun, what was done stays done."""
        length = self.lengths.get(node.index)
        if length is None:
            length = certain(self.frame.preparation.minutes_of(node))
        elif node.state == "started":
            done = self.frame.preparation.minutes_of(node) - self.frame.left[node.index]
            length = np.maximum(length + done, 1)
        return rounded_up(length, self.frame.rate(node, team))

    # --- forward ------------------------------------------------------------------------------------------------------

    def forward(self) -> Dates:
        """The early dates, each node after what it waits for."""
        dates = Dates.of(len(self.nodes))
        for index in self.frame.order:
            node = self.nodes[index]
            at, finish = self.bounds(index, dates)
            if node.open and node.state == "planned" and node.fixed is None:
                self.choose(node, at, finish, self.finisher(node, at, finish))
            self.put(node, at, finish, dates)
        return dates

    def bounds(self, index: int, dates: Dates) -> tuple[Some, Some]:
        """What links ask of a node: the earliest start and the earliest finish."""
        at: Some = None
        finish: Some = None
        for first, kind, lag, _ in self.graph.incoming[index]:
            moment = dates.finish[first] if kind in FROM_FINISH else dates.start[first]
            if moment is None:
                continue
            if lag is not None:
                moment = shifted(moment, lag, self.lines[index], self.minutes[first])
            if kind in TO_START:
                at = latest(at, moment)
            else:
                finish = latest(finish, moment)
        return at, finish

    def put(self, node: Node, at: Some, finish: Some, dates: Dates) -> None:
        """Put a node where its bounds, constraints and state allow."""
        index = node.index
        dates.start[index], dates.finish[index], dates.begin[index] = self.place(node, at, finish)

    def place(self, node: Node, at: Some, finish: Some) -> tuple[Some, Some, Some]:
        """Start, finish, and begin of the rest of a node."""
        work = self.works[node.index]
        if node.fixed is not None:
            start, end = self._fixed(node)
            return start, end, start
        if node.state == "started":
            return self._place_started(node, work, at, finish)
        if node.state == "finished":
            return self._place_finished(node, work, at)
        begin, ended, _ = self.fit(node, work, at, finish)
        return begin, ended, begin

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

    def _fixed(self, node: Node) -> tuple[Array, Array]:
        """The typed dates of a node, moved by the risks that occurred to it: an event falls on another day, what has
        two ends keeps its start.
        """
        assert node.fixed is not None
        start, finish = certain(node.fixed[0]), certain(node.fixed[1])
        delay = self.delays.get(node.index)
        if delay is None:
            return start, finish
        line = self.lines[node.index]
        if node.fixed[0] == node.fixed[1]:
            moved = np.where(delay != 0, line.start_at(line.work_at(start) + delay), start)
            return moved, moved
        ended = line.finish_at(line.work_at(finish) + delay)
        return start, np.where((delay != 0) & (ended > start), ended, finish)

    def fit(
        self, node: Node, work: Work, at: Some, finish: Some, rows: Array | None = None
    ) -> tuple[Some, Some, Bools]:
        """Start and finish of work that has not begun, in some runs, and whether no constraint holds it there.

        It begins when it is asked to (`at`) and its floor allows, and ends at `finish` at the earliest.
        """
        kept, floor, dates = YES, self._floor(node.index, rows), self.typed[node.index].of(rows)
        at = self._delayed(node, latest(at, floor), rows)
        if at is not None and dates.start is not None:
            kept = at <= dates.start
            at = np.minimum(at, dates.start)
        start, end = work.forward(at) if at is not None else (None, None)
        wanted = latest(finish, dates.from_)
        if wanted is not None and (end is None or (end < wanted).any()):
            start, end, kept = held(dates, work, start, end, wanted, finish, kept)
        if start is not None and end is not None and dates.until is not None and (end > dates.until).any():
            start, end, kept = capped(node, dates.until, work, start, end, floor, kept)
        return start, end, kept

    def _place_started(self, node: Node, work: Work, at: Some, finish: Some) -> tuple[Array, Array, Array]:
        """What has begun keeps its start; what is left waits for its links (retained logic) and for today."""
        start = self._started(node, work, at)
        resume = certain(node.resume) if at is None else np.maximum(at, node.resume)
        begin, end = work.forward(np.maximum(resume, start))
        if finish is not None and (end < finish).any():
            over = end < finish
            asked = asked_finish(work, finish)
            later = np.maximum(begin, work.start(asked))
            begin, end = np.where(over, later, begin), np.where(over, np.maximum(asked, work.finish(later)), end)
        return start, end, begin

    def _started(self, node: Node, work: Work, at: Some) -> Array:
        """When what has begun did so; where nobody wrote it, where it could, today at the latest."""
        if node.started is not None:
            return certain(node.started)
        today = certain(node.calendar.next_start(self.frame.today))
        bounds = latest(at, bound(node.floor))
        return today if bounds is None else np.minimum(work.snap(bounds), today)

    def _place_finished(self, node: Node, work: Work, at: Some) -> tuple[Array, Array, Array]:
        """What is done, but nobody wrote when: where it could be, today at the latest."""
        start = self._started(node, work, at)
        last = certain(node.calendar.previous_finish(self.frame.passes.today_finish))
        end = np.maximum(start, np.minimum(work.forward(start)[1], last))
        return np.minimum(start, end), end, start

    # --- choosing people ----------------------------------------------------------------------------------------------

    def finisher(self, node: Node, at: Some, finish: Some) -> Finisher:
        """When a node ends, by calendars alone."""

        def ended() -> Array:
            return known(self.place(node, at, finish)[1])

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
        self._take(node, [self._team(node, combination, taken) for combination in combinations], which)

    def _team(self, node: Node, combination: Sequence[int], taken: Sequence[Sequence[Array]]) -> Team:
        """The team of the crews with these numbers, as many of them for each place as were taken."""
        crews, left = [], list(combination)
        for place, best in zip(node.places, taken, strict=True):
            picked, left = left[: len(best)], left[len(best) :]
            crews.append(joined([place.crews[number] for number in picked] if best else place.crews))
        return self.frame.team(node.places, tuple(crews))

    def _take(self, node: Node, teams: Sequence[Team], which: Array) -> None:
        """Give a node a team in each run: the one of that number."""
        index = node.index
        works = [self.work_for(node, team) for team in teams]
        minutes = [self._whole(node, team) for team in teams]
        if len(teams) == 1:
            self.works[index], self.teams[index], self.minutes[index] = works[0], ((teams[0], None),), minutes[0]
            return
        self.works[index] = Chosen(works, which)
        self.teams[index] = tuple((team, which == number) for number, team in enumerate(teams))
        self.minutes[index] = np.stack(np.broadcast_arrays(which, *minutes))[which + 1, np.arange(len(which))]


Booked = tuple[Team, Bools | None]
"""A team, and whether it is taken in each run; None: in all."""
Finisher = Callable[[], Array]


def _combinations(taken: Sequence[Sequence[Array]]) -> tuple[list[tuple[int, ...]], Array]:
    """The different choices of crews over the runs, and which of them each run makes."""
    columns = np.broadcast_arrays(*(number for best in taken for number in best))
    rows, which = np.unique(np.stack(columns, axis=1), axis=0, return_inverse=True)
    return [tuple(row) for row in rows.tolist()], which.reshape(-1)
