"""What every run draws: what is left of each task, which risks occur, and what they do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import sqrt
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from pmctl.model.control import Impact, Risk
from pmctl.model.project import Task
from pmctl.quantity import Estimate, MoneyRange
from pmctl.scheduling.node import Node
from pmctl.scheduling.simulation.frame import Frame
from pmctl.scheduling.simulation.lines import Array
from pmctl.scheduling.simulation.overlaps import Hit, once
from pmctl.scheduling.simulation.result import Settings
from pmctl.scheduling.simulation.shapes import pert, triangle
from pmctl.scheduling.simulation.streams import Floats, normal, share_below, uniform
from pmctl.scheduling.slips import affected_leaves, extra_length, has_typed_end, time_of

Minutes: TypeAlias = NDArray[np.int32] | Array
"""A number a run; what is kept takes four bytes each."""

LONGEST = 52_596_000
"""Minutes: a hundred years, as for any duration that is written."""
NOTHING = np.zeros(1, dtype=np.int64)


@dataclass(slots=True)
class Draws:
    """By node its `lengths` (what is left, in minutes, with what risks add) where they are not those of the plan, and
    its `delays` where it takes no time or has typed dates; `ends` says how much later a typed end falls. By risk in
    which runs it `occurred`, and its cost in hundredths of a currency. `own` has a row for each node of `uncertain`:
    what is left before risks add to it.
    """

    lengths: dict[int, Minutes] = field(default_factory=dict)
    delays: dict[int, Minutes] = field(default_factory=dict)
    ends: dict[int, Minutes] = field(default_factory=dict)
    occurred: dict[str, NDArray[np.bool_]] = field(default_factory=dict)
    costs: dict[str, Array] = field(default_factory=dict)
    uncertain: Sequence[int] = ()
    own: NDArray[np.int32] = field(default_factory=lambda: np.empty((0, 0), np.int32))


def sample(settings: Settings, name: str, low: float, likely: float, high: float) -> Floats:
    """A value for every run of what lies between `low` and `high`, by the stream of that name."""
    return _values(settings, uniform(settings.seed, name, settings.runs), low, likely, high)


def draw(frame: Frame, settings: Settings) -> Draws:
    """Everything that the runs of a simulation draw."""
    draws = _lengths(frame, settings)
    finish = _open_finishes(frame)
    added: dict[int, Array] = {}
    ends: dict[int, Array] = {}
    for item in frame.workspace.items.values():
        if isinstance(item, Risk) and item.status == "open" and item.probability is not None:
            _happen(settings, item, draws)
            for hit in once(frame, _hits(frame, item, finish)):
                occurred, index = draws.occurred[item.id], hit.index
                added[index] = added.get(index, NOTHING) + np.where(occurred, hit.longer, 0)
                ends[index] = ends.get(index, NOTHING) + np.where(occurred, hit.later, 0)
    for index, found in added.items():
        _add(frame, frame.nodes[index], found, ends[index], draws)
    return draws


def _within(minutes: Minutes, least: int) -> Minutes:
    """Minutes from `least` to the most that there may be, in four bytes each."""
    return np.clip(minutes, least, LONGEST).astype(np.int32, copy=False)


def _values(settings: Settings, shares: Floats, low: float, likely: float, high: float) -> Floats:
    if settings.sampling == "pert":
        return pert(low, likely, high, shares)
    return triangle(low, likely, high).at(shares)


# --- lengths ----------------------------------------------------------------------------------------------------------


def _lengths(frame: Frame, settings: Settings) -> Draws:
    """What is left of each node in every run, in one table; memory is taken for those alone that are uncertain."""
    own = np.empty((len(frame.nodes), settings.runs), np.int32)
    uncertain: list[int] = []
    for node in frame.nodes:
        found = _length(frame, settings, node) if frame.is_dated(node.index) else None
        if found is not None:
            own[len(uncertain)] = _within(found, 1)
            uncertain.append(node.index)
    return Draws(dict(zip(uncertain, own, strict=False)), uncertain=uncertain, own=own[: len(uncertain)])


def _length(frame: Frame, settings: Settings, node: Node) -> Array | None:
    """What is left of a task in every run; None where it is certain."""
    task = node.task
    if task is None or task.milestone or node.fixed is not None or node.state == "finished":
        return None
    low, likely, high = _range(frame, node, task)
    if high <= 0 or (node.state == "started" and not likely):
        return None
    factor = _factor(settings, node)
    if low == high:
        certain = round(likely * factor)
        return None if certain == likely else np.full(settings.runs, certain, dtype=np.int64)
    values = _values(settings, _shares(settings, node, task), low, likely, high)
    return np.rint(np.maximum(values, 0) * float(factor)).astype(np.int64)


def _range(frame: Frame, node: Node, task: Task) -> tuple[int, int, int]:
    """The low, likely and high of what is left, in minutes."""
    likely = int(frame.left[node.index][0])
    begun = node.state == "started"
    estimate: Estimate | None = task.remaining if begun and task.remaining is not None else task.effort or task.duration
    if estimate is None:
        return likely, likely, likely
    low, high = estimate.low.minutes, estimate.high.minutes
    if begun and task.remaining is None:
        low, high = frame.preparation.left(task, low), frame.preparation.left(task, high)
    return low, likely, high


def _factor(settings: Settings, node: Node) -> Fraction:
    """The ratio of who works alone on a node, if they have one of their own, else that of everybody."""
    people = {booking.who for booking in node.team.bookings}
    everybody = settings.ratio.get("", Fraction(1))
    return settings.ratio.get(people.pop(), everybody) if len(people) == 1 else everybody


def _shares(settings: Settings, node: Node, task: Task) -> Floats:
    """Where in its range a task lies in every run; those of tasks that have something in common go together.

    A Gaussian copula: a normal number of the task's own and one of each thing in common, weighted by the square roots
    of the correlations, is put back to a share by the normal distribution.
    """
    weights = _weights(settings, node, task)
    if not weights:
        return uniform(settings.seed, task.id, settings.runs)
    common = min(sum(weights.values()), 1.0)
    score = sqrt(1 - common) * normal(settings.seed, task.id, settings.runs)
    scale = common / sum(weights.values())
    for name, weight in weights.items():
        score = score + sqrt(weight * scale) * normal(settings.seed, f"common {name}", settings.runs)
    return share_below(score)


def _weights(settings: Settings, node: Node, task: Task) -> dict[str, float]:
    """What a task has in common with others, and how much that weighs; several people share the weight of one."""
    given = settings.correlations
    found: dict[str, float] = {}
    people = sorted({booking.who for booking in node.team.bookings})
    for who in people:
        name = f"person:{who}"
        found[name] = float(given.get(name, given.get("person", Fraction(0)))) / len(people)
    for tag in sorted(set(task.tags)):
        found[f"tag:{tag}"] = float(given.get(f"tag:{tag}", given.get("tag", Fraction(0))))
    return {name: weight for name, weight in found.items() if weight > 0}


# --- risks ------------------------------------------------------------------------------------------------------------


def _open_finishes(frame: Frame) -> dict[str, int]:
    """By full id when each task ends in the certain plan that has dates and is not done."""
    dated = (node for node in frame.nodes if frame.is_dated(node.index) and node.state != "finished")
    return {frame.graph.ids[node.index]: frame.finish[node.index] for node in dated}


def _happen(settings: Settings, risk: Risk, draws: Draws) -> None:
    """Let a risk occur in its share of the runs, and cost what it costs there."""
    assert risk.probability is not None
    occurred = uniform(settings.seed, risk.id, settings.runs) < float(risk.probability.value)
    draws.occurred[risk.id] = occurred
    cost = risk.impact.cost if risk.impact is not None else None
    costs = _cost(settings, risk.id, cost) if cost is not None else np.zeros(settings.runs, np.int64)
    draws.costs[risk.id] = np.where(occurred, costs, 0)


def _cost(settings: Settings, risk: str, cost: MoneyRange) -> Array:
    """What a risk costs in every run; what costs never saves, and what saves never costs."""
    low, likely, high = (float(money.amount) for money in (cost.low, cost.likely, cost.high))
    values = sample(settings, f"cost {risk}", low, likely, high)
    least, most = (0.0 if low >= 0 else None), (0.0 if high <= 0 else None)
    return np.rint(np.clip(values, least, most) * 100).astype(np.int64)


def _hits(frame: Frame, risk: Risk, finish: Mapping[str, int]) -> list[Hit]:
    """The nodes that take longer where a risk occurs: of what is left, their people staying booked, or of working time
    for what takes no time or has typed dates.
    """
    minutes = time_of(risk.impact or Impact(), frame.workspace.units)
    hits = []
    for task in affected_leaves(frame.workspace, risk, finish) if minutes else ():
        index, longer = frame.graph.index[task.id], minutes
        event = not _has_length(frame, frame.nodes[index])
        if not event:
            bookings = frame.passes.nodes[index].team.bookings  # those of the certain plan
            longer = extra_length(frame.workspace, frame.preparation.workers, task, bookings, minutes)
        hits.append(Hit(index, event, longer, minutes))
    return hits


def _has_length(frame: Frame, node: Node) -> bool:
    """Whether a node takes as long as its work does."""
    milestone = node.task is None or node.task.milestone
    return not milestone and node.fixed is None and bool(frame.left[node.index].any())


def _add(frame: Frame, node: Node, minutes: Array, later: Array, draws: Draws) -> None:
    """Let a node take so many minutes longer in each run, its typed end falling so much `later` (in working time); what
    has begun and has nothing left stays as it is.
    """
    index = node.index
    if node.state == "planned" and node.fixed is None and node.task is not None and has_typed_end(node.task):
        draws.ends[index] = _within(later, 0 if node.task.milestone else -LONGEST)
    if _has_length(frame, node):
        draws.lengths[index] = _within(draws.lengths.get(index, frame.left[index]) + minutes, 1)
    elif node.state == "planned":
        draws.delays[index] = _within(minutes, 0 if node.fixed is None else -LONGEST)
