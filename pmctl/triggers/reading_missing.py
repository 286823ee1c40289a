"""A metric was not read when it should have been."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction

from pmctl.insights.outcomes.standing import standing_of
from pmctl.model.item import spot
from pmctl.model.product import Metric
from pmctl.plan import Plan
from pmctl.rules.judging.index import items
from pmctl.triggers.telling.between import Between, Key, reached
from pmctl.triggers.telling.trigger import Line, Occasion, Severity
from pmctl.triggers.telling.words import day

ID, NAME, KIND = "N34", "reading-missing", "time"
ENTITY = ("metric",)
RULE = "age of the last reading in `data` > `every` + grace (20 %)"
TO = ("owner",)
SEVERITY: Severity = "warn"
DEDUPE = "period"
LIMITS = {"after": "20%"}


def occasions(between: Between) -> Iterator[Occasion]:
    """One for each metric and last reading."""
    plan, grace = between.head, between.share("after")
    for item, key, last, by_time in reached(between, lambda plan: stale(plan, grace)):
        said = f"was last read on {day(plan, last)}" if last else "has no reading"
        line = Line(f"It is to be read every {item.every.text}.") if isinstance(item, Metric) and item.every else None
        yield Occasion(
            item, said, key[1:], lines=(line,) if line else (), by_time=by_time, at=spot(item.source, "data")
        )


def stale(plan: Plan, grace: Fraction) -> Mapping[Key, date | None]:
    """The metrics whose last reading is too old, with its day, None where there is none; calendar days."""
    found: dict[Key, date | None] = {}
    for metric in items(plan, Metric):
        standing = standing_of(plan, metric.id)
        age, every = standing.age, metric.every
        if standing.overdue if age is None else every is not None and age > every.days * (1 + grace):
            found[metric.id, standing.read.isoformat() if standing.read else ""] = standing.read
    return found
