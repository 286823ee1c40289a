"""The critical path method on calendars, minute by minute: forward to the early dates, backward to the late ones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pmctl.network import FROM_FINISH, TO_START, Arrow
from pmctl.quantity import Lag
from pmctl.record import dataclass
from pmctl.scheduling.node import FAR, Node
from pmctl.scheduling.preparation import Preparation
from pmctl.scheduling.work import INSTANTLY, Work
from pmctl.worktime import DAY, FIRST, LAST, WorkCalendar

START, FINISH = "start", "finish"
"""What holds work that has not begun, other than a constraint: what asks for its start, or what for its finish."""


@dataclass(slots=True)
class Dates:
    """By node: start, finish, begin of the remaining work (the start of what has not begun)."""

    start: list[int]
    finish: list[int]
    begin: list[int]

    @classmethod
    def of(cls, count: int) -> Dates:
        """Room for so many nodes."""
        return cls([-FAR] * count, [-FAR] * count, [-FAR] * count)


@dataclass(slots=True)
class LateDates:
    """By node: late start, late finish, latest begin of the remaining work (the start of what has not begun)."""

    start: list[int]
    finish: list[int]
    begin: list[int]

    @classmethod
    def of(cls, count: int) -> LateDates:
        """Nothing binds yet."""
        return cls([FAR] * count, [FAR] * count, [FAR] * count)


def shifted(at: int, lag: Lag, calendar: WorkCalendar, minutes: int) -> int:
    """An instant moved by a lag: working time, elapsed time, or a share of the predecessor's `minutes`."""
    if lag.elapsed:
        return min(max(at + lag.minutes, FIRST), LAST)
    move = lag.minutes if lag.share is None else round(minutes * lag.share)
    return calendar.finish_at(calendar.work_at(at) + move) if move else at


def shifted_back(at: int, lag: Lag, calendar: WorkCalendar, minutes: int) -> int:
    """The last instant that, moved by the lag, is not later than `at`."""
    if lag.elapsed:
        return min(max(at - lag.minutes, FIRST), LAST)
    move = lag.minutes if lag.share is None else round(minutes * lag.share)
    return calendar.start_at(calendar.work_at(at) - move) if move else at


def asked_finish(work: Work, at: int) -> int:
    """Where work ends that a link holds: a start of work that `SF` names stays as it is, a pause is left backwards."""
    return at if work.snap(at) == at else work.snap_back(at)


def latest_ask(work: Work, finish: int) -> int:
    """The last instant that, asked for, still gives a finish: any in the pause after it, but no start of work."""
    return max(finish, work.snap(finish) - 1)


def latest_start(work: Work, cap: int) -> int:
    """The last instant up to a link's `cap` at which work begins: in a pause, the last minute before it."""
    return cap if work.snap(cap) == cap else work.snap_back(cap) - 1


class Passes:
    """The nodes of a network, and the passes over them."""

    __slots__ = ("choose_best", "graph", "nodes", "today_finish")

    def __init__(self, preparation: Preparation, nodes: Sequence[Node]) -> None:
        self.graph = preparation.graph
        self.nodes = nodes
        self.today_finish = preparation.today + DAY
        """The midnight that ends today: what is done was done by then."""
        self.choose_best = preparation.choose_best

    # --- forward ------------------------------------------------------------------------------------------------------

    def forward(self, dates: Dates, order: Iterable[int]) -> None:
        """Fill the early dates, each node after what it waits for."""
        nodes = self.nodes
        for index in order:
            node = nodes[index]
            at, finish = self.bounds(index, dates) if node.fixed is None else (-FAR, -FAR)
            if node.open and node.state == "planned" and node.fixed is None:
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
        at = finish = -FAR
        for arrow in self.graph.incoming[index]:
            moment = self.asked(arrow, index, dates)
            if arrow[1] in TO_START:
                if moment > at:
                    at = moment
            elif moment > finish:
                finish = moment
        return at, finish

    def asked(self, arrow: Arrow, index: int, dates: Dates) -> int:
        """The instant that an arrow to a node asks for; -FAR where its other end has no dates."""
        first, kind, lag, _ = arrow
        moment = dates.finish[first] if kind in FROM_FINISH else dates.start[first]
        if lag is None or moment == -FAR:
            return moment
        return shifted(moment, lag, self.nodes[index].calendar, self.nodes[first].minutes)

    def place(self, node: Node, at: int, finish: int, dates: Dates) -> None:
        """Put a node where its bounds, constraints and state allow."""
        index = node.index
        if node.fixed is not None:
            start, end = node.fixed
            begin = start
        elif node.state == "finished":
            start, end = self._over(node, at)
            begin = start
        elif node.state == "started":
            start = self._begun(node, at)
            begin, end, _ = self.rest(node, at, finish, start)
        else:
            start, end, _ = self.fit(node, at, finish)
            begin = start
        dates.start[index], dates.finish[index], dates.begin[index] = start, end, begin

    def fit(self, node: Node, at: int, finish: int) -> tuple[int, int, str]:
        """Start and finish of work that has not begun, and what holds it there: START, FINISH or a constraint.

        It begins when it is asked to (`at`) and its floor allows, and ends at `finish` at the earliest.
        """
        work, held = node.work, START
        at = max(at, node.floor)
        if at > node.cap_start:
            at, held = node.cap_start, "SNLT"
        start = work.snap(at) if at > -FAR else at
        end = work.finish(start) if at > -FAR else at
        wanted = max(finish, node.floor_finish)
        if end < wanted:
            asked = asked_finish(work, wanted)
            later = work.start(asked)
            if asked > end and later >= start:
                start, end, held = later, asked, "FNET" if node.floor_finish >= finish else FINISH
                if later > node.cap_start and later > (capped := work.snap(node.cap_start)):  # a hard start wins
                    start, end, held = capped, work.finish(capped), "SNLT"
        if end > node.cap_finish:
            end = work.snap_back(node.cap_finish)
            capped = work.start(end)
            by_today = node.floor_driver is not None and node.floor_driver.kind == "today"
            if by_today and capped < node.floor:
                capped = work.snap(node.floor)
                end = work.finish(capped)
            if capped < start:
                held = "FNLT"
            start = capped
        return start, end, held

    def held_by(self, node: Node, at: int, finish: int) -> str:
        """What `fit` says holds work: its start, where no date caps it and nobody asks for its finish."""
        if finish == node.floor_finish == -FAR and node.cap_start == node.cap_finish == FAR:
            return START
        return self.fit(node, at, finish)[2]

    def _begun(self, node: Node, at: int) -> int:
        """When work began that has begun; where nobody wrote it, when it could have, today at the latest."""
        if node.started is not None:
            return node.started
        today = node.calendar.next_start(self.today_finish - DAY)
        earliest = max(at, node.floor)
        return today if earliest == -FAR else min(node.work.snap(earliest), today)

    def _over(self, node: Node, at: int) -> tuple[int, int]:
        """Start and finish of work that is over although nobody wrote when it ended: today at the latest."""
        start = self._begun(node, at)
        last = node.calendar.previous_finish(self.today_finish)
        end = max(start, min(node.work.finish(node.work.snap(start)), last))
        return min(start, end), end

    def rest(self, node: Node, at: int, finish: int, start: int) -> tuple[int, int, str]:
        """Begin and finish of what is left of work that began at `start`, and which side of it is held.

        It waits for its links (retained logic) and for today.
        """
        work = node.work
        begin = work.snap(max(node.resume, at, start))
        end = work.finish(begin)
        if end >= finish:
            return begin, end, START
        asked = asked_finish(work, finish)
        later = max(begin, work.start(asked))
        last = max(asked, work.finish(later))
        return later, last, FINISH if last > end else START

    # --- backward -----------------------------------------------------------------------------------------------------

    def ends(self, dates: Dates) -> dict[str, int]:
        """The last finish of each document."""
        found: dict[str, int] = {}
        for node in self.nodes:
            if node.task is not None:
                finish = dates.finish[node.index]
                if finish > found.get(node.task.document, -FAR):
                    found[node.task.document] = finish
        return found

    def backward(
        self, dates: Dates, order: Sequence[int], ends: dict[str, int], booked: dict[int, list[int]] | None = None
    ) -> LateDates:
        """The late dates that keep every end, promise and hard constraint.

        `order` is one in which each node comes after what it waits for; `booked` says which nodes wait for a node only
        because its people were busy.
        """
        late = LateDates.of(len(self.nodes))
        for index in reversed(order):
            node = self.nodes[index]
            if node.state == "finished":
                late.start[index], late.finish[index] = dates.start[index], dates.finish[index]
                late.begin[index] = late.start[index]
                continue
            cap_start, cap_finish = self.caps(index, late)
            for then in booked.get(index, ()) if booked else ():
                cap_finish = min(cap_finish, late.begin[then])
            self._place_late(node, cap_start, cap_finish, dates, late, ends)
        return late

    def caps(self, index: int, late: LateDates) -> tuple[int, int]:
        """What the links of a node allow: the latest start and the latest finish."""
        cap_start = cap_finish = FAR
        nodes = self.nodes
        begun = nodes[index].state != "planned"  # its start is a fact: what hangs on it asks for nothing any more
        for then, kind, lag, _ in self.graph.outgoing[index]:
            if nodes[then].state == "finished" or (begun and kind not in FROM_FINISH):
                continue
            moment = late.begin[then] if kind in TO_START else late.finish[then]
            if moment == FAR:
                continue
            if kind not in TO_START and nodes[then].fixed is None:
                moment = latest_ask(nodes[then].work, moment)
            if lag is not None:
                moment = shifted_back(moment, lag, nodes[then].calendar, nodes[index].minutes)
            if kind in FROM_FINISH:
                if moment < cap_finish:
                    cap_finish = moment
            elif moment < cap_start:
                cap_start = moment
        return cap_start, cap_finish

    def _place_late(
        self, node: Node, cap_start: int, cap_finish: int, dates: Dates, late: LateDates, ends: dict[str, int]
    ) -> None:
        index, work = node.index, node.work
        if node.task is not None:
            cap_finish = min(cap_finish, ends[node.task.document], node.due, node.cap_finish)
            cap_start = min(latest_start(work, cap_start) if cap_start < FAR else FAR, node.cap_start)
        if node.fixed is not None:
            calendar = node.calendar
            length = calendar.work_between(*node.fixed)
            if cap_start < FAR:
                cap_finish = min(cap_finish, calendar.finish_at(calendar.work_at(cap_start) + length))
            late.finish[index] = cap_finish
            late.start[index] = calendar.start_at(calendar.work_at(cap_finish) - length) if length else cap_finish
            late.begin[index] = late.start[index]
            return
        if cap_start < FAR:
            cap_finish = min(cap_finish, work.finish(cap_start))
        if cap_finish >= FAR:
            return
        finish = work.snap_back(cap_finish)
        begin = work.start(finish)
        if finish == dates.finish[index]:  # a crew's minutes are rounded: that makes no float
            begin = min(begin, dates.begin[index])
        late.finish[index], late.begin[index] = finish, begin
        late.start[index] = begin if node.state == "planned" else dates.start[index]

    # --- float --------------------------------------------------------------------------------------------------------

    def total_float(self, node: Node, dates: Dates, late: LateDates) -> int:
        """Late start less start, in working minutes of the node's calendar (late finish less finish once it has
        begun).
        """
        index = node.index
        if node.state == "finished":
            return 0
        if node.state == "started" or node.work is INSTANTLY:
            return node.calendar.work_between(dates.finish[index], late.finish[index])
        return node.calendar.work_between(dates.start[index], late.start[index])
