"""Levelling as a problem for a solver: whole numbers on an axis that leaves out what nobody works.

It asks for no more than every levelled schedule keeps, so a bound on it is a bound on all of them. What it leaves open
is said in `left_out`: weekly limits, a crew whose calendars differ, hard dates, and choices of several people.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from pmctl.network import FROM_FINISH, TO_START, Arrow
from pmctl.quantity import Lag
from pmctl.scheduling.axis import Axis, stretches
from pmctl.scheduling.levelling import moves
from pmctl.scheduling.node import FAR, Node
from pmctl.scheduling.objective import Objective
from pmctl.scheduling.people import Team, load_of
from pmctl.scheduling.trial import Trial
from pmctl.scheduling.work import INSTANTLY, Steady, Work
from pmctl.worktime import CLOCK, Working

LIMITS = "weekly limits of assignments"
CREWS = "the calendars of people who work together and whose days differ"
DATES = "links into tasks with hard dates"
CHOICES = "choices of several people for one task"
LAGS = "leads in calendars that differ"


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
        return node.fixed is None and node.state == "planned" and self.early.start[node.index] > -FAR

    def _axis(self) -> Axis:
        """From the first start to the last end of the shown schedule: none that is better ends later."""
        shown, first = self.trial.serial.dates, min((self.early.start[index] for index in self.loose), default=0)
        last = max([shown.finish[index] for index in self.loose], default=0)
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
        first_end = axis.at(node.floor_finish) if node.floor_finish > -FAR else 0
        return Activity(node.index, first, first_end, modes)

    def _mode(self, node: Node, team: Team, work: Work, settled: bool) -> Mode:
        pieces = self._pieces(node, team, work, settled)
        if not node.places or not moves(node) or not settled:
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
        minutes = self.prepared.preparation.minutes_of(node) / team.rate  # no faster than all of them together
        return (Piece(0, length, int(minutes), False),)

    # --- links --------------------------------------------------------------------------------------------------------

    def wait(self, then: Node, arrow: Arrow) -> Wait | None:
        """A link on the axis, None for one that cannot be said there."""
        first, kind, lag, _ = arrow
        distance = self._distance(lag, self.nodes[first], then) if lag is not None else 0
        if distance is None:
            self.problem.left_out[LAGS] = None
            return None
        return Wait(first, then.index, kind in FROM_FINISH, kind not in TO_START, distance)

    def _distance(self, lag: Lag, first: Node, then: Node) -> int | None:
        """The least that a lag can be on the axis."""
        axis = self.problem.axis
        if lag.elapsed:
            return axis.least(lag.minutes) if lag.minutes > 0 else lag.minutes
        minutes = lag.minutes if lag.share is None else round(first.minutes * lag.share)
        if axis.is_all_of(then.calendar) or minutes == 0:
            return minutes
        return 0 if minutes > 0 else None


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
        if node.cap_start < FAR or node.cap_finish < FAR:
            found.left_out[DATES] = None
            continue
        for arrow in trial.prepared.passes.graph.incoming[index]:
            wait = building.wait(node, arrow) if arrow[0] in loose else None
            if wait is not None:
                found.waits.append(wait)
    for who, ledger in trial.drafts.levelling.ledgers.items():
        if who in found.capacities:
            found.booked[who] = _booked(axis, ledger.calendar, *ledger.kept, found.capacities[who])
    return found


def _booked(
    axis: Axis, calendar: Working, times: list[int], loads: list[int], capacity: int
) -> list[tuple[int, int, int]]:
    """What is booked before levelling, no more than there is."""
    found = []
    for first, last, load in zip(times, times[1:], loads, strict=False):
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
