"""The critical path method on calendars, minute by minute: forward to the early dates, backward to the late ones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pmctl.network import FROM_FINISH, TO_START, Arrow
from pmctl.quantity import Lag
from pmctl.scheduling.node import FAR, Node
from pmctl.scheduling.preparation import Preparation
from pmctl.scheduling.schedule import Driver
from pmctl.scheduling.work import INSTANTLY, Work
from pmctl.worktime import DAY, FIRST, LAST, WorkCalendar

FINISHED, STARTED, EVENT, FIXED = (Driver(kind) for kind in ("finished", "started", "event", "fixed"))
Cause = Driver | tuple[Arrow, int] | None
"""What drives a start: an arrow of the network with the instant that it asks for, or anything else as a `Driver`."""


@dataclass(slots=True)
class Dates:
    """By node: start, finish, begin of the remaining work (the start of what has not begun), what drives it."""

    start: list[int]
    finish: list[int]
    begin: list[int]
    cause: list[Cause]

    @classmethod
    def of(cls, count: int) -> Dates:
        """Room for so many nodes."""
        return cls([-FAR] * count, [-FAR] * count, [-FAR] * count, [None] * count)


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
        place, nodes = self.place, self.nodes
        for index in order:
            node = nodes[index]
            if node.fixed is not None:
                place(node, -FAR, -FAR, None, dates)
                continue
            at, finish, cause = self.bounds(index, dates)
            if node.open and node.state == "planned":
                self._choose(node, at, finish, dates)
            place(node, at, finish, cause, dates)

    def _choose(self, node: Node, at: int, finish: int, dates: Dates) -> None:
        """Of alternatives take whoever ends earlier by their calendars alone."""

        def ended() -> int:
            self.place(node, at, finish, None, dates)
            return dates.finish[node.index]

        self.choose_best(node, ended)

    def bounds(self, index: int, dates: Dates) -> tuple[int, int, Cause]:
        """What links ask of a node: the earliest start, the earliest finish, and what drives the start."""
        at, finish = -FAR, -FAR
        start_by = finish_by = None
        starts, finishes, nodes = dates.start, dates.finish, self.nodes
        for arrow in self.graph.incoming[index]:
            first, kind, lag, _ = arrow
            moment = finishes[first] if kind in FROM_FINISH else starts[first]
            if moment == -FAR:
                continue
            if lag is not None:
                moment = shifted(moment, lag, nodes[index].calendar, nodes[first].minutes)
            if kind in TO_START:
                if moment > at:
                    at, start_by = moment, arrow
            elif moment > finish:
                finish, finish_by = moment, arrow
        if finish_by is not None and (start_by is None or finish > at):
            start_by, moment = finish_by, finish
        else:
            moment = at
        if start_by is None:
            return at, finish, None
        if start_by[3]:
            return at, finish, (start_by, moment)
        return at, finish, dates.cause[start_by[0]]  # what nesting implies: the group's own link, seen from a member

    def driver(self, cause: Cause) -> Driver | None:
        """A cause in full."""
        if cause is None or isinstance(cause, Driver):
            return cause
        (first, _, _, text), at = cause
        return Driver("link", self.graph.ids[first], "", text, at)

    def place(self, node: Node, at: int, finish: int, cause: Cause, dates: Dates) -> None:
        """Put a node where its bounds, constraints and state allow."""
        index = node.index
        if node.fixed is not None:
            start, end = node.fixed
            dates.start[index], dates.finish[index], dates.begin[index] = start, end, start
            dates.cause[index] = FINISHED if node.state == "finished" else EVENT if start == end else FIXED
            return
        if node.state != "planned":
            self._place_begun(node, at, finish, cause, dates)
            return
        if node.floor >= at:
            at, cause = node.floor, node.floor_driver
        start, end, cause = self._fit(node, at, finish, cause)
        dates.start[index], dates.finish[index], dates.begin[index] = start, end, start
        dates.cause[index] = cause

    def _fit(self, node: Node, at: int, finish: int, cause: Cause) -> tuple[int, int, Cause]:
        """Start and finish of work that has not begun, from an instant on, finishing at `finish` at the earliest."""
        work = node.work
        if at > node.cap_start:
            at, cause = node.cap_start, Driver("constraint", detail="SNLT")
        start = work.snap(at) if at > -FAR else at
        end = work.finish(start) if at > -FAR else at
        wanted = max(finish, node.floor_finish)
        if end < wanted:
            if node.floor_finish >= finish:
                cause = Driver("constraint", detail="FNET")
            end = asked_finish(work, wanted)
            later = work.start(end)
            if later < start:
                end = work.finish(start)
            else:
                start = later
        if end > node.cap_finish:
            end, cause = work.snap_back(node.cap_finish), Driver("constraint", detail="FNLT")
            start = work.start(end)
            by_today = node.floor_driver is not None and node.floor_driver.kind == "today"
            if by_today and start < node.floor:
                start = work.snap(node.floor)
                end = work.finish(start)
        return start, end, cause

    def _place_begun(self, node: Node, at: int, finish: int, cause: Cause, dates: Dates) -> None:
        """What has begun keeps its start; what is left waits for its links (retained logic) and for today."""
        index, work = node.index, node.work
        start = node.started
        if start is None:
            today = node.calendar.next_start(self.today_finish - DAY)
            earliest = max(at, node.floor)
            start = today if earliest == -FAR else min(work.snap(earliest), today)
        if node.state == "finished":
            last = node.calendar.previous_finish(self.today_finish)
            end = max(start, min(work.finish(work.snap(start)), last))
            dates.start[index], dates.finish[index], dates.begin[index] = min(start, end), end, start
            dates.cause[index] = FINISHED
            return
        resume = max(node.resume, at)
        begin = work.snap(max(resume, start))
        end = work.finish(begin)
        if end < finish:
            end = asked_finish(work, finish)
            begin = max(begin, work.start(end))
            end = max(end, work.finish(begin))
        dates.start[index], dates.finish[index], dates.begin[index] = start, end, begin
        dates.cause[index] = cause if cause is not None and at > node.resume else STARTED

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

    def free_float(self, node: Node, dates: Dates, total: int) -> int:
        """Working minutes that a node can slip before what waits for it moves; without such, its total float."""
        arrows = self.graph.outgoing[node.index]
        if not arrows:
            return total
        found: int | None = None
        work_at = node.calendar.work_at
        start, finish = work_at(dates.start[node.index]), work_at(dates.finish[node.index])
        for then, kind, lag, _ in arrows:
            other = self.nodes[then]
            if dates.start[then] == -FAR or other.state == "finished":
                continue
            moment = dates.begin[then] if kind in TO_START else dates.finish[then]
            if lag is not None:
                moment = shifted_back(moment, lag, other.calendar, node.minutes)
            slack = work_at(moment) - (finish if kind in FROM_FINISH else start)
            if other.task is None:
                slack += self.free_float(other, dates, 0)
            if found is None or slack < found:
                found = slack
        return total if found is None else found
