"""Where a key result stands: what was said or read of it last, when, and how far that is from begin to target."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from pmctl.insights.objectives import Grade, grade_of, key_result_score, last_said, metric_of
from pmctl.insights.readings import latest_reading
from pmctl.model.product import CheckIn, KeyResult
from pmctl.plan import Plan
from pmctl.quantity import NumberRange, print_share


@dataclass(frozen=True, slots=True)
class Standing:
    """A key result with its last check-in, or the last reading of its metric; `score` is None where it has none, `now`
    "" where nothing was said or read.

    `begin` and `target` are its own, else those of its metric.
    """

    result: KeyResult
    score: Fraction | None
    now: str
    day: date | None
    begin: NumberRange | None
    target: NumberRange | None
    unit: str
    said: CheckIn | None

    @property
    def grade(self) -> Grade | None:
        """By its commitment; None without a score."""
        return grade_of(self.score, self.result.commitment) if self.score is not None else None

    @property
    def source(self) -> Literal["said", "read"] | None:
        """Whether somebody said it or its metric was read; None without either."""
        return None if self.day is None else "said" if self.said is not None else "read"

    @property
    def weight(self) -> float:
        """How much it counts in its objective."""
        return 1 if self.result.weight is None else self.result.weight


def standing_of(plan: Plan, result: KeyResult) -> Standing:
    """Where a key result stands as of today."""
    metric = metric_of(plan, result)
    said = last_said(plan, result)
    reading = latest_reading(plan, metric) if metric is not None and said is None else None
    now = said.now.text if said is not None and said.now is not None else f"{reading[1]:f}" if reading else ""
    return Standing(
        result,
        key_result_score(plan, result),
        now,
        said.date.first if said is not None else reading[0] if reading else None,
        result.from_ or (metric.from_ if metric else None),
        result.target or (metric.target if metric else None),
        metric.unit if metric is not None else "",
        said,
    )


def standing_data(one: Standing, is_private: bool = True) -> dict[str, object]:
    """Where it stands for programs, numbers as they were written; without `is_private` nobody's confidence is told."""
    confidence = one.said.confidence if one.said is not None and is_private else None
    return {
        "progress": float(one.score) if one.score is not None else None,
        "grade": one.grade,
        "now": one.now,
        "date": one.day.isoformat() if one.day is not None else None,
        "source": one.source,
        "from": one.begin.text if one.begin is not None else None,
        "target": one.target.text if one.target is not None else None,
        "unit": one.unit,
        "weight": one.weight,
        "commitment": one.result.commitment,
        **({"confidence": float(confidence.value)} if confidence is not None else {}),
    }


def standing_text(one: Standing, is_private: bool = True) -> str:
    """`one-minute 56% (95 of 140 → 60, said 2026-02-01, confidence 60%)`.

    Without `is_private` nobody's confidence is told.
    """
    parts = [_span(one), _when(one)]
    if is_private and one.said is not None and one.said.confidence is not None:
        parts.append(f"confidence {one.said.confidence.text}")
    reached = print_share(one.score, 0) if one.score is not None else "n/a"
    return f"{one.result.key} {reached} ({', '.join(part for part in parts if part)})"


def _span(one: Standing) -> str:
    """`95 of 140 → 60`, `3.8 of 3.6 → 4.2 %`; what is missing is named."""
    if one.target is None:
        return "no target"
    begin = one.begin.text if one.begin is not None else "0"
    now = f"{one.now} of " if one.now else ""
    return f"{now}{begin} → {one.target.text}{f' {one.unit}' if one.unit else ''}"


def _when(one: Standing) -> str:
    if one.begin is not None and one.target is not None and one.begin.likely == one.target.likely:
        return "begins at its target"
    if one.day is None:
        return "nothing said or read yet"
    return f"{one.source} {one.day.isoformat()}"
