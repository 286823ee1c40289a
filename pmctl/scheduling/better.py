"""Better orders of levelling than the shown one: improved, searched for, or proven; each laid by the serial pass."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pmctl.scheduling import Prepared, lay
from pmctl.scheduling.improvement import improve
from pmctl.scheduling.objective import Value
from pmctl.scheduling.optimum import Optimum, optimum
from pmctl.scheduling.schedule import Schedule
from pmctl.scheduling.search import search
from pmctl.scheduling.trial import Trial

METHODS = ("serial", "improve", "search", "optimal")
SEARCHING = 0.8
"""Before the solver begins, search stops when this part of the time is left."""


@dataclass(frozen=True, slots=True)
class Effort:
    """How much is tried: passes of levelling at the most, what chance begins with, and the seconds that are left.

    `seconds` is asked again and again; it reads the clock for whoever has one.
    """

    schedules: int = 1000
    seed: int = 1
    seconds: Callable[[], float] = lambda: float("inf")


@dataclass(frozen=True, slots=True)
class Levelled:
    """A schedule by one method: the order of levelling that makes it, and the passes that were made.

    `value` stands beside that of the shown schedule (`shown`) and what no levelled schedule can be better than
    (`bound`: of the solver, else the dates without levelling). `in_time` is False where the clock ended the search;
    `left_out` is what the solver did not look at.
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


def level_by(prepared: Prepared, method: str, effort: Effort) -> Levelled:
    """Level a prepared workspace by one of METHODS; UserError where the solver is not installed.

    The result is never worse than the shown schedule, and the same whenever effort is bounded by passes alone.
    """
    available = effort.seconds()
    reserve = SEARCHING * available if method == "optimal" else 0.0
    trial = Trial(prepared, effort.schedules, lambda: effort.seconds() <= reserve)
    if method == "improve":
        improve(trial)
    elif method != "serial":
        search(trial, effort.seed)
    in_time = method == "serial" or effort.seconds() > reserve
    solved = optimum(trial, effort.seconds(), effort.seed) if method == "optimal" else Optimum(*trial.least)
    best = trial.best
    return Levelled(
        method,
        lay(prepared, best.ranked),
        best.ranked,
        best.value,
        trial.serial.value,
        (solved.late, solved.ends),
        trial.count + (method != "serial"),
        in_time,
        solved.left_out,
    )
