"""Levelling as a problem for a solver: whole numbers on an axis that leaves out what nobody works.

It asks for no more than is kept by every levelled schedule that ends no document later than the shown one, so a bound
on it is a bound on all of those. What it leaves open is said in `left_out`: weekly limits, a crew whose calendars
differ, hard dates, choices of several people, and bookings that only links move.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from pmctl.network import FROM_FINISH, TO_START, Arrow
from pmctl.quantity import Lag
from pmctl.scheduling.ledger import Ledger
from pmctl.scheduling.levelling import Levelling
from pmctl.scheduling.node import FAR, PAST, Node
from pmctl.scheduling.orders.axis import Axis, stretches
from pmctl.scheduling.orders.objective import Objective
from pmctl.scheduling.orders.trial import Trial
from pmctl.scheduling.passes import asked_finish
from pmctl.scheduling.people import Team, load_of
from pmctl.scheduling.work import INSTANTLY, Steady, Work
from pmctl.worktime import CLOCK, Working

LIMITS = "weekly limits of assignments"
CREWS = "the calendars of people who work together and whose days differ"
DATES = "tasks with hard dates: their links, and whom they take"
CHOICES = "choices of several people for one task"
LAGS = "leads in calendars that differ"
FINISHES = "links to the finish of work whose calendar differs"
BOOKED = "who is taken by work that has begun or is not levelled, and waits for other work"


@dataclass(frozen=True, slots=True)
class Piece:
    """Starts from `first` to `last`: the work then takes `length` on the axis, or at least that (not `exact`)."""

    first: int
    last: int
    length: int
    exact: bool


@dataclass(frozen=True, slots=True)
class Mode:
    """One way to do a task: its pieces, and the load that it puts on whom."""

    pieces: tuple[Piece, ...]
    loads: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Activity:
    """A node: its earliest start and finish, and the modes of which one is taken."""

    node: int
    first: int
    first_end: int
    modes: tuple[Mode, ...]


@dataclass(frozen=True, slots=True)
class Wait:
    """`then` (its finish where `to_finish`) comes at least `distance` after `first` (its finish if `from_finish`)."""

    first: int
    then: int
    from_finish: bool
    to_finish: bool
    distance: int


@dataclass(slots=True)
class Problem:
    """Activities, waits, what each may be booked for, and what is booked before: (from, to, load) on the axis."""

    axis: Axis
    objective: Objective
    activities: dict[int, Activity] = field(default_factory=dict)
    waits: list[Wait] = field(default_factory=list)
    capacities: dict[str, int] = field(default_factory=dict)
    booked: dict[str, list[tuple[int, int, int]]] = field(default_factory=dict)
    left_out: dict[str, None] = field(default_factory=dict)


class _Building:
    """What turning nodes into activities needs."""

    def __init__(self, trial: Trial) -> None:
        self.trial = trial
        self.prepared = trial.prepared
        self.nodes = self.prepared.passes.nodes
        self.early = self.prepared.early
        self.loose = [index for index in trial.nodes if self._is_loose(self.nodes[index])]
        self.problem = Problem(self._axis(), trial.objective)
        self.pieces: dict[tuple[Working, int], tuple[Piece, ...]] = {}

    def _is_loose(self, node: Node) -> bool:
        """Whether its dates are to be found; the others have theirs."""
        return node.fixed is None and node.state == "planned" and self.early.start[node.index] > PAST

    def _axis(self) -> Axis:
        """From the first start to the last end of the shown schedule: none that is better ends a document later."""
        finish, loose = self.trial.serial.dates.finish, set(self.loose)
        first = min((self.early.start[index] for index in self.loose), default=0)
        documents = [nodes for _, nodes in self.trial.objective.ends if not loose.isdisjoint(nodes)]
        last = max([finish[index] for nodes in (self.loose, *documents) for index in nodes], default=0)
        involved: dict[Working, None] = {}
        for index in self.loose:
            for team, work in self.ways(self.nodes[index]):
                members = [work.calendar] if isinstance(work, Steady) else [calendar for calendar, _ in team.crew]
                involved.update(dict.fromkeys(members if work is not INSTANTLY else ()))
        return Axis(involved, first, last)

    def ways(self, node: Node) -> list[tuple[Team, Work]]:
        """The teams that may do a node, each with its work; of more than one open place only the present team."""
        if not node.open or len(node.places) != 1 or node.places[0].pick != 1:
            return [(node.team, node.work)]
        preparation, team, work = self.prepared.preparation, node.team, node.work
        found = []
        for crew in node.places[0].crews:
            node.team = preparation.workers.team(node.places, [crew])
            preparation.give_work(node)
            found.append((node.team, node.work))
        node.team, node.work = team, work
        return found

    # --- activities ---------------------------------------------------------------------------------------------------

    def activity(self, node: Node) -> Activity:
        """A loose node on the axis."""
        axis = self.problem.axis
        ways = self.ways(node)
        settled = not node.open or len(ways) > 1
        if not settled:
            self.problem.left_out[CHOICES] = None
        modes = tuple([self._mode(node, team, work, settled) for team, work in ways])
        first = axis.at(self.early.start[node.index]) if not node.open else axis.at(node.floor)
        floors = [asked_finish(work, node.floor_finish) for _, work in ways] if settled and not is_capped(node) else []
        first_end = axis.at(min(floors)) if floors and node.floor_finish > PAST else 0
        return Activity(node.index, first, first_end, modes)

    def _mode(self, node: Node, team: Team, work: Work, settled: bool) -> Mode:
        pieces = self._pieces(node, team, work, settled)
        if not node.levels or not settled or is_capped(node):
            return Mode(pieces, ())
        if team.limits:
            self.problem.left_out[LIMITS] = None
            return Mode(pieces, ())
        loads = []
        for who, load in team.loads:
            if self._keeps_time(who, work):
                loads.append((who, load))
            else:
                self.problem.left_out[CREWS] = None
        return Mode(pieces, tuple(loads))

    def _keeps_time(self, who: str, work: Work) -> bool:
        """Whether somebody is taken for exactly what a work takes on the axis."""
        calendar = self.prepared.preparation.workers[who].calendar
        return calendar is CLOCK or (isinstance(work, Steady) and self._same(calendar, work.calendar))

    def _same(self, one: Working, other: Working) -> bool:
        axis = self.problem.axis
        return one is other or (axis.is_all_of(one) and axis.is_all_of(other))

    def _pieces(self, node: Node, team: Team, work: Work, settled: bool) -> tuple[Piece, ...]:
        length = self.problem.axis.length
        if work is INSTANTLY:
            return (Piece(0, length, 0, True),)
        if isinstance(work, Steady) and settled:
            key = (work.calendar, work.minutes)
            found = self.pieces.get(key)
            if found is None:
                found = self.pieces[key] = pieces_of(work, self.problem.axis)
            return found
        if not settled:
            return (Piece(0, length, 0, False),)
        self.problem.left_out[CREWS] = None
        is_effort = node.task is not None and node.task.effort is not None and team.rate > 0
        # no faster than all of them together
        least = int(self.prepared.preparation.minutes_of(node) / team.rate) if is_effort else 0
        return (Piece(0, length, least, False),)

    # --- links --------------------------------------------------------------------------------------------------------

    def wait(self, then: Node, arrow: Arrow) -> Wait | None:
        """A link on the axis, None for one that cannot be said there."""
        first, kind, lag, _ = arrow
        if kind not in TO_START and not self._is_whole(then.work):
            self.problem.left_out[FINISHES] = None
            return None
        distance = self._distance(lag, self.nodes[first], then) if lag is not None else 0
        if distance is None:
            self.problem.left_out[LAGS] = None
            return None
        return Wait(first, then.index, kind in FROM_FINISH, kind not in TO_START, distance)

    def _is_whole(self, work: Work) -> bool:
        """Whether work has no pause on the axis: else it may end before what a link asks for."""
        return work is INSTANTLY or (isinstance(work, Steady) and self.problem.axis.is_all_of(work.calendar))

    def _distance(self, lag: Lag, first: Node, then: Node) -> int | None:
        """The least that a lag can be on the axis."""
        axis = self.problem.axis
        if lag.elapsed:
            return axis.least(lag.minutes) if lag.minutes > 0 else lag.minutes
        minutes = lag.minutes
        if lag.share is not None:
            minutes = round(self.prepared.preparation.planned_minutes(first) * lag.share)
        known = lag.share is None or not first.open  # a share hangs on who does it
        if (known and axis.is_all_of(then.calendar)) or minutes == 0:
            return minutes
        return 0 if minutes > 0 else None

    # --- what is booked before ----------------------------------------------------------------------------------------

    def ledgers(self) -> dict[str, Ledger]:
        """What everybody is booked for in every schedule: by work that levelling does not move, and no link either."""
        moving = set(self.loose)
        for index in self.prepared.passes.graph.order:
            if any(first in moving for first, *_ in self.prepared.passes.graph.incoming[index]):
                moving.add(index)
        found = Levelling(self.prepared.preparation, self.prepared.passes)
        for index, span in self.trial.drafts.levelling.first_booked.items():
            if index not in moving:
                found.book(self.nodes[index], *span)
            else:
                self.problem.left_out[BOOKED] = None
        return found.ledgers


def is_capped(node: Node) -> bool:
    """Whether a hard date wins over links and bookings."""
    return node.cap_start < FAR or node.cap_finish < FAR


def problem(trial: Trial) -> Problem:
    """The problem of a workspace; everything that has begun or is fixed keeps its dates."""
    building = _Building(trial)
    found, axis = building.problem, building.problem.axis
    loose = set(building.loose)
    for index in building.loose:
        node = building.nodes[index]
        found.activities[index] = activity = building.activity(node)
        for mode in activity.modes:
            for who, _ in mode.loads:
                found.capacities[who] = load_of(trial.prepared.preparation.workers[who].capacity)
        if is_capped(node):
            found.left_out[DATES] = None
            continue
        for arrow in trial.prepared.passes.graph.incoming[index]:
            wait = building.wait(node, arrow) if arrow[0] in loose else None
            if wait is not None:
                found.waits.append(wait)
    for who, ledger in building.ledgers().items():
        if who in found.capacities:
            found.booked[who] = _booked(axis, ledger, found.capacities[who])
    return found


def _booked(axis: Axis, ledger: Ledger, capacity: int) -> list[tuple[int, int, int]]:
    """What is booked before levelling, no more than there is."""
    found, calendar = [], ledger.calendar
    for first, last, load in zip(ledger.times, ledger.times[1:], ledger.loads, strict=False):
        begin, end = axis.at(calendar.start_at(first)), axis.at(calendar.finish_at(last))
        if load > 0 and begin < end:
            found.append((begin, end, min(load, capacity)))
    return found


def pieces_of(work: Steady, axis: Axis) -> tuple[Piece, ...]:
    """How long a work is on the axis, by where it starts: one piece where its calendar works all of the axis."""
    if axis.is_all_of(work.calendar):
        return (Piece(0, axis.length, work.minutes, True),)
    calendar, found = work.calendar, list[Piece]()
    for first, last in stretches(calendar, axis.first, axis.last):
        at = first
        while at < last:
            finish = work.finish(at)
            if finish > axis.last:
                break
            until = min(last, at + calendar.segment(finish - 1)[1] - finish + 1)  # so long both ends move alike
            piece = Piece(axis.at(at), axis.at(until - 1), axis.at(finish) - axis.at(at), True)
            if found and found[-1].length == piece.length and found[-1].last + 1 >= piece.first:
                found[-1] = Piece(found[-1].first, piece.last, piece.length, True)
            else:
                found.append(piece)
            at = until
    return tuple(found)
