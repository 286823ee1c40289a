"""The few task priorities with which the serial schedule is as good as a better order of levelling."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pmctl.model.project import HIGHEST_PRIORITY, USUAL_PRIORITY
from pmctl.scheduling import rank_keys
from pmctl.scheduling.orders.objective import Value, has_rank
from pmctl.scheduling.orders.trial import Found, Trial

Priorities = dict[int, int]
"""Node -> priority of its task."""
STEPS = (0, 10, 1)
"""Readable distances between priorities: all alike, by tens, one by one."""
PASSES = 600
"""Passes that look for a smaller set: a bound, not an opinion."""


def priorities(trial: Trial) -> tuple[Priorities, Value] | None:
    """A small set of priorities, and the value that the serial schedule has with them; None where nothing is gained.

    That is the best value found, or where priorities cannot say that order (what is finished has its turn after all
    else, and so has what waits for it) the nearest that they can. No priority of the set can be left out alone, as far
    as there were passes and time to try that.
    """
    best, limit = trial.best, trial.count + PASSES
    if trial.serial.value <= best.value:
        return {}, best.value
    search = _Smaller(trial)
    found = search.in_order(best)
    target = max(best.value, search.value(found))
    if target >= trial.serial.value:
        return None
    size = (len(found) + 1) // 2
    while size:
        for part in [list(found)[at : at + size] for at in range(0, len(found), size)]:
            fewer = {index: priority for index, priority in found.items() if index not in part}
            if trial.count < limit and not trial.stop() and search.value(fewer) <= target:
                found = fewer
        size //= 2
    rounder = _readable(found) if not trial.stop() else []
    found = next((one for one in rounder if search.value(one) <= target), found)
    return found, search.value(found)


class _Smaller:
    """Serial passes with other priorities."""

    def __init__(self, trial: Trial) -> None:
        prepared = trial.prepared
        self.trial = trial
        self.nodes = prepared.passes.nodes
        self.keys = rank_keys(prepared)

    def in_order(self, best: Found) -> Priorities:
        """A priority for every task, from first to last in an order; the middle ones first, as they are the first to be
        left out. What has begun counts too: what waits for it has its turn after it.
        """
        sequence = self.trial.drafts.forwards.sequence(best.ranked)
        open_ = [index for index in sequence if self._counts(index)]
        last = max(len(open_) - 1, 1)
        found = {index: HIGHEST_PRIORITY - HIGHEST_PRIORITY * place // last for place, index in enumerate(open_)}
        middle_first = sorted(found, key=lambda index: abs(found[index] - USUAL_PRIORITY))
        return {index: found[index] for index in middle_first if found[index] != -self.nodes[index].rank[1]}

    def _counts(self, index: int) -> bool:
        task = self.nodes[index].task
        return task is not None and has_rank(task)

    def value(self, changed: Mapping[int, int]) -> Value:
        """The value of the serial schedule with other priorities."""
        keys = dict(self.keys)
        for index, priority in changed.items():
            (document, _), late, room, full_id = keys[index]
            keys[index] = ((document, -priority), late, room, full_id)
        ranked: Sequence[int] = sorted(keys, key=keys.__getitem__)
        return self.trial.forward(ranked).value


def _readable(found: Priorities) -> list[Priorities]:
    """The same order above and below the usual priority in rounder numbers, the roundest first."""
    above = sorted({priority for priority in found.values() if priority > USUAL_PRIORITY})
    below = sorted({priority for priority in found.values() if priority <= USUAL_PRIORITY}, reverse=True)
    tried = []
    for step in STEPS:
        if max(len(above), len(below)) * step >= USUAL_PRIORITY:
            continue
        rounder = {}
        for index, priority in found.items():
            side, sign = (above, 1) if priority > USUAL_PRIORITY else (below, -1)
            rounder[index] = USUAL_PRIORITY + sign * (100 if not step else (side.index(priority) + 1) * step)
        tried.append(rounder)
    return tried
