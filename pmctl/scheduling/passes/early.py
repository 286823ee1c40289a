"""The forward pass: early dates, each node after what it waits for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from pmctl.network import FROM_FINISH, TO_START, Arrow
from pmctl.quantity import Lag
from pmctl.scheduling.binding import is_uncapped
from pmctl.scheduling.node import PAST, Node
from pmctl.scheduling.passes.dates import Dates
from pmctl.scheduling.passes.lags import asked_finish, shifted
from pmctl.scheduling.preparation import Preparation
from pmctl.worktime import DAY

START, FINISH = "start", "finish"
"""What holds work that has not begun, other than a constraint: what asks for its start, or what for its finish."""

Placing = Callable[[Node, int, int, Dates], None]
"""What puts a node that is asked to begin, and to end, at some instants, and enters its dates."""


class Passes:
    """The nodes of a network, and the forward pass over them: each as early as it may be."""

    __slots__ = ("choose_best", "graph", "nodes", "planned_minutes", "today_finish")

    def __init__(self, preparation: Preparation, nodes: Sequence[Node]) -> None:
        self.graph = preparation.graph
        self.nodes = nodes
        self.today_finish = preparation.today + DAY
        """The midnight that ends today: what is done was done by then."""
        self.choose_best = preparation.choose_best
        self.planned_minutes = preparation.planned_minutes

    def forward(self, dates: Dates, order: Iterable[int], levelled: Placing | None = None) -> None:
        """Fill the early dates, each node after what it waits for; `levelled` puts what people do where they have room.

        What is fixed, and what only links and its floor hold, is put where it belongs on the spot.
        """
        nodes, plain_before, others = self.nodes, self.graph.plain_before, self.graph.other_before
        starts, finishes, begins, place = dates.start, dates.finish, dates.begin, levelled or self._place_any
        for index in order:
            node = nodes[index]
            if node.fixed is not None:
                starts[index], finishes[index] = node.fixed
                begins[index] = starts[index]
                continue
            at = finish = PAST
            if index in others:
                at, finish = self.bounds(index, dates)
            else:
                for first in plain_before[index]:
                    if finishes[first] > at:
                        at = finishes[first]
            if not node.free or finish > PAST or (levelled is not None and node.places):
                place(node, at, finish, dates)
                continue
            if node.floor > at:
                at = node.floor
            starts[index], finishes[index] = node.work.forward(at) if at > PAST else (at, at)
            begins[index] = starts[index]

    def _place_any(self, node: Node, at: int, finish: int, dates: Dates) -> None:
        """Put a node that may move where it may be, whoever may be chosen for it."""
        if node.open and node.state == "planned":
            self._choose(node, at, finish, dates)
        self.place(node, at, finish, dates)

    def _choose(self, node: Node, at: int, finish: int, dates: Dates) -> None:
        """Of alternatives take whoever ends earlier by their calendars alone."""

        def ended() -> int:
            self.place(node, at, finish, dates)
            return dates.finish[node.index]

        self.choose_best(node, ended)

    def bounds(self, index: int, dates: Dates) -> tuple[int, int]:
        """What links ask of a node: the earliest start and the earliest finish."""
        at = finish = PAST
        graph, finishes = self.graph, dates.finish
        for first in graph.plain_before[index]:
            if finishes[first] > at:
                at = finishes[first]
        for arrow in graph.other_before.get(index, ()):
            moment = self.asked(arrow, index, dates)
            if arrow[1] in TO_START:
                if moment > at:
                    at = moment
            elif moment > finish:
                finish = moment
        return at, finish

    def asked(self, arrow: Arrow, index: int, dates: Dates) -> int:
        """The instant that an arrow to a node asks for; PAST where its other end has no dates."""
        first, kind, lag, _ = arrow
        moment = dates.finish[first] if kind in FROM_FINISH else dates.start[first]
        if lag is None or moment == PAST:
            return moment
        return shifted(moment, lag, self.nodes[index].calendar, self.counted(lag, self.nodes[first]))

    def counted(self, lag: Lag, node: Node) -> int:
        """The planned minutes of a node, as far as a lag counts a share of them."""
        return 0 if lag.share is None else self.planned_minutes(node)

    def place(self, node: Node, at: int, finish: int, dates: Dates) -> None:
        """Put a node where its bounds, constraints and state allow."""
        index = node.index
        if node.fixed is not None:
            start, end = node.fixed
            begin = start
        elif node.state == "planned":
            start, end, _ = self.fit(node, at, finish)
            begin = start
        elif node.state == "finished":
            start, end = self._over(node, at)
            begin = start
        else:
            start = self._begun(node, at)
            begin, end, _ = self.rest(node, at, finish, start)
        dates.start[index], dates.finish[index], dates.begin[index] = start, end, begin

    def fit(self, node: Node, at: int, finish: int) -> tuple[int, int, str]:
        """Start and finish of work that has not begun, and what holds it there: START, FINISH or a constraint.

        It begins when it is asked to (`at`) and its floor allows, and ends at `finish` at the earliest.
        """
        work, held = node.work, START
        if node.floor > at:
            at = node.floor
        if at > node.cap_start:
            at, held = node.cap_start, "SNLT"
        start, end = work.forward(at) if at > PAST else (at, at)
        wanted = finish if finish > node.floor_finish else node.floor_finish
        if end < wanted:
            asked = asked_finish(work, wanted)
            later = work.start(asked)
            if asked > end and later >= start:
                start, end, held = later, asked, "FNET" if node.floor_finish >= finish else FINISH
                if later > node.cap_start and later > (capped := work.snap(node.cap_start)):  # a hard start wins
                    start, end, held = capped, work.finish(capped), "SNLT"
        if end > node.cap_finish:
            end, capped = work.backward(node.cap_finish)
            by_today = node.floor_driver is not None and node.floor_driver.kind == "today"
            if by_today and capped < node.floor:
                capped, end = work.forward(node.floor)
            if capped < start:
                held = "FNLT"
            start = capped
        return start, end, held

    def held_by(self, node: Node, at: int, finish: int) -> str:
        """What `fit` says holds work: its start, where no date caps it and nobody asks for its finish."""
        return START if is_loose(node, finish) else self.fit(node, at, finish)[2]

    def _begun(self, node: Node, at: int) -> int:
        """When work began that has begun; where nobody wrote it, when it could have, today at the latest."""
        if node.started is not None:
            return node.started
        today = node.calendar.next_start(self.today_finish - DAY)
        earliest = max(at, node.floor)
        return today if earliest == PAST else min(node.work.snap(earliest), today)

    def _over(self, node: Node, at: int) -> tuple[int, int]:
        """Start and finish of work that is over although nobody wrote when it ended: today at the latest."""
        start = self._begun(node, at)
        last = node.calendar.previous_finish(self.today_finish)
        end = max(start, min(node.work.forward(start)[1], last))
        return min(start, end), end

    def rest(self, node: Node, at: int, finish: int, start: int) -> tuple[int, int, str]:
        """Begin and finish of what is left of work that began at `start`, and which side of it is held.

        It waits for its links (retained logic) and for today.
        """
        work = node.work
        begin, end = work.forward(max(node.resume, at, start))
        if end >= finish:
            return begin, end, START
        asked = asked_finish(work, finish)
        later = max(begin, work.start(asked))
        last = max(asked, work.finish(later))
        return later, last, FINISH if last > end else START


def is_loose(node: Node, finish: int) -> bool:
    """Whether no typed date caps work that has not begun, and neither such a date nor a link asks for its `finish`."""
    return finish == PAST and is_uncapped(node)
