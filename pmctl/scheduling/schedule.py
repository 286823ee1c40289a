"""The computed dates of a workspace, as a value: a row for every task, milestone and group."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date

from pmctl.network import Network, Step
from pmctl.record import dataclass
from pmctl.scheduling.passes import Dates
from pmctl.scheduling.people import Workers
from pmctl.scheduling.prepared import Prepared
from pmctl.scheduling.rows import Booking, Driver, Extent, Instant, Scheduled

__all__ = ["Booking", "Driver", "Extent", "Instant", "Schedule", "Scheduled"]


@dataclass(frozen=True, slots=True)
class Schedule:
    """Dates for every task that can have them; members of a cycle have none (`unscheduled`).

    `drivers` say by full id what holds each task, where something does. `cycles` holds the steps of each cycle, each
    cycle once; `prepared` is what the schedule was made from, `dates` are those of its nodes.
    """

    today: date
    prepared: Prepared = field(compare=False, repr=False)
    dates: Dates = field(compare=False, repr=False)
    tasks: Mapping[str, Scheduled] = field(default_factory=dict)
    documents: Mapping[str, Extent] = field(default_factory=dict)
    drivers: Mapping[str, Driver] = field(default_factory=dict)
    unscheduled: tuple[str, ...] = ()
    cycles: tuple[tuple[Step, ...], ...] = ()

    @property
    def workers(self) -> Workers:
        """Everybody's working time, as it was laid out."""
        return self.prepared.preparation.workers

    @property
    def graph(self) -> Network:
        """What waits for what."""
        return self.prepared.passes.graph
