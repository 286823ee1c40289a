"""What a simulation is asked, and what it finds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

Sampling: TypeAlias = Literal["triangle", "pert"]


@dataclass(frozen=True, slots=True)
class Settings:
    """How many runs, from which seed, and what they draw.

    `correlations`: how strongly the draws of two tasks go together (0 to 1), by what they share: `person` (anybody),
    `person:ana`, `tag` (any), `tag:backend`. `ratio`: a factor on what is left of an estimate, by who works on it
    alone, or `""` for everybody else. `towards`: the leaf tasks (full ids) whose latest end is what tasks are critical
    for; empty: the end of each document, with its promises. `workers`: processes that work at once, of which nothing
    that is found hangs.
    """

    runs: int = 10_000
    seed: int = 1
    sampling: Sampling = "triangle"
    level: bool = True
    correlations: Mapping[str, Fraction] = field(default_factory=dict)
    ratio: Mapping[str, Fraction] = field(default_factory=dict)
    towards: frozenset[str] = frozenset()
    workers: int = 1


@dataclass(frozen=True, slots=True)
class Simulation:
    """The dates of every task in every run. Arrays have a row a task (or risk) and a column a run.

    `ids` are leaf tasks and milestones that have dates, in file order, and `rows` their rows. `start` and `finish` are
    instants. `uncertain` are the tasks whose length is drawn or calibrated; `length` is what is left of each, before
    risks add to it: minutes of effort, or of duration. `risks` are the open ones with a probability; `occurred` says in
    which runs, `risk_cost` is what they cost then, in hundredths of the currency of `currencies` ("" for the
    workspace's).
    """

    settings: Settings
    ids: tuple[str, ...]
    start: NDArray[np.int32]
    finish: NDArray[np.int32]
    critical: NDArray[np.bool_]
    uncertain: tuple[str, ...]
    length: NDArray[np.int32]
    risks: tuple[str, ...]
    occurred: NDArray[np.bool_]
    risk_cost: NDArray[np.int64]
    currencies: tuple[str, ...]
    rows: Mapping[str, int]

    @property
    def is_certain(self) -> bool:
        """Whether nothing was drawn: all runs are the schedule."""
        return not self.uncertain and not self.risks
