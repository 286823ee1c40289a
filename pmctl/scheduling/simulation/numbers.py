"""Numbers of many runs: arrays with an element a run, or with a single one where all runs have the same.

A bound that does not bind (`FAR` in the scheduler) hangs on the graph, not on the run, and is None here.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from pmctl.quantity import Lag
from pmctl.scheduling.node import FAR, PAST
from pmctl.scheduling.simulation.lines import Array, Line, rounded
from pmctl.worktime import FIRST, LAST

Bools: TypeAlias = NDArray[np.bool_]
Some: TypeAlias = Array | None
YES, NO = np.array([True]), np.array([False])


def certain(value: int) -> Array:
    """A number that all runs share."""
    return np.array([value], dtype=np.int64)


def known(values: Some) -> Array:
    """What is known to bind."""
    assert values is not None
    return values


def of(values: Array, rows: Array | None) -> Array:
    """Those of some runs; what all runs share stays as it is."""
    return values if rows is None or len(values) == 1 else values[rows]


def latest(one: Some, other: Some) -> Some:
    """The later of two bounds."""
    if one is None or other is None:
        return other if one is None else one
    return np.maximum(one, other)


def earliest(one: Some, other: Some) -> Some:
    """The earlier of two caps."""
    if one is None or other is None:
        return other if one is None else one
    return np.minimum(one, other)


def bound(value: int) -> Some:
    """A number of a node, None where it does not bind."""
    return certain(value) if PAST < value < FAR else None


def length_of(lag: Lag, minutes: Array) -> Array:
    """A lag in minutes; of a share of `minutes` rounded, halves to even."""
    if lag.share is None:
        return certain(lag.minutes)
    return rounded(minutes, lag.share)


def shifted(at: Array, lag: Lag, line: Line, minutes: Array) -> Array:
    """An instant moved by a lag, as `pmctl.scheduling.passes.shifted`."""
    if lag.elapsed:
        return np.clip(at + lag.minutes, FIRST, LAST)
    move = length_of(lag, minutes)
    return np.where(move == 0, at, line.finish_at(line.work_at(at) + move)) if move.any() else at


def shifted_back(at: Array, lag: Lag, line: Line, minutes: Array) -> Array:
    """The last instant that, moved by the lag, is not later than `at`."""
    if lag.elapsed:
        return np.clip(at - lag.minutes, FIRST, LAST)
    move = length_of(lag, minutes)
    return np.where(move == 0, at, line.start_at(line.work_at(at) - move)) if move.any() else at
