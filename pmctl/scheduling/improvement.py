"""Forward-backward improvement of the serial schedule, from its own order and from the middle of each node's room."""

from __future__ import annotations

from pmctl.scheduling.node import FAR
from pmctl.scheduling.trial import Found, Trial

ROUNDS = 2
"""How often one schedule is justified at the most, as long as that helps."""


def improve(trial: Trial) -> Found:
    """The best of the serial schedule and what justification makes of it and of a second order.

    The second order is by early start plus late start: where in its room a node lies, not how late it may be.
    """
    _justify(trial, trial.serial)
    if not trial.over:
        _justify(trial, trial.forward(trial.by(middles(trial))))
    return trial.best


def _justify(trial: Trial, found: Found) -> None:
    for _ in range(ROUNDS):
        if trial.over:
            return
        again = trial.justified(found)
        if again.value >= found.value:
            return
        found = again


def middles(trial: Trial) -> list[float]:
    """By node: early start plus late start, in minutes."""
    early, late = trial.prepared.early.start, trial.prepared.late.start
    return [float(first + last) if last < FAR else 2.0 * first for first, last in zip(early, late, strict=True)]
