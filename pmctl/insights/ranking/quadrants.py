"""What is worth much against what costs much: features on two axes, and in the quadrants that the medians make."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from pmctl.insights.ranking.choices import sides
from pmctl.insights.ranking.methods import METHODS, Inputs, number_of
from pmctl.insights.ranking.places import open_features
from pmctl.insights.ranking.scores import method_of, written_for
from pmctl.insights.voices import importance_of, voices_for
from pmctl.model.product import Feature, Product
from pmctl.plan import Plan

BY_EFFORT = ("quick win", "big bet", "fill-in", "money pit")
"""High value and little effort, high and much, low and little, low and much."""


@dataclass(frozen=True, slots=True)
class Axes:
    """What a method is read as: the value upwards, the effort (or the other side) to the right.

    `names` are those of the quadrants: high and low, high and high, low and low, low and high.
    """

    method: str
    up: str
    right: str
    names: tuple[str, str, str, str]
    inputs: tuple[str, ...]
    value: Callable[[Inputs], Fraction]
    other: Callable[[Inputs], Fraction]


@dataclass(frozen=True, slots=True)
class Bubble:
    """A feature on the axes of a method, in a quadrant; `weight` is how much its customers want it, 0 for unknown."""

    feature: Feature
    up: Fraction
    right: Fraction
    quadrant: str
    weight: Fraction


@dataclass(frozen=True, slots=True)
class Field:
    """The features of a product on the axes of a method, by rank of value; the medians that part the quadrants."""

    axes: Axes
    bubbles: tuple[Bubble, ...]
    middle: tuple[Fraction, Fraction]
    outside: tuple[Feature, ...]


def _effort_axes(method: str, up: str, right: str, value: Callable[[Inputs], Fraction], below: str) -> Axes:
    return Axes(method, up, right, BY_EFFORT, METHODS[method].inputs, value, lambda one: one[below])


_AXES: Mapping[str, Axes] = {
    "value-effort": _effort_axes("value-effort", "Value", "Effort", lambda one: one["value"], "effort"),
    "rice": _effort_axes(
        "rice",
        "Reach · impact · confidence",
        "Effort in months",
        lambda one: one["reach"] * one["impact"] * one["confidence"],
        "effort",
    ),
    "wsjf": _effort_axes(
        "wsjf", "Cost of delay", "Size", lambda one: one["value"] + one["urgency"] + one["enablement"], "size"
    ),
    "cd3": _effort_axes("cd3", "Cost of delay a week", "Weeks", lambda one: one["cost-of-delay"], "duration"),
}


def _axes(product: Product, method: str) -> Axes | None:
    """The axes of a method; of weighted criteria the two of most weight. None for one that has no two sides."""
    pair = sides(product) if method == "weighted" else None
    if pair is None:
        return _AXES.get(method)
    up, right = pair
    names = (f"{up} only", f"{up} and {right}", "neither", f"{right} only")
    return Axes(method, up.capitalize(), right.capitalize(), names, pair, lambda one: one[up], lambda one: one[right])


def field_of(plan: Plan, product: Product) -> Field | None:
    """The open features of a product by its own method, else by the first that has inputs; None where none has."""
    for method in dict.fromkeys((method_of(plan, product.id), "value-effort", "rice", "wsjf", "cd3", "weighted")):
        axes = _axes(product, method)
        found = _field(plan, product, axes) if axes is not None else None
        if found is not None:
            return found
    return None


def _field(plan: Plan, product: Product, axes: Axes) -> Field | None:
    places: dict[str, tuple[Fraction, Fraction]] = {}
    features = open_features(plan, product.id)
    for one in features:
        written = written_for(one, axes.method)
        numbers = {name: number_of(written.get(name), name, plan.workspace.units) for name in axes.inputs}
        known = {name: number for name, number in numbers.items() if number is not None}
        if len(known) == len(axes.inputs):
            places[one.id] = (axes.value(known), axes.other(known))
    if not places:
        return None
    middle = (_median([up for up, _ in places.values()]), _median([right for _, right in places.values()]))
    bubbles = [
        Bubble(
            one,
            *places[one.id],
            _quadrant(axes, places[one.id], middle),
            importance_of(voices_for(plan, (one,))).weight,
        )
        for one in features
        if one.id in places
    ]
    bubbles.sort(key=lambda one: (-one.up, one.right, one.feature.id))
    return Field(axes, tuple(bubbles), middle, tuple(one for one in features if one.id not in places))


def _median(numbers: list[Fraction]) -> Fraction:
    """The middle one; of an even number the mean of the two in the middle."""
    ordered, half = sorted(numbers), len(numbers) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def _quadrant(axes: Axes, place: tuple[Fraction, Fraction], middle: tuple[Fraction, Fraction]) -> str:
    """By the medians: what is as high as they are is high, what takes no more than they do takes little."""
    is_high = place[0] >= middle[0]
    is_right = place[1] > middle[1] if axes.names is BY_EFFORT else place[1] >= middle[1]
    return axes.names[(0 if is_high else 2) + is_right]
