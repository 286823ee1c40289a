"""What health is made of: levels, dimensions with their evidence, thresholds, and how levels roll up."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Literal

from pmctl.model.control import Update
from pmctl.model.workspace import Threshold
from pmctl.plan import Plan
from pmctl.quantity import Duration, Share
from pmctl.record import dataclass

Level = Literal["green", "amber", "red", "unknown", "not-started", "done"]

_RANK = {"green": 1, "amber": 2, "red": 3}

TEN_PERCENT, FIVE_PERCENT, TWO_PERCENT = Fraction(1, 10), Fraction(1, 20), Fraction(1, 50)
"""Shares above which a plan is amber or red where the workspace says nothing."""


@dataclass(frozen=True, slots=True)
class Dimension:
    """One side of health: the rule, the value found, the threshold, the ids that show it, and a line of text."""

    name: str
    level: Level
    rule: str = ""
    value: str = ""
    threshold: str = ""
    evidence: tuple[str, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class Health:
    """The worst of the dimensions; `reported` is what a person said last, which never replaces the computed level."""

    level: Level
    dimensions: tuple[Dimension, ...] = ()
    reported: Update | None = None

    @property
    def known(self) -> tuple[int, int]:
        """How many dimensions could be judged, of how many."""
        judged = sum(one.level in _RANK for one in self.dimensions)
        return judged, len(self.dimensions)


def rank(level: str) -> int:
    """green 1, amber 2, red 3; everything outside the order 0."""
    return _RANK.get(level, 0)


def worst(levels: Iterable[Level]) -> Level:
    """Roll-up: the worst of what is known; done or not-started where that is all; unknown where nothing is known."""
    found = list(levels)
    known = [level for level in found if rank(level)]
    if known:
        return max(known, key=rank)
    for outside in ("not-started", "done"):
        if outside in found:
            return "not-started" if outside == "not-started" else "done"
    return "unknown"


def worst_of(found: list[tuple[Level, str, str]]) -> tuple[Level, tuple[str, ...], str]:
    """The worst level of (level, id, text), with the ids and texts of that level."""
    level = max((one[0] for one in found), key=rank)
    chosen = [one for one in found if one[0] == level]
    return level, tuple(dict.fromkeys(one[1] for one in chosen)), " · ".join(one[2] for one in chosen)


def unknown(name: str, why: str) -> Dimension:
    """A dimension that cannot be judged, with the reason."""
    return Dimension(name, "unknown", text=why)


def level_above(value: Fraction, amber: Fraction, red: Fraction) -> Level:
    """Red above the second threshold, amber above the first."""
    return "red" if value > red else "amber" if value > amber else "green"


def threshold_of(plan: Plan, dimension: str) -> Threshold:
    """What the workspace says of a dimension."""
    return plan.workspace.health.get(dimension) or Threshold()


def in_days(plan: Plan, found: Duration | Share | float | None, default: Fraction, span: int) -> Fraction:
    """A threshold in working days: a duration, a share of the days of a span, or a plain number of days."""
    if found is None:
        return default
    if isinstance(found, Duration):
        return Fraction(found.minutes, plan.workspace.units.day)
    if isinstance(found, Share):
        return found.value * span
    return Fraction(str(found))


def in_share(found: Duration | Share | float | None, default: Fraction) -> Fraction:
    """A threshold as a part of the whole; a plain number counts as that part (0.1 is 10 %)."""
    if isinstance(found, Share):
        return found.value
    if isinstance(found, int | float):
        return Fraction(str(found))
    return default


def dimension_json(side: Dimension) -> dict[str, object]:
    """A dimension as JSON, with all that is known of it."""
    return {
        "name": side.name,
        "level": side.level,
        "rule": side.rule,
        "value": side.value,
        "threshold": side.threshold,
        "evidence": list(side.evidence),
        "text": side.text,
    }
