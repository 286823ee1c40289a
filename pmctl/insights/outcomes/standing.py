"""How a metric stands today: its last reading and age, where it goes, and whether the next reading is overdue."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from pmctl.insights.objectives import score_between
from pmctl.insights.outcomes.measures import Measure, measure_of
from pmctl.insights.readings import table_of
from pmctl.model.product import Metric
from pmctl.plan import Plan, remembered
from pmctl.record import dataclass

GRACE = Fraction(1, 5)
"""Of `every`, before a reading counts as overdue."""
BACK = 28
"""Calendar days over which a trend is told, where readings go back so far."""


@dataclass(frozen=True, slots=True)
class Trend:
    """By how much a number changed within some calendar days; `is_better` None where no target says what better is."""

    change: Fraction
    days: int
    is_better: bool | None


@dataclass(frozen=True, slots=True)
class Standing:
    """A metric today: its last reading and day (None: there is none), its age in calendar days, how far it has come."""

    measure: Measure
    now: Fraction | None
    read: date | None
    age: int | None
    reached: Fraction | None
    trend: Trend | None
    overdue: bool

    @property
    def status(self) -> str:
        """`no reading`, `reading overdue`, `on target`, `below target`, `above target`; without a target `read`."""
        if self.now is None:
            return "no reading"
        if self.overdue:
            return "reading overdue"
        if self.measure.target is None:
            return "read"
        if self.measure.reached(self.now):
            return "on target"
        return "above target" if self.measure.falls else "below target"

    @property
    def verdict(self) -> str:
        """The status for people, who need not know which side of a target is the good one: `short by 36 s`."""
        if self.status not in ("above target", "below target") or self.now is None or self.measure.target is None:
            return self.status
        return f"short by {self.measure.text(abs(self.measure.target - self.now))}"


@remembered
def standing_of(plan: Plan, id: str) -> Standing:
    """How the metric of that full id stands."""
    metric = plan.workspace.items[id]
    assert isinstance(metric, Metric)
    measure = measure_of(plan, metric)
    if not measure.readings:
        is_due = metric.every is not None and bool(metric.data) and not table_of(plan, metric.data).refusal
        return Standing(measure, None, None, None, None, None, is_due)
    read, now = measure.readings[-1]
    age = (plan.today - read).days
    overdue = metric.every is not None and age > metric.every.days * (1 + GRACE)
    return Standing(measure, now, read, age, _reached(measure, now), _trend(measure), overdue)


def _reached(measure: Measure, now: Fraction) -> Fraction | None:
    """The share of the way from where it began to its target."""
    if measure.begin is None or measure.target is None:
        return None
    return score_between(measure.begin, measure.target, now)


def _trend(measure: Measure) -> Trend | None:
    """The change since the last reading of at least four weeks before the latest, else since the first."""
    last, now = measure.readings[-1]
    earlier = [one for one in measure.readings if one[0] <= last - timedelta(days=BACK)] or [measure.readings[0]]
    day, was = earlier[-1]
    if day == last:
        return None
    change = now - was
    is_better = None if measure.target is None or not change else (change < 0) == measure.falls
    return Trend(change, (last - day).days, is_better)


def trend_text(standing: Standing) -> str:
    """`+0.1 % in 28d`; "" where one reading tells of no trend."""
    if standing.trend is None:
        return ""
    change = standing.trend.change
    sign = "+" if change > 0 else "±" if not change else ""
    return f"{sign}{standing.measure.text(change)} in {standing.trend.days}d"
