"""Whose rank is another one in the later of two plans, and whether its inputs, the weights or only others moved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from pmctl.changes.former import NOBODY, former_id
from pmctl.insights.ranking import method_of, ranked
from pmctl.insights.ranking.effort import has_room
from pmctl.insights.ranking.kano import kano_of
from pmctl.insights.ranking.places import ranks
from pmctl.insights.ranking.scores import formula_of, written_for
from pmctl.model.product import Feature, Product
from pmctl.plan import Plan

Moved = tuple[str, str, str]
"""What it is called, what was written, what is (both "" for nothing)."""


@dataclass(frozen=True, slots=True)
class RankChange:
    """A feature with another rank or score: both before and after (None: not scored, or not there)."""

    item: str
    was: int | None
    now: int | None
    value_was: Fraction | None
    value: Fraction | None
    inputs: tuple[Moved, ...]

    @property
    def is_any(self) -> bool:
        """Is anything another one?"""
        return (self.was, self.value_was) != (self.now, self.value) or bool(self.inputs)


@dataclass(frozen=True, slots=True)
class OrderChange:
    """The ranking of a product in two plans: what of its method and weights moved, and every feature that did."""

    product: str
    weights: tuple[Moved, ...]
    features: tuple[RankChange, ...]
    crossed: tuple[tuple[str, bool], ...] = ()
    """The features that crossed the line at which capacity ends, and whether there is room for them now."""

    @property
    def is_any(self) -> bool:
        """Does anything follow that nobody else tells? Ranks alone move where features come and go."""
        return bool(self.weights or self.crossed) or any(one.inputs for one in self.features)


def order_changes(before: Plan, after: Plan, former: Mapping[str, str] = NOBODY) -> tuple[OrderChange, ...]:
    """The products of both plans in which something ranks or scores otherwise, in the order of the plan."""
    found = []
    for id, product in after.workspace.documents.items():
        other = before.workspace.documents.get(former_id(id, former))
        if isinstance(product, Product) and isinstance(other, Product):
            change = order_change(before, after, product, other, "", former)
            if change.is_any:
                found.append(change)
    return tuple(found)


def order_change(
    before: Plan, after: Plan, product: Product, other: Product, method: str = "", former: Mapping[str, str] = NOBODY
) -> OrderChange:
    """The ranking of a product by a method (else its own on each side); `other` is the product as it was."""
    then = {one.feature.id: one for one in ranked(before, other.id, method)}
    now = ranked(after, product.id, method)
    ranks_then, ranks_now = ranks(tuple(then.values())), ranks(now)
    names = _names(after, product, method)
    found = []
    for one in now:
        was = former_id(one.feature.id, former)
        change = RankChange(
            one.feature.id,
            ranks_then.get(was),
            ranks_now.get(one.feature.id),
            then[was].value if was in then else None,
            one.value,
            _inputs(then[was].feature, one.feature, names, method or method_of(after, product.id))
            if was in then
            else (),
        )
        if change.is_any:
            found.append(change)
    weights = () if method and method != "weighted" else tuple(_weights(before, after, product, other))
    crossed = () if method else tuple(_crossed(before, after, ranks_now, former))
    return OrderChange(product.id, weights, tuple(found), crossed)


def _crossed(
    before: Plan, after: Plan, ranks_now: Mapping[str, int], former: Mapping[str, str]
) -> Iterator[tuple[str, bool]]:
    for id in ranks_now:
        was, now = has_room(before, former_id(id, former)), has_room(after, id)
        if was is not None and now is not None and was != now:
            yield id, now


def _names(plan: Plan, product: Product, method: str) -> tuple[str, ...]:
    """What the method asks for now: only that can be a moved input."""
    method = method or method_of(plan, product.id)
    formula = formula_of(plan, product.id, method)
    return formula.inputs if formula is not None else (method,)


def _inputs(then: Feature, now: Feature, names: tuple[str, ...], method: str) -> tuple[Moved, ...]:
    """The inputs that are written otherwise, read by one method on both sides."""
    is_class = names == (method,)
    was, new = (one.score if is_class else written_for(one, method) for one in (then, now))
    texts = [{name: _text(side[name]) for name in names if side.get(name) is not None} for side in (was, new)]
    return tuple(_moved(texts[0], texts[1]))


def _text(written: object) -> str:
    """An input as it is written; of answers the class that they make."""
    if isinstance(written, Mapping):
        found = kano_of(written)
        return f"{found.name} of {sum(found.counts.values())}" if found is not None else "answers"
    return str(written)


def _weights(before: Plan, after: Plan, product: Product, other: Product) -> Iterator[Moved]:
    """The method, and the weights of criteria, that are others."""
    was, now = method_of(before, other.id), method_of(after, product.id)
    if was != now:
        yield "method", was, now
    weights = [
        {name: f"{weight:g}" for name, weight in one.prioritise.weights.items()} if one.prioritise else {}
        for one in (other, product)
    ]
    yield from _moved(weights[0], weights[1])


def _moved(was: Mapping[str, str], now: Mapping[str, str]) -> Iterator[Moved]:
    for name in dict.fromkeys((*was, *now)):
        if was.get(name) != now.get(name):
            yield name, was.get(name, ""), now.get(name, "")


def moved_text(moved: tuple[Moved, ...]) -> str:
    """`reach 4000 → 6000, effort 6w → none`."""
    return ", ".join(f"{name} {was or 'none'} → {now or 'none'}" for name, was, now in moved)
