"""Where people and ranking part: features chosen against their rank, and those that serve one side only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pmctl.insights.ranking.methods import number_of
from pmctl.insights.ranking.places import ranked, ranks
from pmctl.insights.ranking.scores import written_for
from pmctl.insights.relations import members_of, resolved
from pmctl.insights.states import category_of
from pmctl.model.control import Decision
from pmctl.model.product import HORIZONS, Feature, Product
from pmctl.plan import Plan

HIGH, LOW = 7, 4
"""Of the scale 1 to 10: from where a side is served well, and up to where badly."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A feature that is to come before others that rank higher, and the decisions that say so."""

    feature: Feature
    rank: int
    before: tuple[Feature, ...]
    decisions: tuple[Decision, ...]


def choices(plan: Plan, product: Product, method: str) -> Iterator[Choice]:
    """The features against whose rank somebody chose: an earlier horizon (or begun work) than one of a better rank.

    A decision speaks for it that names one of them in `affects` and was neither rejected nor superseded.
    """
    found = ranked(plan, product.id, method)
    by_rank = ranks(found)
    better: list[Feature] = []
    for one in (one.feature for one in found if one.keys):
        before = tuple(other for other in better if _turn(plan, other) > _turn(plan, one))
        better.append(one)
        if before:
            yield Choice(one, by_rank[one.id], before, _decisions(plan, product, one))


def _turn(plan: Plan, feature: Feature) -> int:
    """When a feature has its turn: begun work and `now` first; without a horizon last."""
    if category_of(plan, feature) == "doing":
        return 0
    return HORIZONS.index(feature.horizon) if feature.horizon in HORIZONS else len(HORIZONS)


def _decisions(plan: Plan, product: Product, feature: Feature) -> tuple[Decision, ...]:
    standing = (one for one in members_of(plan, product.id, Decision) if one.status in ("accepted", "proposed"))
    return tuple(one for one in standing if feature in resolved(plan, one, one.affects))


@dataclass(frozen=True, slots=True)
class OneSided:
    """A feature that serves one criterion well and another badly, both as they are written."""

    feature: Feature
    high: tuple[str, str]
    low: tuple[str, str]


def sides(product: Product) -> tuple[str, str] | None:
    """The two criteria of most weight that are no costs, such as business and customer; None without two of them."""
    weights = product.prioritise.weights if product.prioritise else {}
    gains = sorted((name for name, weight in weights.items() if weight > 0), key=lambda name: -weights[name])
    return (gains[0], gains[1]) if len(gains) > 1 else None


def one_sided(plan: Plan, product: Product, features: Sequence[Feature]) -> Iterator[OneSided]:
    """The features of 7 or more on one of the two sides and of 4 or less on the other."""
    pair = sides(product)
    if pair is None:
        return
    for one in features:
        written = written_for(one, "weighted")
        numbers = {name: number_of(written.get(name), name, plan.workspace.units) for name in pair}
        for high, low in (pair, pair[::-1]):
            up, down = numbers[high], numbers[low]
            if up is not None and down is not None and up >= HIGH and down <= LOW:
                yield OneSided(one, (high, str(written[high])), (low, str(written[low])))
