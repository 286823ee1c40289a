"""A simulation from beginning to end: draw, run, and hand over what every run has found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TypeAlias

import numpy as np

from pmctl.model.control import Risk
from pmctl.model.item import Item
from pmctl.model.workspace import Workspace
from pmctl.scheduling.simulation.chunks import Tables, chunks, sizes
from pmctl.scheduling.simulation.draws import Draws, draw
from pmctl.scheduling.simulation.frame import Frame
from pmctl.scheduling.simulation.result import Settings, Simulation

Follow: TypeAlias = Callable[[Sequence[int]], Iterable[int]]
"""Goes through the chunks (by first run), to show how far it has come."""


def simulate(workspace: Workspace, today: date, settings: Settings, follow: Follow = iter) -> Simulation:
    """Draw every unfinished estimate and every open risk in each run, and schedule the workspace with them.

    Without ranges and risks every run is `schedule(workspace, today, settings.level)`. The same input gives the same
    numbers, whatever the machine and however many processes work.
    """
    frame = Frame(workspace, today, settings.level, settings.towards)
    draws = draw(frame, settings)
    tables = Tables.of([index for index in range(len(frame.nodes)) if frame.is_dated(index)], settings.runs)
    firsts = sizes(frame, settings.runs)
    with chunks(frame, draws, tables, firsts, settings.workers) as finish:
        for first in follow(firsts):
            finish(first)
    return _result(frame, draws, tables, settings)


def _result(frame: Frame, draws: Draws, tables: Tables, settings: Settings) -> Simulation:
    ids = tuple(frame.graph.ids[index] for index in tables.kept)
    return Simulation(
        settings=settings,
        ids=ids,
        start=tables.start,
        finish=tables.finish,
        critical=tables.critical,
        uncertain=tuple(frame.graph.ids[index] for index in draws.uncertain),
        length=draws.own,
        risks=tuple(draws.occurred),
        occurred=np.array(list(draws.occurred.values()), np.bool_).reshape(-1, settings.runs),
        risk_cost=np.array(list(draws.costs.values()), np.int64).reshape(-1, settings.runs),
        currencies=tuple(_currency(frame.workspace.items[risk]) for risk in draws.occurred),
        rows={full_id: row for row, full_id in enumerate(ids)},
    )


def _currency(risk: Item) -> str:
    cost = risk.impact.cost if isinstance(risk, Risk) and risk.impact is not None else None
    return cost.likely.currency or "" if cost is not None else ""
