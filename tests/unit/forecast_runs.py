"""A simulation made by hand, for the tests of what is read from one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pmctl.quantity import instant
from pmctl.scheduling.simulation.result import Settings

Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class Runs:
    """The shape of a Simulation: a row an id, a column a run."""

    ids: tuple[str, ...]
    start: Numbers
    finish: Numbers
    critical: NDArray[np.bool_]
    uncertain: tuple[str, ...]
    length: Numbers
    risks: tuple[str, ...]
    occurred: NDArray[np.bool_]
    risk_cost: Numbers
    currencies: tuple[str, ...]

    @property
    def settings(self) -> Settings:
        return Settings(runs=int(self.finish.shape[1]))

    @property
    def rows(self) -> dict[str, int]:
        return {id: row for row, id in enumerate(self.ids)}


def repeated(runs: Runs, times: int) -> Runs:
    """The same runs so many times."""
    arrays: dict[str, Any] = {
        name: np.tile(found, (1, times))
        for name in Runs.__dataclass_fields__
        if isinstance(found := getattr(runs, name), np.ndarray)
    }
    return replace(runs, **arrays)


def at(day: str, minute: int = 17 * 60) -> int:
    """The instant at which somebody goes home on a day."""
    return instant(date.fromisoformat(day), minute)
