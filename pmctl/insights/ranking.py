"""In which order the work waits: the score of a feature by its product's method, and the places that follow."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from pmctl.insights.states import is_over
from pmctl.model.item import Item
from pmctl.model.product import Feature, Product
from pmctl.model.project import USUAL_PRIORITY, Task
from pmctl.plan import Plan, remembered
from pmctl.quantity import Units, Unreadable, duration, money_range, number_range, share

Inputs = Mapping[str, Fraction]
ZERO = Fraction(0)

METHODS: Mapping[str, tuple[tuple[str, ...], Callable[[Inputs], Fraction]]] = {
    "rice": (
        ("reach", "impact", "confidence", "effort"),
        lambda one: one["reach"] * one["impact"] * one["confidence"] / one["effort"],
    ),
    "ice": (("impact", "confidence", "ease"), lambda one: one["impact"] * one["confidence"] * one["ease"]),
    "wsjf": (
        ("value", "urgency", "enablement", "size"),
        lambda one: (one["value"] + one["urgency"] + one["enablement"]) / one["size"],
    ),
    "cd3": (("cost-of-delay", "duration"), lambda one: one["cost-of-delay"] / one["duration"]),
    "value-effort": (("value", "effort"), lambda one: one["value"] / one["effort"]),
    "opportunity": (
        ("importance", "satisfaction"),
        lambda one: one["importance"] + max(one["importance"] - one["satisfaction"], ZERO),
    ),
}
"""What a method asks for, and what it makes of it. Sources: Intercom, ICE, SAFe, Reinertsen, Ulwick."""


def score_of(plan: Plan, feature: Feature) -> Fraction | None:
    """The score of a feature by its product's method (rice where none is named); None where an input is missing or 0.

    `effort` counts in months of the workspace, `duration` in its weeks.
    """
    product = plan.workspace.documents.get(feature.document)
    method = product.prioritise.method if isinstance(product, Product) and product.prioritise else "rice"
    if method not in METHODS:
        return None
    names, formula = METHODS[method]
    nested = feature.score.get(method)
    written = nested if isinstance(nested, Mapping) else feature.score
    units = plan.workspace.units
    lengths = {"effort": units.month, "duration": units.week}
    inputs = {name: _number(written.get(name), units, lengths.get(name, units.day)) for name in names}
    known = {name: value for name, value in inputs.items() if value is not None}
    try:
        return formula(known)
    except (KeyError, ZeroDivisionError):
        return None


def _number(written: object, units: Units, length: int) -> Fraction | None:
    """A number, a share, an amount of money, or work in lengths of so many minutes, as a score takes them."""
    text = str(written) if written is not None else ""
    readers: tuple[Callable[[str], Fraction], ...] = (
        lambda one: Fraction(number_range(one).likely),
        lambda one: share(one).value,
        lambda one: Fraction(duration(one, units).minutes, length),
        lambda one: Fraction(money_range(one).likely.amount),
    )
    for read in readers:
        try:
            return read(text)
        except Unreadable:
            continue
    return None


@remembered
def places(plan: Plan) -> Mapping[str, int]:
    """Full id -> place among the open features of its product, or the open tasks of its document, from 1 on.

    By priority, then by score, the highest first; what has no score stands behind, ties by id.
    """
    groups: dict[tuple[str, str], list[tuple[tuple[int, bool, Fraction, str], str]]] = {}
    for item in plan.workspace.items.values():
        if isinstance(item, Feature | Task) and not _has_parts(item) and not is_over(plan, item):
            score = score_of(plan, item) if isinstance(item, Feature) else None
            priority = USUAL_PRIORITY if item.priority is None else item.priority
            key = (-priority, score is None, -(score or ZERO), item.id)
            groups.setdefault((item.document, item.kind), []).append((key, item.id))
    return {id: place for rows in groups.values() for place, (_, id) in enumerate(sorted(rows), 1)}


def _has_parts(item: Item) -> bool:
    return (isinstance(item, Task) and item.is_group) or (isinstance(item, Feature) and bool(item.children))
