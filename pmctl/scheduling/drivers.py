"""What holds each task where it is, read off its dates: which link, typed date, booking or fact binds it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pmctl.network import TO_START, Arrow
from pmctl.scheduling.binding import is_uncapped
from pmctl.scheduling.node import FAR, PAST, Node
from pmctl.scheduling.passes import FINISH, START, Dates, Passes
from pmctl.scheduling.rows import Driver, Wait

FINISHED, STARTED, EVENT, FIXED = (Driver(kind) for kind in ("finished", "started", "event", "fixed"))


class Drivers(Mapping[str, Driver]):
    """By full id of each task that has dates what holds it; what nothing holds is left out.

    A link to the finish (FF, SF) holds what would end before it asks; of a link and a date that ask for the same the
    date is named. Few ask, and of few tasks: each is worked out when it is asked for.
    """

    __slots__ = ("blocked", "dates", "known", "passes")

    def __init__(self, passes: Passes, dates: Dates, blocked: Mapping[int, Wait]) -> None:
        """`blocked` are, by node, the bookings that levelling let nodes wait for."""
        self.passes = passes
        self.dates = dates
        self.blocked = blocked
        self.known: dict[int, Driver | None] = {}
        if any(node.open for node in passes.nodes):  # who works on these may be chosen anew for another schedule
            for index in passes.graph.order:
                self.of(index)

    def __getitem__(self, full_id: str) -> Driver:
        found = self.of(self.passes.graph.index[full_id])
        if found is None:
            raise KeyError(full_id)
        return found

    def __iter__(self) -> Iterator[str]:
        graph = self.passes.graph
        return (graph.ids[index] for index in graph.order if self.of(index) is not None)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __repr__(self) -> str:
        return repr(dict(self))

    def of(self, index: int) -> Driver | None:
        """What holds a node."""
        if index not in self.known:
            node = self.passes.nodes[index]
            is_dated = node.task is not None and self.dates.start[index] > PAST
            held = _fact(node) or _held(self.passes, node, self.dates, self.blocked.get(index)) if is_dated else None
            self.known[index] = held
        return self.known[index]

    def waits_for_booking(self, index: int) -> bool:
        """Whether a blocked node is where it is because of that: no typed date holds it."""
        if is_uncapped(self.passes.nodes[index]):
            return True
        held = self.of(index)
        return held is None or held.kind != "constraint"


def _fact(node: Node) -> Driver | None:
    """What is over, or typed."""
    if node.state == "finished":
        return FINISHED
    if node.fixed is None:
        return None
    return EVENT if node.fixed[0] == node.fixed[1] else FIXED


def _held(passes: Passes, node: Node, dates: Dates, wait: Wait | None) -> Driver | None:
    """What holds work that is still to be done, and could move."""
    index = node.index
    at, finish = passes.bounds(index, dates)
    by: Driver | None
    if node.state == "started":
        side, floor, by = passes.rest(node, at, finish, dates.start[index])[2], node.resume, STARTED
    elif wait is not None:
        blocker, who, until = wait
        by = Driver("booking", passes.graph.ids[blocker] if blocker >= 0 else "", who, at=until)
        side, floor = passes.held_by(node, until, finish), FAR
    else:
        side, floor, by = passes.held_by(node, at, finish), node.floor, node.floor_driver
    if side == START and floor >= at:
        return by
    if side in (START, FINISH):
        return _link(passes, index, dates, side == START)
    return Driver("constraint", detail=side)


def _link(passes: Passes, index: int, dates: Dates, to_start: bool) -> Driver:
    """The link to the start, or else to the finish, that asks for most."""
    arrow, at = _latest(passes, index, dates, (to_start,))
    while not arrow[3]:  # what nesting implies: the group's own link, seen from a member
        arrow, at = _latest(passes, arrow[0], dates, (True, False))
    return Driver("link", passes.graph.ids[arrow[0]], "", arrow[3], at)


def _latest(passes: Passes, index: int, dates: Dates, sides: Sequence[bool]) -> tuple[Arrow, int]:
    """Of the arrows to some sides of a node the first one that asks for most, and what it asks for."""
    arrows = [arrow for side in sides for arrow in passes.graph.incoming[index] if (arrow[1] in TO_START) == side]
    latest, most = arrows[0], passes.asked(arrows[0], index, dates)
    for arrow in arrows[1:]:
        at = passes.asked(arrow, index, dates)
        if at > most:
            latest, most = arrow, at
    return latest, most
