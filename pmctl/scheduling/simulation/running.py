"""All runs of a simulation, a chunk after another, on as many processors as help."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from pmctl.model.control import Impact, Risk
from pmctl.model.workspace import Workspace
from pmctl.scheduling.simulation.draws import Draws, draw
from pmctl.scheduling.simulation.frame import Frame
from pmctl.scheduling.simulation.late import early_dates, ends_of, is_critical, late_dates
from pmctl.scheduling.simulation.levels import Levelling
from pmctl.scheduling.simulation.numbers import known
from pmctl.scheduling.simulation.result import Settings, Simulation
from pmctl.scheduling.simulation.runs import Runs

MOST_AT_ONCE = 2000
"""Runs at once: enough that numbers rather than calls take the time, few enough that a row of them stays in cache."""
MOST_DATES = 6_000_000
"""Dates at once, so that large plans stay in memory."""
ALONE = 200_000
"""Below so many dates other processes would not be worth their start."""
MOST_WORKERS = 8

Follow: TypeAlias = Callable[[Sequence[int]], Iterable[int]]
"""Goes through the chunks (by first run), to show how far it has come."""


@dataclass(slots=True)
class Chunk:
    """By node start, finish and criticality of some runs; arrays of one where all of them have the same."""

    start: list[NDArray[np.int32]]
    finish: list[NDArray[np.int32]]
    critical: list[NDArray[np.bool_]]


def simulate(workspace: Workspace, today: date, settings: Settings, follow: Follow = iter) -> Simulation:
    """Draw every unfinished estimate and every open risk in each run, and schedule the workspace with them.

    Without ranges and risks every run is `schedule(workspace, today, settings.level)`. The same input gives the same
    numbers, whatever the machine and however many processes work.
    """
    frame = Frame(workspace, today, settings.level)
    draws = draw(frame, settings)
    kept = [index for index in range(len(frame.nodes)) if frame.is_dated(index)]
    count = len(kept)
    start, finish = (np.empty((count, settings.runs), dtype=np.int32) for _ in range(2))
    critical = np.empty((count, settings.runs), dtype=np.bool_)
    size = max(1, min(MOST_AT_ONCE, MOST_DATES // max(len(frame.nodes), 1)))
    firsts = range(0, settings.runs, size)
    with _chunks(frame, draws, kept, settings, firsts) as result_of:
        for first in follow(firsts):
            chunk = result_of(first)
            columns = slice(first, min(first + size, settings.runs))
            for row in range(count):
                start[row, columns], finish[row, columns] = chunk.start[row], chunk.finish[row]
                critical[row, columns] = chunk.critical[row]
    ids = tuple(frame.graph.ids[index] for index in kept)
    uncertain = [index for index in kept if index in draws.lengths]
    risks = [workspace.items[risk] for risk in draws.occurred]
    return Simulation(
        settings=settings,
        ids=ids,
        start=start,
        finish=finish,
        critical=critical,
        uncertain=tuple(frame.graph.ids[index] for index in uncertain),
        length=np.array([draws.lengths[index] for index in uncertain], np.int32).reshape(-1, settings.runs),
        risks=tuple(draws.occurred),
        occurred=np.array(list(draws.occurred.values()), np.bool_).reshape(-1, settings.runs),
        risk_cost=np.array(list(draws.costs.values()), np.int64).reshape(-1, settings.runs),
        currencies=tuple(_currency(risk.impact) if isinstance(risk, Risk) else "" for risk in risks),
        rows={full_id: row for row, full_id in enumerate(ids)},
    )


def _currency(impact: Impact | None) -> str:
    return impact.cost.likely.currency or "" if impact is not None and impact.cost is not None else ""


def run(frame: Frame, draws: Draws, kept: Sequence[int], first: int, last: int) -> Chunk:
    """The runs from `first` up to `last`, for the nodes that are kept."""
    part = slice(first, last)
    runs = Runs(
        frame,
        {index: length[part] for index, length in draws.lengths.items()},
        {index: delay[part] for index, delay in draws.delays.items()},
    )
    dates = early_dates(runs)
    if frame.levels:
        dates = Levelling(runs).run(dates)
    late = late_dates(runs, dates, frame.turns, ends_of(runs, dates))
    return Chunk(
        [known(dates.start[index]).astype(np.int32) for index in kept],
        [known(dates.finish[index]).astype(np.int32) for index in kept],
        [is_critical(runs, frame.nodes[index], dates, late) for index in kept],
    )


# --- processes --------------------------------------------------------------------------------------------------------

_shared: list[tuple[Frame, Draws, Sequence[int], range]] = []
"""What the processes of a simulation work on: they are forked from this one, and read it."""


@contextmanager
def _chunks(
    frame: Frame, draws: Draws, kept: Sequence[int], settings: Settings, firsts: range
) -> Iterator[Callable[[int], Chunk]]:
    """What gives the chunk that begins with a run; other processes may have begun to work on it."""
    workers = min(_workers(settings, frame), len(firsts))
    if workers < 2:
        yield lambda first: run(frame, draws, kept, first, min(first + firsts.step, firsts.stop))
        return
    _shared.append((frame, draws, kept, firsts))
    pool = ProcessPoolExecutor(workers, multiprocessing.get_context("fork"), initializer=_begin)
    futures = {first: pool.submit(_work, first) for first in firsts}

    def result_of(first: int) -> Chunk:
        try:
            return futures.pop(first).result()
        except BrokenProcessPool:  # somebody has ended the processes: there is one left
            return _work(first)

    try:
        yield result_of
    finally:
        pool.shutdown(cancel_futures=True)
        _shared.pop()


def _begin() -> None:
    """Leave interruptions to the process that asked."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _work(first: int) -> Chunk:
    frame, draws, kept, firsts = _shared[-1]
    return run(frame, draws, kept, first, min(first + firsts.step, firsts.stop))


def _workers(settings: Settings, frame: Frame) -> int:
    """How many processes to work with."""
    if "fork" not in multiprocessing.get_all_start_methods() or not hasattr(os, "sched_getaffinity"):
        return 1
    if settings.workers:
        return settings.workers
    if settings.runs * len(frame.nodes) < ALONE:
        return 1
    return min(len(os.sched_getaffinity(0)), MOST_WORKERS)
