"""The score of a feature by a method: from which inputs, or why it has none."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from pmctl.insights.ranking.kano import ORDER, kano_of
from pmctl.insights.ranking.methods import METHODS, Method, number_of, weighted
from pmctl.model.product import Feature, Product
from pmctl.plan import Plan
from pmctl.quantity import decimal_text
from pmctl.record import dataclass

USUAL = "rice"
"""The method of a product that names none."""
WONT = "wont"
MOSCOW = ("must", "should", "could", WONT)
NAMES = (*METHODS, "weighted", "moscow", "kano")
"""Every method."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A feature by a method: its inputs as they are written, its score, or the reason why it has none.

    `keys` order it, the highest first, and are empty without a score; `value` is None for methods that make classes,
    whose class is in `label`.
    """

    feature: Feature
    inputs: tuple[tuple[str, str], ...] = ()
    keys: tuple[Fraction, ...] = ()
    value: Fraction | None = None
    label: str = ""
    reason: str = ""


def method_of(plan: Plan, document: str) -> str:
    """The method by which the backlog of a product is ranked."""
    product = plan.workspace.documents.get(document)
    named = product.prioritise.method if isinstance(product, Product) and product.prioritise else ""
    return named or USUAL


def formula_of(plan: Plan, document: str, method: str) -> Method | None:
    """What a method that makes a number asks for, and how; None for one that makes classes, or without weights."""
    if method != "weighted":
        return METHODS.get(method)
    product = plan.workspace.documents.get(document)
    weights = product.prioritise.weights if isinstance(product, Product) and product.prioritise else {}
    return weighted(weights) if any(weights.values()) else None


def score_of(plan: Plan, feature: Feature) -> Fraction | None:
    """The score of a feature by its product's method; None where an input is missing or 0, and for classes."""
    return scored(plan, feature).value


def scored(plan: Plan, feature: Feature, method: str = "") -> Scored:
    """A feature by a method, else by that of its product."""
    method = method or method_of(plan, feature.document)
    if method == "moscow":
        return _moscow(feature)
    if method == "kano":
        return _kano(feature)
    formula = formula_of(plan, feature.document, method)
    if formula is None:
        return Scored(feature, reason="no `prioritise.weights`" if method == "weighted" else f"no method `{method}`")
    return _by_formula(plan, feature, written_for(feature, method), formula)


def written_for(feature: Feature, method: str) -> Mapping[str, object]:
    """The inputs of a method: those nested under its name, else those of the score itself."""
    nested = feature.score.get(method)
    return nested if isinstance(nested, Mapping) else feature.score


def _by_formula(plan: Plan, feature: Feature, written: Mapping[str, object], method: Method) -> Scored:
    inputs = tuple((name, str(written[name])) for name in method.inputs if written.get(name) is not None)
    units = plan.workspace.units
    numbers = {name: number_of(written.get(name), name, units) for name in method.inputs}
    known = {name: number for name, number in numbers.items() if number is not None}
    missing = [name for name in method.inputs if name not in known]
    if missing:
        return Scored(feature, inputs, reason=f"no {', '.join(missing)}" if inputs else "no score")
    try:
        value = method.score(known)
    except ZeroDivisionError:
        return Scored(feature, inputs, reason=f"{method.inputs[-1]} is 0")
    return Scored(feature, inputs, (value,), value)


def _moscow(feature: Feature) -> Scored:
    if feature.moscow not in MOSCOW:
        return Scored(feature, reason="no class (`score: {moscow: must}`)")
    rank = Fraction(len(MOSCOW) - MOSCOW.index(feature.moscow))
    return Scored(feature, (("moscow", feature.moscow),), (rank,), label=feature.moscow)


def _kano(feature: Feature) -> Scored:
    """By class, must-be first; within one by how much more content it makes people, less how little."""
    found = kano_of(feature.score.get("kano", feature.score))
    if found is None:
        return Scored(feature, reason="no class and no answers (`score: {kano: performance}`)")
    better, worse = found.better, found.worse
    rank = Fraction(len(ORDER) - ORDER.index(found.name))
    inputs = tuple((name, str(count)) for name, count in found.counts.items())
    if better is None or worse is None:
        return Scored(feature, inputs or (("kano", found.name),), (rank, Fraction(0)), label=found.name)
    label = f"{found.name}, better {value_text(better)}, worse {value_text(worse)}"
    return Scored(feature, inputs, (rank, better - worse), label=label)


def value_text(value: Fraction) -> str:
    """`4266.67`, `-0.6`: at most two decimals."""
    text = decimal_text(abs(value.numerator), value.denominator, 2)
    return f"-{text}" if value < 0 and text != "0" else text
