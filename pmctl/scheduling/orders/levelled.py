"""Better orders of levelling than the shown one: improved, searched for, or proven; each laid by the serial pass."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from pmctl.scheduling import Prepared, lay
from pmctl.scheduling.orders.justification import justify
from pmctl.scheduling.orders.objective import Value
from pmctl.scheduling.orders.priorities import priorities
from pmctl.scheduling.orders.search import search
from pmctl.scheduling.orders.solver import Optimum, optimum
from pmctl.scheduling.orders.trial import Trial
from pmctl.scheduling.schedule import Schedule

METHODS = ("serial", "justify", "search", "optimal")
FOR_SOLVER, FOR_PRIORITIES = 0.5, 0.2
"""The parts of the time that a first search leaves to the solver, and the parts that both leave to priorities."""


@dataclass(frozen=True, slots=True)
class Effort:
    """How much is tried: passes of levelling at the most, what chance begins with, and the seconds that are left.

    Two passes are the least: the shown schedule, and the one that is handed back. Those beside a solver, and those that
    look for priorities, do not count. `seconds` is asked again and again; it reads the clock for whoever has one.
    `priorities` asks for those that keep the order that is found.
    """

    schedules: int = 1000
    seed: int = 1
    seconds: Callable[[], float] = lambda: float("inf")
    priorities: bool = True


@dataclass(frozen=True, slots=True)
class Levelled:
    """A schedule by one method: the order of levelling that makes it, and the passes that were made.

    `value` stands beside that of the shown schedule (`shown`) and what no levelled schedule can be better than
    (`bound`: of the solver, else the dates without levelling). `in_time` is False where the clock ended the search;
    `left_out` is what the solver did not look at. `priorities` (task -> priority) make the serial schedule as good as
    `value`; None where none gain anything (then `value` is that of `schedule`), empty where they were not asked for.
    """

    method: str
    schedule: Schedule
    ranked: Sequence[int]
    value: Value
    shown: Value
    bound: Value
    schedules: int
    in_time: bool
    left_out: tuple[str, ...] = ()
    priorities: Mapping[str, int] | None = field(default_factory=dict)


def level_by(prepared: Prepared, method: str, effort: Effort) -> Levelled:
    """Level a prepared workspace by one of METHODS; UserError where the solver is not installed.

    The result is never worse than the shown schedule, and the same whenever effort is bounded by passes alone; the
    solver, and a search beside it, take what time there is until something is proven best.
    """
    seconds = _all_but(FOR_PRIORITIES if effort.priorities else 0.0, effort.seconds)
    first = _all_but(FOR_SOLVER, seconds) if method == "optimal" else seconds
    trial = Trial(prepared, effort.schedules, lambda: first() <= 0)
    solved = Optimum(*trial.least)
    if method == "justify":
        justify(trial)
    elif method != "serial":
        search(trial, effort.seed)
    if method == "optimal":
        trial.stop = lambda: seconds() <= 0
        solved = optimum(trial, seconds, effort.seed, lambda: search(trial, effort.seed + 1))
    in_time = method == "serial" or trial.best.value <= (solved.late, solved.ends) or seconds() > 0
    best, passes = trial.best, trial.count + (method != "serial")
    trial.stop = lambda: effort.seconds() <= 0
    kept = priorities(trial) if effort.priorities else ({}, best.value)
    wanted, value = kept if kept is not None else (None, best.value)
    ids = prepared.passes.graph.ids
    return Levelled(
        method,
        lay(prepared, best.ranked),
        best.ranked,
        value,
        trial.serial.value,
        (solved.late, solved.ends),
        passes,
        in_time,
        solved.left_out,
        None if wanted is None else {ids[index]: wanted[index] for index in sorted(wanted, key=ids.__getitem__)},
    )


def _all_but(kept: float, seconds: Callable[[], float]) -> Callable[[], float]:
    """The seconds that are left until only a part of those that there are now is left."""
    there = seconds()
    reserve = kept * there if there < float("inf") else 0.0
    return lambda: seconds() - reserve
