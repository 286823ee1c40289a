"""Runs in chunks, on as many processors as help; each process writes what it finds into tables that all share."""

from __future__ import annotations

import mmap
import multiprocessing
import signal
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pmctl.scheduling.simulation.draws import Draws, Minutes
from pmctl.scheduling.simulation.frame import Frame
from pmctl.scheduling.simulation.late import caps_of, is_critical, late_dates
from pmctl.scheduling.simulation.levels import placed
from pmctl.scheduling.simulation.lines import Array
from pmctl.scheduling.simulation.numbers import known
from pmctl.scheduling.simulation.runs import Runs

MOST_AT_ONCE = 1250
"""Runs at once: enough that numbers rather than calls take the time, few enough that a row of them stays in cache."""
MOST_DATES = 6_000_000
"""Dates at once, so that large plans stay in memory."""


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
    runs = Runs(frame, _wide(draws.lengths, part), _wide(draws.delays, part), _wide(draws.ends, part))
    dates = placed(runs)
    late = late_dates(runs, dates, frame.turns, caps_of(runs, dates))
    for row, index in enumerate(tables.kept):
        tables.start[row, part], tables.finish[row, part] = known(dates.start[index]), known(dates.finish[index])
        tables.critical[row, part] = is_critical(runs, frame.nodes[index], dates, late)


def _wide(minutes: Mapping[int, Minutes], part: slice) -> dict[int, Array]:
    """A part of the runs in eight bytes each, so that what is computed from minutes fits."""
    return {index: values[part].astype(np.int64) for index, values in minutes.items()}


def sizes(frame: Frame, runs: int) -> range:
    """The first run of each chunk."""
    return range(0, runs, max(1, min(MOST_AT_ONCE, MOST_DATES // max(len(frame.nodes), 1))))


@dataclass(frozen=True, slots=True)
class _Job:
    """What all chunks of a simulation have in common."""

    frame: Frame
    draws: Draws
    tables: Tables
    firsts: range

    def work(self, first: int) -> None:
        """Make the runs of the chunk that begins with one."""
        run(self.frame, self.draws, self.tables, first, min(first + self.firsts.step, self.firsts.stop))


@contextmanager
def chunks(frame: Frame, draws: Draws, tables: Tables, firsts: range, workers: int) -> Iterator[Callable[[int], None]]:
    """What waits until the chunk that begins with a run is in the tables; at most so many processes work at once."""
    job = _Job(frame, draws, tables, firsts)
    with _others(job, min(workers, len(firsts))) as futures:

        def finish(first: int) -> None:
            try:
                return futures[first].result() if futures else job.work(first)
            except BrokenProcessPool:  # somebody has ended the processes: there is one left
                return job.work(first)

        yield finish


@contextmanager
def _others(job: _Job, workers: int) -> Iterator[Mapping[int, Future[None]]]:
    """By the first run of each chunk what other processes make of it; nothing where one process is enough, or the
    machine gives no more.
    """
    if workers < 2 or "fork" not in multiprocessing.get_all_start_methods():
        yield {}
        return
    before = multiprocessing.active_children()
    pool = None
    try:
        pool = ProcessPoolExecutor(workers, multiprocessing.get_context("fork"), initializer=_begin, initargs=(job,))
        futures = {first: pool.submit(_work, first) for first in job.firsts}
    except (ImportError, OSError, RuntimeError):  # no semaphores, no more processes, no more threads
        futures = {}
        for child in set(multiprocessing.active_children()).difference(before):
            child.terminate()
            child.join()
    try:
        yield futures
    finally:
        if pool is not None:
            pool.shutdown(wait=bool(futures), cancel_futures=True)


_job: _Job | None = None
"""In a process of its own: what it works on. It was forked, so nothing was copied."""


def _begin(job: _Job) -> None:
    """Remember what to work on, and leave interruptions to the process that asked."""
    global _job
    _job = job
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _work(first: int) -> None:
    assert _job is not None
    _job.work(first)
