"""Runs in chunks, on as many processors as help; each process writes what it finds into tables that all share."""

from __future__ import annotations

import mmap
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pmctl.scheduling.simulation.draws import Draws, Minutes
from pmctl.scheduling.simulation.frame import Frame
from pmctl.scheduling.simulation.late import early_dates, ends_of, is_critical, late_dates
from pmctl.scheduling.simulation.levels import Levelling
from pmctl.scheduling.simulation.lines import Array
from pmctl.scheduling.simulation.numbers import known
from pmctl.scheduling.simulation.runs import Runs

MOST_AT_ONCE = 1250
"""Runs at once: enough that numbers rather than calls take the time, few enough that a row of them stays in cache."""
MOST_DATES = 6_000_000
"""Dates at once, so that large plans stay in memory."""
ALONE = 200_000
"""Below so many dates other processes would not be worth their start."""
MOST_WORKERS = 8


@dataclass(frozen=True, slots=True)
class Tables:
    """Start, finish and criticality: a row a node of `kept`, a column a run, in memory that forked processes share."""

    kept: Sequence[int]
    start: NDArray[np.int32]
    finish: NDArray[np.int32]
    critical: NDArray[np.bool_]

    @classmethod
    def of(cls, kept: Sequence[int], runs: int) -> Tables:
        """Room for some nodes in so many runs."""
        shape = len(kept), runs
        count = len(kept) * runs
        memory = mmap.mmap(-1, max(9 * count, 1))  # two numbers of four bytes and one of one
        return cls(
            kept,
            np.frombuffer(memory, np.int32, count).reshape(shape),
            np.frombuffer(memory, np.int32, count, 4 * count).reshape(shape),
            np.frombuffer(memory, np.bool_, count, 8 * count).reshape(shape),
        )


def run(frame: Frame, draws: Draws, tables: Tables, first: int, last: int) -> None:
    """Make the runs from `first` up to `last`."""
    part = slice(first, last)
    runs = Runs(frame, _wide(draws.lengths, part), _wide(draws.delays, part))
    dates = early_dates(runs)
    if frame.levels:
        dates = Levelling(runs).run(dates)
    late = late_dates(runs, dates, frame.turns, ends_of(runs, dates))
    for row, index in enumerate(tables.kept):
        tables.start[row, part], tables.finish[row, part] = known(dates.start[index]), known(dates.finish[index])
        tables.critical[row, part] = is_critical(runs, frame.nodes[index], dates, late)


def _wide(minutes: Mapping[int, Minutes], part: slice) -> dict[int, Array]:
    """A part of the runs in eight bytes each, so that what is computed from minutes fits."""
    return {index: values[part].astype(np.int64) for index, values in minutes.items()}


def sizes(frame: Frame, runs: int) -> range:
    """The first run of each chunk."""
    return range(0, runs, max(1, min(MOST_AT_ONCE, MOST_DATES // max(len(frame.nodes), 1))))


_Task = tuple[Frame, Draws, Tables, range]
_shared: list[_Task] = []
"""What a simulation works on: other processes are forked from this one, and read it."""


@contextmanager
def chunks(frame: Frame, draws: Draws, tables: Tables, firsts: range, workers: int) -> Iterator[Callable[[int], None]]:
    """What waits until the chunk that begins with a run is in the tables; `workers` 0 are as many as help."""
    _shared.append((frame, draws, tables, firsts))
    pool = _pool(min(workers or _workers(frame, firsts.stop), len(firsts)))
    futures = {} if pool is None else {first: pool.submit(_work, first) for first in firsts}

    def finish(first: int) -> None:
        try:
            return futures.pop(first).result() if futures else _work(first)
        except BrokenProcessPool:  # somebody has ended the processes: there is one left
            return _work(first)

    try:
        yield finish
    finally:
        if pool is not None:
            pool.shutdown(cancel_futures=True)
        _shared.pop()


def _pool(workers: int) -> ProcessPoolExecutor | None:
    """So many processes; None where one is enough, or the machine has no means of talking to others."""
    try:
        fork = multiprocessing.get_context("fork")
        return ProcessPoolExecutor(workers, fork, initializer=_begin) if workers > 1 else None
    except (ImportError, OSError, ValueError):
        return None


def _begin() -> None:
    """Leave interruptions to the process that asked."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _work(first: int) -> None:
    frame, draws, tables, firsts = _shared[-1]
    run(frame, draws, tables, first, min(first + firsts.step, firsts.stop))


def _workers(frame: Frame, runs: int) -> int:
    """How many processes to work with."""
    if runs * len(frame.nodes) < ALONE or not hasattr(os, "sched_getaffinity"):
        return 1
    return min(len(os.sched_getaffinity(0)), MOST_WORKERS)
