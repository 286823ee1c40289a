"""What comes before levelling, as a value that others can go on from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pmctl.model.workspace import Workspace
from pmctl.record import dataclass
from pmctl.scheduling.passes import Dates, LateDates, Passes
from pmctl.scheduling.preparation import Preparation


@dataclass(frozen=True, slots=True)
class Prepared:
    """A workspace as of a day, ready to be levelled: its nodes, their dates before that, and their order."""

    workspace: Workspace
    today: date
    preparation: Preparation
    passes: Passes
    early: Dates
    late: LateDates
    ranked: Sequence[int]

    @property
    def levels(self) -> bool:
        """Whether there is anything that levelling may move."""
        return any(node.levels for node in self.passes.nodes)
