"""A risk that affects an event and what the event waits for: the event falls later by the time of the risk, once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from pmctl.scheduling.simulation.frame import Frame
from pmctl.scheduling.simulation.levels import placed
from pmctl.scheduling.simulation.numbers import certain, known
from pmctl.scheduling.simulation.runs import Runs


@dataclass(frozen=True, slots=True)
class Hit:
    """A node that a risk affects: it takes so many minutes `longer`, of what is left of its work or (`event`) of
    working time in which it waits; its typed end falls so many working minutes `later`.
    """

    index: int
    event: bool
    longer: int
    later: int


def once(frame: Frame, hits: Sequence[Hit]) -> list[Hit]:
    """The hits of one risk, events less what the others of them push them already.

    That is seen in the certain plan with the risk as its only change, one event after the other in the order of the
    graph: as `pmctl.variation.occurred` has it, an event falls its time later than it did, unless it is pushed further.
    """
    events = {hit.index: hit for hit in hits if hit.event and hit.longer > 0 and _is_pushed(frame, hit.index)}
    if len(hits) < 2 or not events:
        return list(hits)
    settled = [hit for hit in hits if hit.index not in events]
    for index in frame.order:
        if index in events:
            pushed = _shift(frame, settled, index)
            settled.append(replace(events[index], longer=max(0, events[index].longer - pushed)))
    return settled


def _is_pushed(frame: Frame, index: int) -> bool:
    """Whether links or people can move an event: no typed date holds it."""
    node = frame.nodes[index]
    return node.state == "planned" and node.fixed is None


def _shift(frame: Frame, hits: Sequence[Hit], index: int) -> int:
    """By how many working minutes a node ends later where these hits happen to the certain plan."""
    lengths = {hit.index: np.maximum(frame.left[hit.index] + hit.longer, 1) for hit in hits if not hit.event}
    delays = {hit.index: certain(hit.longer) for hit in hits if hit.event}
    runs = Runs(frame, lengths, delays, {hit.index: certain(hit.later) for hit in hits})
    line, finish = runs.lines[index], known(placed(runs).finish[index])
    return int((line.work_at(finish) - line.work_at(certain(frame.finish[index])))[0])
