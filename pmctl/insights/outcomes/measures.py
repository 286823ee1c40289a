"""How the success of a feature is measured: the key results and metrics that it names, and their readings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from pmctl.insights.objectives import metric_of
from pmctl.insights.readings import table_of
from pmctl.insights.relations import groups_above, resolved
from pmctl.model.item import Item
from pmctl.model.product import Feature, KeyResult, Metric
from pmctl.plan import Plan, remembered
from pmctl.quantity import NumberRange
from pmctl.record import dataclass

Series = tuple[tuple[date, Fraction], ...]


@dataclass(frozen=True, slots=True)
class Measure:
    """A number that tells of success: the key result or metric, whence it comes, where it is to go, what was read.

    `readings` are those up to today in the order of their days; `begin` and `target` None where nobody typed them.
    """

    item: KeyResult | Metric
    metric: Metric | None
    begin: Fraction | None
    target: Fraction | None
    readings: Series

    @property
    def unit(self) -> str:
        """The unit of its numbers, "" where there is none."""
        return self.metric.unit if self.metric is not None else ""

    @property
    def key(self) -> str:
        """What a line calls it: the metric, else the key result."""
        return (self.metric or self.item).key

    @property
    def falls(self) -> bool:
        """Is the target to be reached from above?"""
        return self.begin is not None and self.target is not None and self.target < self.begin

    def reached(self, value: Fraction) -> bool:
        """Is a value at the target, or beyond it?"""
        if self.target is None:
            return False
        return value <= self.target if self.falls else value >= self.target

    def text(self, value: Fraction | None) -> str:
        """A value with its unit: `3.6 %`, `95 s`."""
        return number_text(value, self.unit)


def number_text(value: Fraction | None, unit: str) -> str:
    """A number as it was read, with its unit; "" for none."""
    if value is None:
        return ""
    number = f"{float(value):,.4f}".rstrip("0").rstrip(".")
    return f"{number} {unit}".rstrip()


def measure_of(plan: Plan, item: KeyResult | Metric) -> Measure:
    """A key result or metric as a measure; what a key result does not say, its metric says."""
    return _measure(plan, item.id)


@remembered
def _measure(plan: Plan, id: str) -> Measure:
    item = plan.workspace.items[id]
    assert isinstance(item, KeyResult | Metric)
    metric = item if isinstance(item, Metric) else metric_of(plan, item)
    begin = item.from_ or (metric.from_ if metric is not None else None)
    target = item.target or (metric.target if metric is not None else None)
    return Measure(item, metric, _number(begin), _number(target), _readings(plan, item, metric))


def _number(found: NumberRange | None) -> Fraction | None:
    return Fraction(found.likely) if found is not None else None


def _readings(plan: Plan, item: KeyResult | Metric, metric: Metric | None) -> Series:
    """What was said at check-ins; where nothing was, the readings of the metric."""
    if isinstance(item, KeyResult):
        said = {one.date.first: Fraction(one.now.likely) for one in item.check_ins if one.now is not None}
        past = tuple(sorted((day, value) for day, value in said.items() if day <= plan.today))
        if past:
            return past
    if metric is None or not metric.data:
        return ()
    return tuple((day, Fraction(value)) for day, value in table_of(plan, metric.data).readings if day <= plan.today)


def measures_of(plan: Plan, feature: Feature) -> tuple[Measure, ...]:
    """What the success of a feature is measured by: its own `success`, else that of the nearest feature around it."""
    for one in (feature, *groups_above(plan, feature)):
        if isinstance(one, Feature) and one.success:
            named = resolved(plan, one, one.success)
            return tuple(measure_of(plan, item) for item in named if isinstance(item, KeyResult | Metric))
    return ()


@remembered
def _features_by_measure(plan: Plan) -> Mapping[str, tuple[Feature, ...]]:
    """Full id of a metric or key result -> the features whose success it tells."""
    found: dict[str, dict[str, Feature]] = {}
    features = [one for one in plan.workspace.items.values() if isinstance(one, Feature)]
    for feature in features:
        for one in measures_of(plan, feature):
            for item in (one.item, one.metric):
                if item is not None:
                    found.setdefault(item.id, {})[feature.id] = feature
    return {id: tuple(features.values()) for id, features in found.items()}


def features_measured_by(plan: Plan, item: Item) -> tuple[Feature, ...]:
    """The features whose success a metric or key result tells, in file order; of a metric through key results, too."""
    return _features_by_measure(plan).get(item.id, ())


def short_for(measure: Measure) -> int:
    """How many of the last readings in a row miss the target."""
    count = 0
    for _, value in reversed(measure.readings):
        if measure.target is None or measure.reached(value):
            break
        count += 1
    return count
