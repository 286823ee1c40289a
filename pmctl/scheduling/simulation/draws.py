"""What every run draws: what is left of each task, which risks occur, and what they do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from pmctl.model.control import Impact, Risk
from pmctl.model.item import Item
from pmctl.model.project import Project, Task
from pmctl.model.workspace import resolve
from pmctl.network import FROM_FINISH
from pmctl.quantity import MINUTES_A_DAY, Estimate, MoneyRange
from pmctl.scheduling.node import Node
from pmctl.scheduling.simulation.frame import Frame
from pmctl.scheduling.simulation.lines import Array
from pmctl.scheduling.simulation.result import Settings
from pmctl.scheduling.simulation.shapes import pert, triangle
from pmctl.scheduling.simulation.streams import Floats, normal, share_below, uniform

LONGEST = 52_596_000
"""Minutes: a hundred years, as for any duration that is written."""


@dataclass(slots=True)
class Draws:
    """By node its `lengths` (what is left, in minutes) where they are not those of the plan, and its `delays` where it
    takes no time; by risk in which runs it `occurred`, and its cost in hundredths of a currency.
    """

    lengths: dict[int, Array] = field(default_factory=dict)
    delays: dict[int, Array] = field(default_factory=dict)
    occurred: dict[str, NDArray[np.bool_]] = field(default_factory=dict)
    costs: dict[str, Array] = field(default_factory=dict)


def sample(settings: Settings, name: str, low: float, likely: float, high: float) -> Floats:
    """A value for every run of what lies between `low` and `high`, by the stream of that name."""
    return _values(settings, uniform(settings.seed, name, settings.runs), low, likely, high)


def draw(frame: Frame, settings: Settings) -> Draws:
    """Everything that the runs of a simulation draw."""
    draws = Draws()
    for node in frame.nodes:
        found = _length(frame, settings, node)
        if found is not None:
            draws.lengths[node.index] = found
    for item in frame.workspace.items.values():
        if isinstance(item, Risk) and item.status == "open" and item.probability is not None:
            _happen(frame, settings, item, float(item.probability.value), draws)
    for index, length in draws.lengths.items():
        draws.lengths[index] = np.clip(length, 1, LONGEST)
    return draws


def _values(settings: Settings, shares: Floats, low: float, likely: float, high: float) -> Floats:
    if settings.sampling == "pert":
        return pert(low, likely, high, shares)
    return triangle(low, likely, high).at(shares)


# --- lengths ----------------------------------------------------------------------------------------------------------


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


def _happen(frame: Frame, settings: Settings, risk: Risk, probability: float, draws: Draws) -> None:
    """Let a risk occur in its share of the runs, and everything that it affects take longer there."""
    occurred = uniform(settings.seed, risk.id, settings.runs) < probability
    draws.occurred[risk.id] = occurred
    impact = risk.impact or Impact()
    cost = _cost(settings, risk.id, impact.cost) if impact.cost is not None else np.zeros(settings.runs, np.int64)
    draws.costs[risk.id] = np.where(occurred, cost, 0)
    if impact.time is None:
        return
    minutes = impact.time.minutes
    if impact.time.elapsed:
        minutes = minutes * frame.workspace.units.day // MINUTES_A_DAY
    for node in affected(frame, risk):
        _stretch(frame, node, np.where(occurred, -minutes if impact.negative_time else minutes, 0), draws)


def _cost(settings: Settings, risk: str, cost: MoneyRange) -> Array:
    low, likely, high = (float(money.amount) for money in (cost.low, cost.likely, cost.high))
    return np.rint(sample(settings, f"cost {risk}", low, likely, high) * 100).astype(np.int64)


def _stretch(frame: Frame, node: Node, minutes: Array, draws: Draws) -> None:
    """Let a node take so much working time longer: its people stay booked, and what takes no time is later."""
    task, index = node.task, node.index
    left = frame.left[index].any()
    if task is None or (node.state == "started" and not left):
        return
    if task.milestone or node.fixed is not None or not left:
        delay = draws.delays.get(index)
        draws.delays[index] = np.maximum(minutes if delay is None else delay + minutes, 0)
        return
    rate = frame.rate(node, node.team)
    extra = minutes * rate.numerator // rate.denominator
    if task.duration is not None and task.effort is None and task.duration.elapsed:
        extra = minutes * MINUTES_A_DAY // frame.workspace.units.day
    length = draws.lengths.get(index)
    draws.lengths[index] = (frame.left[index] if length is None else length) + extra


def affected(frame: Frame, risk: Risk) -> Iterator[Node]:
    """The open nodes that a risk makes longer: tasks, and of groups and projects all that nothing else in them waits
    for, so that the whole ends later by the time once. What is done stays as it is.
    """
    found: dict[int, None] = {}
    for reference in risk.affects:
        item = resolve(frame.workspace, risk.document, reference)
        leaves = {
            frame.graph.index[leaf.id] for leaf in _leaves(frame.workspace.items, item) if leaf.id in frame.graph.index
        }
        leaves = {index for index in leaves if frame.nodes[index].state != "finished"}
        found.update(dict.fromkeys(sorted(_last(frame, leaves))))
    for index in found:
        yield frame.nodes[index]


def _leaves(items: Mapping[str, Item], item: Item | None) -> Iterator[Task]:
    """The tasks without parts in an item, itself if it is one."""
    if isinstance(item, Task) and not item.is_group:
        yield item
    elif isinstance(item, Task | Project):
        for child in item.children if isinstance(item, Task) else item.top:
            yield from _leaves(items, items.get(child))


def _last(frame: Frame, leaves: set[int]) -> set[int]:
    """Those for whose finish no other of them waits, be it through others."""
    if len(leaves) < 2:
        return leaves
    outgoing = frame.graph.outgoing
    leads: dict[int, bool] = {}  # is one of them at a node or behind it?
    last = set()
    for index in reversed(frame.order):
        behind = [arrow[0] for arrow in outgoing[index]]
        if index in leaves:
            waited = any(leads.get(then) for then, kind, _, _ in outgoing[index] if kind in FROM_FINISH)
            if not waited:
                last.add(index)
        leads[index] = index in leaves or any(leads.get(then) for then in behind)
    return last
