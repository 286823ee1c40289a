"""What the readings say of a feature that is out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import takewhile

from pmctl.insights.readings import table_of
from pmctl.insights.relations import resolved
from pmctl.model.item import Item
from pmctl.model.product import Feature, KeyResult, Metric
from pmctl.plan import Plan


def outcome_text(plan: Plan, feature: Item) -> str:
    """`metric below target for 2 readings`, of the first metric that measures the success of a feature."""
    for metric, begin, target in _measures(plan, feature):
        readings = [value for day, value in table_of(plan, metric.data).readings if day <= plan.today]
        if not readings:
            continue
        falls = target < begin
        short = _readings_off(readings, target, falls)
        if not short:
            return "metric on target"
        return f"metric {'above' if falls else 'below'} target for {short} reading{'s' if short > 1 else ''}"
    return ""


def _readings_off(readings: Sequence[Decimal], target: Decimal, falls: bool) -> int:
    """How many of the last readings in a row miss a target; one that `falls` is to be reached from above."""
    return sum(1 for _ in takewhile(lambda value: value > target if falls else value < target, reversed(readings)))


def _measures(plan: Plan, feature: Item) -> Iterator[tuple[Metric, Decimal, Decimal]]:
    """The metrics behind the success of a feature, each with where it began and what it is to reach."""
    named = resolved(plan, feature, feature.success) if isinstance(feature, Feature) else ()
    for one in named:
        if isinstance(one, KeyResult):
            metric = next((found for found in resolved(plan, one, (one.metric,)) if isinstance(found, Metric)), None)
        else:
            metric = one if isinstance(one, Metric) else None
        target = (one.target if isinstance(one, KeyResult) else None) or (metric.target if metric else None)
        if metric is None or not metric.data or target is None:
            continue
        begin = (one.from_ if isinstance(one, KeyResult) else None) or metric.from_
        yield metric, Decimal(begin.likely) if begin is not None else Decimal(0), Decimal(target.likely)
