"""The best order of levelling by a constraint solver, with a proven bound; the one place that knows the solver."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import reduce
from math import floor, gcd
from typing import TYPE_CHECKING

from pmctl.diagnostic import UserError
from pmctl.scheduling.orders.problem import Activity, Mode, Problem, problem
from pmctl.scheduling.orders.trial import Trial

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel, IntervalVar, IntVar

WORKERS = 2
BRIEFLY = 0.1
"""Seconds that the solver gets even where the time is up."""
ENOUGH = 1e-6
"""Bounds come as floating numbers."""
LONGEST = 3600.0
"""Seconds that the solver gets where no clock says how many."""
NO_BOUND = "everything: it found no schedule at all, so nothing is proven"


@dataclass(frozen=True, slots=True)
class Optimum:
    """What is proven of the schedules that end no document later than the shown one: none misses promises by less than
    `late`, nor, if by just that, has a smaller sum of finishes than `ends` (both as in `Objective`). `left_out` is what
    the solver did not look at.
    """

    late: int
    ends: int
    left_out: tuple[str, ...] = ()


def optimum(trial: Trial, seconds: Callable[[], float], seed: int, meanwhile: Callable[[], object]) -> Optimum:
    """Let the solver look for a better order, from the best one on; `trial` has it afterwards.

    The order of its starts goes through the serial pass, so that whatever it leaves out is kept all the same. It works
    on its own, as long as there are `seconds` (an hour at the most); `meanwhile` goes on with `trial`, which is over
    when the solver is done. UserError where the solver is not installed.
    """
    try:
        from ortools.sat.python import cp_model
    except ImportError as missing:
        raise UserError("the solver is not installed", "`pip install 'pmctl[solver]'`") from missing
    if trial.best.value <= trial.least:
        return Optimum(*trial.best.value)
    asked = problem(trial)
    model = _Model(cp_model.CpModel(), asked, trial)
    model.fill()
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = WORKERS
    solver.parameters.random_seed = seed
    solver.parameters.max_time_in_seconds = min(max(seconds(), BRIEFLY), LONGEST)
    with ThreadPoolExecutor(1) as pool:
        solving = pool.submit(solver.solve, model.model)
        trial.go_on(solving.done)
        meanwhile()
        if trial.is_proven:
            solver.stop_search()
        status = solving.result()
    if status in (cp_model.INFEASIBLE, cp_model.MODEL_INVALID):  # the best schedule known is one: the model is wrong
        return Optimum(*trial.least, (*asked.left_out, NO_BOUND))
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        _lay(trial, {index: float(solver.value(start)) for index, start in model.starts.items()})
    return Optimum(*max(trial.least, model.bound(solver.best_objective_bound)), tuple(asked.left_out))


def _lay(trial: Trial, starts: dict[int, float]) -> None:
    """Try the order of the solver's starts, and its justification."""
    keys = [starts.get(index, -1.0) for index in range(len(trial.classes))]
    trial.justified(trial.forward(trial.by(keys)))


class _Model:
    """A problem in the words of the solver, its numbers divided by what divides them all (`unit`)."""

    def __init__(self, model: CpModel, asked: Problem, trial: Trial) -> None:
        self.model = model
        self.asked = asked
        self.trial = trial
        self.unit = reduce(gcd, _numbers(asked), 0) or 1
        self.length = asked.axis.length // self.unit
        self.starts: dict[int, IntVar] = {}
        self.ends: dict[int, IntVar] = {}
        self.intervals: dict[str, list[tuple[IntervalVar, int]]] = {}
        self.weight = reduce(gcd, (weight for weight, _ in asked.objective.ends), 0) or 1
        self.settled_late = sum(
            promise.weight * max(self._settled(promise.nodes) - promise.due, 0)
            for promise in asked.objective.promises
            if not self._loose(promise.nodes)
        )
        self.most_late = trial.best.value[0] - self.settled_late
        span = (trial.serial.value[1] - trial.least[1]) // self.weight
        self.heavy = span + 1 if self.most_late else 0
        """What a unit of lateness counts for: more than all finishes, each from its earliest on, by `weight`."""

    def fill(self) -> None:
        """State the whole problem, and the best schedule known as a hint."""
        for activity in self.asked.activities.values():
            self._activity(activity)
        for wait in self.asked.waits:
            begin = self.ends[wait.first] if wait.from_finish else self.starts[wait.first]
            then = self.ends[wait.then] if wait.to_finish else self.starts[wait.then]
            self.model.add(then >= begin + wait.distance // self.unit)
        for who, found in self.intervals.items():
            booked = [
                (self.model.new_fixed_size_interval_var(first // self.unit, (last - first) // self.unit, ""), load)
                for first, last, load in self.asked.booked.get(who, ())
            ]
            intervals, loads = zip(*found, *booked, strict=True)
            whole = reduce(gcd, loads)
            self.model.add_cumulative(intervals, [load // whole for load in loads], self.asked.capacities[who] // whole)
        self._minimise()

    def _activity(self, activity: Activity) -> None:
        model, axis, best = self.model, self.asked.axis, self.trial.best.dates
        index = activity.node
        start = self.starts[index] = model.new_int_var(-(-activity.first // self.unit), self.length, "")
        end = self.ends[index] = model.new_int_var(-(-activity.first_end // self.unit), self.length, "")
        model.add_hint(start, axis.at(best.start[index]) // self.unit)
        model.add_hint(end, axis.at(best.finish[index]) // self.unit)
        chosen = [model.new_bool_var("") for _ in activity.modes] if len(activity.modes) > 1 else []
        if chosen:
            model.add_exactly_one(chosen)
        for place, mode in enumerate(activity.modes):
            self._mode(mode, start, end, chosen[place] if chosen else None)

    def _mode(self, mode: Mode, start: IntVar, end: IntVar, chosen: IntVar | None) -> None:
        """One way to do it, in force where it is chosen."""
        model = self.model
        pieces = mode.pieces
        taken: list[IntVar | None] = [chosen]
        if len(pieces) > 1:
            literals = [model.new_bool_var("") for _ in pieces]
            taken = [*literals]
            model.add(sum(literals) == (1 if chosen is None else chosen))
        for piece, literal in zip(pieces, taken, strict=True):
            length = piece.length // self.unit
            rules = [
                model.add(end == start + length) if piece.exact else model.add(end >= start + length),
                model.add(start >= -(-piece.first // self.unit)),
                model.add(start <= piece.last // self.unit),
            ]
            for rule in rules if literal is not None else ():
                rule.only_enforce_if(literal)
        if mode.loads:
            fixed = len(pieces) == 1 and pieces[0].exact
            size = pieces[0].length // self.unit if fixed else model.new_int_var(0, self.length, "")
            if chosen is None:
                interval = model.new_interval_var(start, size, end, "")
            else:
                interval = model.new_optional_interval_var(start, size, end, chosen, "")
            for who, load in mode.loads:
                self.intervals.setdefault(who, []).append((interval, min(load, self.asked.capacities[who])))

    # --- what is minimised --------------------------------------------------------------------------------------------

    def _minimise(self) -> None:
        objective = self.asked.objective
        early = self.trial.prepared.early.finish
        ends = [
            weight // self.weight * (self._instant(nodes) - max(early[index] for index in nodes))
            for weight, nodes in objective.ends
            if self._loose(nodes)
        ]
        late = []
        for promise in objective.promises:
            most = self.most_late // promise.weight
            if not self._loose(promise.nodes):
                continue
            if most:
                missed = self.model.new_int_var(0, most, "")
                self.model.add(missed >= self._instant(promise.nodes) - promise.due)
                late.append(promise.weight * missed)
            else:
                self.model.add(self._instant(promise.nodes) <= promise.due)
        if late:
            self.model.add(sum(late) <= self.most_late)
        self.model.minimize(sum(ends) + self.heavy * sum(late))

    def _loose(self, nodes: Sequence[int]) -> list[int]:
        """Of some nodes those whose dates are to be found."""
        return [index for index in nodes if index in self.asked.activities]

    def _settled(self, nodes: Sequence[int]) -> int:
        """When the last of the others ends at the earliest (what has begun can be held up by what is loose)."""
        early, loose = self.trial.prepared.early.finish, self.asked.activities
        return max([early[index] for index in nodes if index not in loose], default=self.asked.axis.first)

    def _instant(self, nodes: Sequence[int]) -> IntVar:
        """The instant at which the last of some nodes ends, some of them loose; it may be later where that costs."""
        axis, unit, settled = self.asked.axis, self.unit, self._settled(nodes)
        work = self.model.new_int_var(0, self.length, "")
        for index in self._loose(nodes):
            self.model.add(work >= self.ends[index])
        paused = []
        for at, minutes in axis.pauses():
            behind = self.model.new_bool_var("")
            self.model.add(work <= at // unit).only_enforce_if(~behind)
            paused.append(minutes * behind)
        instant = self.model.new_int_var(max(axis.first, settled), max(axis.last, settled), "")
        if axis.starts:
            self.model.add(instant >= axis.starts[0] + unit * work + sum(paused))
        return instant

    def bound(self, found: float) -> tuple[int, int]:
        """What a bound on what was minimised says of lateness and finishes."""
        least, ends = floor(max(found, 0.0) + ENOUGH), self.trial.least[1]
        late = least // self.heavy if self.heavy else 0
        if late == self.most_late:
            ends += (least - late * self.heavy) * self.weight
        return self.settled_late + late, ends


def _numbers(asked: Problem) -> Iterator[int]:
    """Every number on the axis that has to stay whole."""
    for activity in asked.activities.values():
        yield from (activity.first, activity.first_end)
        for mode in activity.modes:
            for piece in mode.pieces:
                yield from (piece.first, piece.length)
    for wait in asked.waits:
        yield wait.distance
    for bookings in asked.booked.values():
        for first, last, _ in bookings:
            yield from (first, last)
    for at, _ in asked.axis.pauses():
        yield at
