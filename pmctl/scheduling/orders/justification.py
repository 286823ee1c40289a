"""Forward-backward improvement of the serial schedule, from its own order and from the middle of each node's room."""

from __future__ import annotations

from pmctl.scheduling.node import FAR
from pmctl.scheduling.orders.trial import Found, Trial


def justify(trial: Trial) -> Found:
    """The best of the serial schedule and what justification makes of it and of a second order.

    The second order is by early start plus late start: where in its room a node lies, not how late it may be.
    """
    if not trial.over:
        trial.justified(trial.serial)
    if not trial.over:
        trial.justified(trial.forward(trial.by(middles(trial))))
    return trial.best


def middles(trial: Trial) -> list[float]:
    """By node: early start plus late start, in minutes."""
    early, late = trial.prepared.early.start, trial.prepared.late.start
    return [float(first + last) if last < FAR else 2.0 * first for first, last in zip(early, late, strict=True)]
