"""A project strays further than its charter allows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pmctl.insights.tolerance import breaches
from pmctl.plan import Plan
from pmctl.triggers.telling.between import Between, Key, reached
from pmctl.triggers.telling.trigger import Line, Occasion, Severity

ID, NAME, KIND = "N24", "tolerance-breached", "derived"
ENTITY = ("project",)
RULE = "time, cost or scope went beyond `charter.tolerance`"
TO = ("sponsor", "lead")
SEVERITY: Severity = "alert"
DEDUPE = "dimension"


def occasions(between: Between) -> Iterator[Occasion]:
    """One for each project and dimension."""
    for item, key, words, by_time in reached(between, _breached):
        lines = (Line(words),)
        yield Occasion(item, f"is beyond its tolerance of {key[1]}", key[1:], lines=lines, by_time=by_time)


def _breached(plan: Plan) -> Mapping[Key, str]:
    """The projects and dimensions that are beyond their tolerance, with value and limit."""
    return {(one.project, one.dimension): one.text for one in breaches(plan)}
