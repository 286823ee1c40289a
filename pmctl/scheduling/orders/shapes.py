"""What a node takes, in short: what passes that are made by the thousand need to know of it, looked up once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pmctl.network import FROM_FINISH, TO_START, Arrow
from pmctl.scheduling.binding import is_uncapped
from pmctl.scheduling.ledger import Ledger
from pmctl.scheduling.levelling import Levelling
from pmctl.scheduling.node import Node
from pmctl.scheduling.orders.hours import Hours
from pmctl.scheduling.passes import shifted, shifted_back
from pmctl.scheduling.work import INSTANTLY, Steady
from pmctl.worktime import CLOCK, Remembered, Working

Ask = Callable[[int], int]
Lagged = tuple[int, bool, Remembered[int] | None]
"""A node at the other end of a link; whether its finish counts (else its start); what moves an instant by the lag."""


class Steps(NamedTuple):
    """Of somebody's ledger: its times, its loads, how much of it may be taken already, the load to add, itself, and the
    hours of its calendar.
    """

    times: list[int]
    loads: list[int]
    room: int
    load: int
    ledger: Ledger
    hours: Hours


class Ahead(NamedTuple):
    """What a forward pass needs of a node: from when on it may be, what it waits for by plain links and by others, how
    long it takes, whom, and what its `Hours` are asked for.
    """

    floor: int
    before: Sequence[int]
    lagged: Sequence[Lagged]
    minutes: int
    booked: tuple[Steps, ...]
    work_at: Ask
    start_at: Ask
    finish_at: Ask


class Back(NamedTuple):
    """The same for a backward pass, with what waits for it."""

    behind: Sequence[int]
    lagged: Sequence[Lagged]
    minutes: int
    booked: tuple[Steps, ...]
    work_at: Ask
    start_at: Ask
    finish_at: Ask


@dataclass(frozen=True, slots=True)
class Crowd:
    """A crew whose calendars differ: who is booked, and where its work ends and begins by where it may begin and must
    have ended.
    """

    booked: tuple[Steps, ...]
    forward: Remembered[tuple[int, int]]
    backward: Remembered[tuple[int, int]]


class Shapes:
    """The nodes of a plan in short; None where there is more to one than its links and its people."""

    def __init__(self, levelling: Levelling) -> None:
        self.levelling = levelling
        self.nodes = levelling.passes.nodes
        self.graph = levelling.passes.graph
        self._hours: dict[Working, Hours] = {}
        self._lags: dict[tuple[object, ...], Remembered[int]] = {}
        self.ahead: list[Ahead | None] = []
        self.back: list[Back | None] = []
        self.crowds: list[Crowd | None] = []
        for node in self.nodes:
            self._add(node)

    def _add(self, node: Node) -> None:
        ahead = back = crowd = None
        loose = self._is_loose(node)
        booked = self._booked(node) if loose else ()
        own = Steady(CLOCK, 0) if node.work is INSTANTLY and not booked else node.work
        if loose and isinstance(own, Steady) and all(steps.ledger.calendar is own.calendar for steps in booked):
            hours, before, behind = self._hours_of(own.calendar), self._before(node), self._behind(node)
            asked = hours.work_at, hours.start_at, hours.finish_at
            plain = self.graph.plain_before[node.index], self.graph.plain_behind[node.index]
            if before is not None:
                ahead = Ahead(node.floor, plain[0], before, own.minutes, booked, *asked)
            if behind is not None:
                back = Back(plain[1], behind, own.minutes, booked, *asked)
        elif booked and node.work is not INSTANTLY:
            crowd = Crowd(booked, Remembered(node.work.forward), Remembered(node.work.backward))
        self.ahead.append(ahead)
        self.back.append(back)
        self.crowds.append(crowd)

    def _is_loose(self, node: Node) -> bool:
        """Whether nothing but links and people says when a node is done, or by whom."""
        is_planned = node.state == "planned" and node.fixed is None
        if not is_planned or node.open or node.team.limits or not is_uncapped(node):
            return False
        return not node.team.loads or node.levels

    def _booked(self, node: Node) -> tuple[Steps, ...]:
        return tuple(
            Steps(ledger.times, ledger.loads, room, load, ledger, self._hours_of(ledger.calendar))
            for ledger, load, room, _ in (self.levelling.ledgers_for(node.team) if node.places else ())
        )

    def _hours_of(self, calendar: Working) -> Hours:
        found = self._hours.get(calendar)
        if found is None:
            found = self._hours[calendar] = Hours(calendar, self.levelling.preparation.today)
        return found

    # --- links --------------------------------------------------------------------------------------------------------

    def _before(self, node: Node) -> list[Lagged] | None:
        """The links to a node that are not plain; None where one of them holds its finish."""
        found = []
        for arrow in self.graph.other_before.get(node.index, ()):
            first, kind, lag, _ = arrow
            if kind not in TO_START or (lag is not None and lag.share is not None and self.nodes[first].open):
                return None
            found.append((first, kind in FROM_FINISH, self._lag(shifted, arrow, node, self.nodes[first])))
        return found

    def _behind(self, node: Node) -> list[Lagged] | None:
        """The links from a node that are not plain; None where one of them is more than a wait for its finish."""
        if any(self.nodes[then].state == "finished" for then in self.graph.behind[node.index]):
            return None
        found = []
        for arrow in self.graph.other_behind.get(node.index, ()):
            then, kind, _, _ = arrow
            if kind not in TO_START or kind not in FROM_FINISH:
                return None
            found.append((then, False, self._lag(shifted_back, arrow, self.nodes[then], node)))
        return found

    def _lag(self, move: Callable[..., int], arrow: Arrow, then: Node, first: Node) -> Remembered[int] | None:
        """What moves an instant by the lag of a link."""
        lag, calendar = arrow[2], then.calendar
        if lag is None:
            return None
        minutes = self.levelling.passes.counted(lag, first)
        key = (move, lag, calendar, minutes)
        found = self._lags.get(key)
        if found is None:
            found = self._lags[key] = Remembered(lambda at: move(at, lag, calendar, minutes))
        return found
