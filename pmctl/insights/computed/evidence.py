"""What is read of a metric, how far research has come, how many customers want something."""

from __future__ import annotations

from decimal import Decimal

from pmctl.insights.objectives import last_said
from pmctl.insights.outcomes.measures import measure_of
from pmctl.insights.outcomes.standing import standing_of, trend_text
from pmctl.insights.states import status_of
from pmctl.insights.voices import Importance, around_and_below, coverage_of, importance_of, voices_for
from pmctl.model.item import Item
from pmctl.model.product import Feature, KeyResult, Metric, Research
from pmctl.plan import Plan
from pmctl.quantity import NumberRange


def now(plan: Plan, item: Item) -> NumberRange | None:
    """The last reading of a metric with its unit; what a key result is at, as its owner wrote it where one did."""
    said = last_said(plan, item) if isinstance(item, KeyResult) else None
    if said is not None and said.now is not None:
        return said.now
    measure = measure_of(plan, item) if isinstance(item, Metric | KeyResult) else None
    if measure is None or not measure.readings:
        return None
    last = measure.readings[-1][1]
    number = Decimal(last.numerator) / Decimal(last.denominator)
    return NumberRange(number, number, number, measure.text(last))


def trend(plan: Plan, item: Item) -> str | None:
    """How a metric moved over four weeks."""
    return trend_text(standing_of(plan, item.id)) or None if isinstance(item, Metric) else None


def status(plan: Plan, item: Item) -> str | None:
    """The state of an item in the team's words; of a metric what its readings say."""
    return standing_of(plan, item.id).status if isinstance(item, Metric) else status_of(plan, item) or None


def coverage(_: Plan, item: Item) -> str | None:
    """`8 of 12`: how many of those who were to be asked were."""
    return coverage_of(item) or None if isinstance(item, Research) else None


def customers(plan: Plan, item: Item) -> int | None:
    """How many customers speak for a feature or finding; None for nobody."""
    return _importance(plan, item).customers or None


def importance(plan: Plan, item: Item) -> float | None:
    """The sum over these customers of the weight of what each said last; None for nobody."""
    found = _importance(plan, item)
    return float(found.weight) if found.customers else None


def _importance(plan: Plan, item: Item) -> Importance:
    meant = around_and_below(plan, item) if isinstance(item, Feature) else (item,)
    return importance_of(voices_for(plan, meant))
