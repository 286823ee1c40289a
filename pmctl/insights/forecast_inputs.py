"""What the runs of a simulation drew, each for itself: the length of every uncertain task, and every risk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from pmctl.insights.relations import leaves_of, resolved
from pmctl.model.control import Risk
from pmctl.plan import Plan

if TYPE_CHECKING:
    from pmctl.insights.forecast_statistics import Array
    from pmctl.scheduling.simulation.result import Simulation


def own_lengths(plan: Plan, simulation: Simulation) -> Iterator[tuple[str, Array]]:
    """Each uncertain task with what is left of it in minutes, a run each, less what risks add.

    What each risk adds is found by least squares over the runs: risks are drawn independently of the task, so they are
    told apart, and exactly so where the task is certain itself. Then a risk counts as itself, not as its task again.
    """
    risks = _risks_by_task(plan, simulation)
    for id, length in zip(simulation.uncertain, simulation.length, strict=True):
        rows = risks.get(id, ())
        yield id, _without(length, simulation.occurred[list(rows)]) if rows else length


def _without(length: Array, occurred: Array) -> Array:
    """A length less what each of some risks (a row each) adds to it when it occurs, in whole minutes."""
    import numpy

    inputs = numpy.vstack([numpy.ones(len(length)), occurred]).T
    added = numpy.linalg.lstsq(inputs, length, rcond=None)[0][1:]
    found: Array = numpy.rint(length - added @ occurred).astype(numpy.int64)
    return found


def _risks_by_task(plan: Plan, simulation: Simulation) -> Mapping[str, tuple[int, ...]]:
    """By task the rows of the risks that affect it, or a group or project around it."""
    found: dict[str, tuple[int, ...]] = {}
    for row, id in enumerate(simulation.risks):
        risk = plan.workspace.items[id]
        affected = resolved(plan, risk, risk.affects) if isinstance(risk, Risk) else ()
        for task in {leaf.id for item in affected for leaf in leaves_of(plan, item)}:
            found[task] = (*found.get(task, ()), row)
    return found
