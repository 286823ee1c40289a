"""Orders of levelling tried on a prepared workspace, and valued; the best one is remembered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pmctl.scheduling import Prepared
from pmctl.scheduling.levelling import Levelling
from pmctl.scheduling.orders.drafts import Drafts
from pmctl.scheduling.orders.objective import Objective, Value, classes, objective
from pmctl.scheduling.passes import Dates, LateDates
from pmctl.scheduling.people import load_of

Keys = Sequence[float]
"""By node: the smaller, the earlier its turn."""
Stop = Callable[[], bool]
MOST_SCHEDULES = 1_000_000
"""A bound, not an opinion."""
AT_ONCE = 3
"""Passes that are made without asking whether there are any left: a schedule, and its justification."""
OWN_ENDS = 4
"""Of so many backward passes one puts each document before its own end."""


@dataclass(frozen=True, slots=True)
class Found:
    """A schedule that was tried: its value, its dates, and the order of levelling that makes it."""

    value: Value
    dates: Dates
    ranked: Sequence[int]


class Trial:
    """What improvement and search share: passes that are counted, the objective, and the best schedule so far.

    Nodes are looked at in the order of their ids wherever that may matter, so that the order of files does not.
    """

    def __init__(self, prepared: Prepared, schedules: int, stop: Stop = lambda: False) -> None:
        """At most so many passes, `schedules`, are made (one is left for the pass that shows the best); `stop` says
        when the time is up.
        """
        passes = prepared.passes
        self.prepared = prepared
        self.schedules = schedules
        self.stop = stop
        due = [node.due for node in passes.nodes]
        self.turn = 0
        """How many backward passes there were."""
        self.drafts = Drafts(Levelling(prepared.preparation, passes), prepared.early, passes.graph.order, due)
        self.objective: Objective = objective(prepared)
        self.classes = classes(prepared)
        self.nodes = sorted(passes.graph.order, key=_names(prepared).__getitem__)
        self.least = self.objective(prepared.early)
        """No order is better than dates without levelling."""
        self.serial = self.best = self.forward(prepared.ranked)
        self.objective = self.objective.keeping(self.serial.dates)
        self.drafts.keep(self.serial.dates)

    @property
    def count(self) -> int:
        """How many passes there were."""
        return self.drafts.count

    @property
    def over(self) -> bool:
        """Whether there is nothing left to try, or no time for it."""
        return self.is_proven or self.count + AT_ONCE >= self.schedules or self.stop()

    @property
    def is_proven(self) -> bool:
        """Whether nothing can be better than the best."""
        return self.best.value <= self.least

    def go_on(self, until: Stop) -> None:
        """Make passes as long as there is time, until something else is done."""
        stop = self.stop
        self.stop = lambda: stop() or until()
        self.schedules = MOST_SCHEDULES

    def by(self, keys: Keys) -> list[int]:
        """Nodes by rank: classes first, then the keys, then the ids."""
        ranked = sorted(self.nodes, key=keys.__getitem__)
        ranked.sort(key=self.classes.__getitem__)
        return ranked

    def forward(self, ranked: Sequence[int]) -> Found:
        """One forward pass."""
        dates = self.drafts.forward(ranked)
        found = Found(self.objective(dates), dates, ranked)
        if self.count == 1 or found.value < self.best.value:
            self.best = found
        return found

    def backward(self, dates: Dates) -> LateDates:
        """One backward pass: what ends last comes first, of those that end together what begins first."""
        ranked = sorted(self.nodes, key=dates.start.__getitem__)
        ranked.sort(key=dates.finish.__getitem__, reverse=True)
        return self._as_late_as_can_be(dates, self.drafts.backwards.sequence(ranked))

    def justified(self, found: Found) -> Found:
        """Forward-backward improvement (double justification: Valls, Ballestin and Quintanilla 2005): everything as
        late as it can be, then again as early as it can be in that order.
        """
        return self._forward_again(self.backward(found.dates))

    def laid_back(self, sequence: Sequence[int], dates: Dates) -> Found:
        """The same for a sequence, from last to first, that has no schedule yet; ends are those of `dates`."""
        return self._forward_again(self._as_late_as_can_be(dates, sequence))

    def _as_late_as_can_be(self, dates: Dates, sequence: Sequence[int]) -> LateDates:
        """Before the last end of all documents (none behind its end in the shown schedule, which would be no better),
        and every fourth time each before its own end: the one packs all of them, the other each of them.
        """
        self.turn += 1
        return self.drafts.backward(dates, sequence, together=self.turn % OWN_ENDS != 0)

    def _forward_again(self, late: LateDates) -> Found:
        ranked = sorted(self.nodes, key=late.finish.__getitem__, reverse=True)
        ranked.sort(key=late.start.__getitem__)
        ranked.sort(key=self.classes.__getitem__)
        return self.forward(ranked)

    def weights(self) -> list[float]:
        """By node: the share of what there is that it takes of its people, summed over them."""
        levelling, nodes = self.drafts.levelling, self.prepared.passes.nodes
        return [
            sum(load / load_of(levelling.preparation.workers[who].capacity) for who, load in node.team.loads)
            if node.levels
            else 0.0
            for node in nodes
        ]


def _names(prepared: Prepared) -> list[tuple[str, str]]:
    """By node a name that hangs on nothing but the plan."""
    names = [(id, "") for id in prepared.passes.graph.ids]
    for (group, role), index in prepared.passes.graph.hubs.items():
        names[index] = (group, role)
    return names
